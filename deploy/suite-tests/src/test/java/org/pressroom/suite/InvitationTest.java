package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Mailbox.Mail;

/** Somebody is invited, and comes in by the link in the mail. */
@WithSuite
class InvitationTest {

    private static final String PASSWORD = "a long password";
    private static final Pattern LINK = Pattern.compile("/desk/#/password/([\\w-]+)");

    private final Suite suite;
    private final String username = "ivo-" + Newsroom.unique();
    private final String address = Newsroom.address("ivo");

    InvitationTest(Suite suite) {
        this.suite = suite;
    }

    private Answer choose(String token) {
        return suite.stranger()
                .send(Call.post("/api/session/password").json(Map.of("token", token, "password", PASSWORD)));
    }

    @Test
    void whoIsInvitedByMailChoosesAPasswordOnce() {
        String id = suite.admin()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username", username, "name", "Ivo", "roles", List.of("author"), "email", address)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        Answer shown = suite.admin()
                .send(Call.post("/api/accounts/" + id + "/password-link"))
                .expect(201);
        assertThat(shown.json().path("mailedTo").asString()).isEqualTo(address);

        Mail mail = suite.mailbox()
                .awaitMail(address, "invited", each -> each.subject().startsWith("Choose your password"));
        assertThat(mail.text()).contains(username, suite.site() + "/desk/#/password/");
        Matcher link = LINK.matcher(mail.text());
        assertThat(link.find()).isTrue();
        String token = link.group(1);
        assertThat(shown.json().path("path").asString()).doesNotContain(token);
        // The mail may be there a moment before its link is known.
        await("the link in the mail")
                .atMost(Duration.ofSeconds(60))
                .until(() -> choose(token).status() == 200);
        Client.signedIn(suite.site(), username, PASSWORD).get("/api/drafts").expect(200);

        String path = shown.json().path("path").asString();
        for (String used : List.of(token, path.substring(path.lastIndexOf('/') + 1))) {
            choose(used).expect(404);
        }
        assertThat(suite.mailbox().to(address)).hasSize(1);
    }
}
