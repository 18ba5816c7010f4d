package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;
import org.pressroom.suite.Mailbox.Mail;

/** A contributor hands an article in, an editor sends it back and publishes it, and each hears of it by mail. */
@WithSuite
class ReviewTest {

    private static final String PASSWORD = "a long password";

    private final Suite suite;
    private final Mailbox mailbox;
    private final String name = Newsroom.unique();
    private final String writerAddress = Newsroom.address("writer");
    private final String editorAddress = Newsroom.address("editor");

    ReviewTest(Suite suite) {
        this.suite = suite;
        this.mailbox = suite.mailbox();
    }

    private Client staff(String role, String address) {
        String username = role + "-" + name;
        suite.admin()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                username,
                                "name",
                                "Una " + role,
                                "roles",
                                List.of(role),
                                "email",
                                address,
                                "password",
                                PASSWORD)))
                .expect(201);
        return Client.signedIn(suite.site(), username, PASSWORD);
    }

    @Test
    void whatHappensToAnArticleReachesThoseWhomItConcerns() {
        Client writer = staff("contributor", writerAddress);
        Client editor = staff("editor", editorAddress);
        String title = "An essay of " + name;
        Answer written = writer.send(Call.post("/api/articles").json(Newsroom.manuscript(title, "Some words.")))
                .expect(201);
        String id = written.json().path("id").asString();
        writer.send(Call.post("/api/articles/" + id + "/publication").ifMatch("*"))
                .expect(403);

        writer.send(Call.post("/api/drafts/" + id + "/submission")
                        .ifMatch(written.etag())
                        .json(Map.of("message", "Secret words of mine")))
                .expect(200);
        Mail waits = mailbox.awaitMail(
                editorAddress, "to review", mail -> mail.subject().equals("To review: " + title));
        assertThat(waits.text()).contains("Una contributor").contains("/desk/#/articles/" + id);
        assertThat(Json.items(editor.get("/api/submissions?limit=100")
                        .expect(200)
                        .json()
                        .path("items")))
                .anySatisfy(item -> assertThat(item.path("id").asString()).isEqualTo(id));

        for (String text : List.of("A first note", "A second note")) {
            editor.send(Call.post("/api/drafts/" + id + "/notes").json(Map.of("text", text)))
                    .expect(201);
        }
        editor.send(Call.post("/api/drafts/" + id + "/submission/return")
                        .ifMatch("*")
                        .json(Map.of("message", "The end is missing")))
                .expect(200);
        mailbox.awaitMail(writerAddress, "sent back", mail -> mail.subject().equals("Sent back: " + title));

        writer.send(Call.post("/api/drafts/" + id + "/submission").ifMatch("*")).expect(200);
        editor.send(Call.post("/api/articles/" + id + "/publication").ifMatch("*"))
                .expect(200);
        mailbox.awaitMail(writerAddress, "published", mail -> mail.subject().equals("Published: " + title));
        await("the mails about notes").atMost(Duration.ofSeconds(60)).until(() -> mailbox.to(writerAddress).stream()
                .anyMatch(mail -> mail.subject().equals("New note: " + title)));

        List<Mail> toWriter = mailbox.to(writerAddress);
        assertThat(toWriter)
                .extracting(Mail::subject)
                .contains("Sent back: " + title, "New note: " + title, "Published: " + title)
                // Of notes within ten minutes one is told; these two may stand on both sides of such a border.
                .hasSizeBetween(3, 4);
        assertThat(mailbox.to(editorAddress))
                .extracting(Mail::subject)
                .containsExactly("To review: " + title, "To review: " + title);
        assertThat(mailbox.to(editorAddress)).extracting(Mail::text).noneMatch(text -> text.contains("Secret"));
        assertThat(toWriter).extracting(Mail::text).noneMatch(text -> text.contains("first note"));
    }

    @Test
    void whoIsNamedAnAuthorBySomebodyElseHearsOfIt() {
        Client writer = staff("author", writerAddress);
        Client editor = staff("editor", editorAddress);
        String title = "An essay of two of " + name;
        Map<String, Object> manuscript = Newsroom.manuscript(title, "Some words.");
        String id = writer.send(Call.post("/api/articles").json(manuscript))
                .expect(201)
                .json()
                .path("id")
                .asString();
        // Who has written anything is known to all parts.
        editor.send(Call.post("/api/articles").json(Newsroom.manuscript("Own " + name, "Some words.")))
                .expect(201);
        manuscript.put("authors", List.of(id(writer), id(editor)));
        writer.send(Call.put("/api/drafts/" + id).ifMatch("*").json(manuscript)).expect(200);
        Mail named =
                mailbox.awaitMail(editorAddress, "named", mail -> mail.subject().equals("You are an author: " + title));
        assertThat(named.text()).contains("Una author").contains("/desk/#/articles/" + id);
        assertThat(mailbox.to(writerAddress)).isEmpty();
    }

    private static String id(Client staff) {
        return staff.get("/api/account").expect(200).json().path("id").asString();
    }
}
