package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SiteChanged;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.Tokens;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Mails as they are read back from a real server. */
class MailTest extends ServiceTest {

    private static final String TITLE =
            "Überraschung \uD83D\uDC69\u200D\uD83D\uDE80 \"zitiert\" <b>& mehr</b>: ごはん, שלום und noch"
                    + " viel mehr Wörter, die den Betreff über eine Zeile hinaus verlängern";

    @Test
    void anArticlesMailSaysWhatItIsAndHowToLeave() throws Exception {
        String category = slug();
        String email = address("may");
        String manage = subscribed(email, subject("category", category));
        ArticleState article = article(TITLE, category);
        publish(article);

        Mail mail = mail(email, "Überraschung");

        assertThat(mail.subject()).isEqualTo(TITLE);
        assertThat(mail.header("From").replaceAll("\\s+", " ")).isEqualTo("\"The Daily Proof\" <news@news.example>");
        assertThat(mail.header("To")).isEqualTo("<" + email + ">");
        assertThat(mail.header("List-Id")).isEqualTo("<articles.news.example>");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("Message-ID")).matches("<[0-9a-f-]{36}@news\\.example>");
        assertThat(mail.message().getContentType()).startsWith("multipart/alternative");
        assertThat(mail.message().getSentDate()).isNotNull();
        assertThat(mail.text())
                .contains(TITLE)
                .contains("What it says.")
                .contains("By \u2068Ada Lovelace\u2069, ")
                .contains("https://news.example/articles/" + article.slug())
                .contains("https://news.example/subscriptions/unsubscribe?token=")
                .contains(manage);
        assertThat(mail.html())
                .contains("&lt;b&gt;&amp; mehr&lt;/b&gt;", "<h1 lang=\"\"", "<p lang=\"\"")
                .doesNotContain("<b>")
                .contains("https://news.example/articles/" + article.slug())
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void mailsAreFromTheSiteAsAdminsNamedIt() {
        long now = System.currentTimeMillis();
        named("Гazeta 1", now);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(confirmation().subject())
                .isEqualTo("Confirm your subscription to Гazeta 1"));
        named("The Daily Proof", now + 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(confirmation().header("From").replaceAll("\\s+", " "))
                        .isEqualTo("\"The Daily Proof\" <news@news.example>"));
    }

    private Mail confirmation() {
        String email = address("pavel");
        subscribe(email, Map.of("kind", "all"));
        return mail(email, "Confirm");
    }

    private void named(String name, long version) {
        send(Ids.next(), EventType.SITE_CHANGED, new UUID(0, 1), new SiteChanged(name, version));
    }

    @Test
    void anArticlesMailSaysWhatLanguageItIsIn() throws Exception {
        String category = slug();
        String email = address("ines");
        subscribed(email, subject("category", category));
        publish(in("pt-BR", article("Com tinta", category)));
        assertThat(mail(email, "Com tinta").html())
                .contains("<html lang=\"en\"", "<h1 lang=\"pt-BR\"", "<p lang=\"pt-BR\"");
    }

    @Test
    void staffHearOnceOfWhatHappenedToTheirArticles() throws Exception {
        String email = address("mira");
        UUID article = UUID.randomUUID();
        Map<String, Object> returned = Map.of(
                "id",
                UUID.randomUUID(),
                "recipient",
                email,
                "step",
                "returned",
                "articleId",
                article,
                "title",
                TITLE,
                "actorName",
                "Eda");
        Map<String, Object> noted =
                Map.of("id", UUID.randomUUID(), "recipient", email, "step", "noted", "articleId", article);
        Map<String, Object> refused =
                Map.of("id", UUID.randomUUID(), "recipient", email, "step", "refused", "articleId", article);
        Map<String, Object> named = Map.of(
                "id",
                UUID.randomUUID(),
                "recipient",
                email,
                "step",
                "named",
                "articleId",
                article,
                "title",
                TITLE,
                "actorName",
                "Eda");
        for (List<Object> mails : List.<List<Object>>of(List.of(returned), List.of(returned, noted, refused, named))) {
            assertThat(status(admin, Map.of("mails", mails))).isEqualTo(204);
        }

        Mail mail = mail(email, "Sent back: ");

        assertThat(mail.subject()).isEqualTo("Sent back: " + TITLE);
        assertThat(mail.text())
                .contains("\u2068Eda\u2069 sent back “\u2068" + TITLE + "\u2069”.")
                .contains("https://news.example/desk/#/articles/" + article);
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.message().getHeader("List-Unsubscribe")).isNull();
        assertThat(mail(email, "There is a note on an article").text()).contains("left a note on an article.");
        assertThat(mail(email, "What was scheduled could not be done").text())
                .contains("What was scheduled for an article could not be done when it was due.");
        assertThat(mail(email, "You are an author: ").text())
                .contains("\u2068Eda\u2069 named you as an author of “\u2068" + TITLE + "\u2069”.");
        assertThat(mails(email)).hasSize(4);
    }

    @Test
    void whatIsNoMailToStaffIsRefused() {
        Map<String, Object> mail =
                Map.of("id", UUID.randomUUID(), "recipient", "nobody", "step", "noted", "articleId", UUID.randomUUID());
        assertThat(status(admin, Map.of("mails", List.of(mail)))).isEqualTo(422);
        assertThat(status(stranger, Map.of("mails", List.of()))).isEqualTo(401);
        assertThat(status(client(Tokens.staff("editor")), Map.of("mails", List.of())))
                .isEqualTo(403);
    }

    /** Whoever asks knows the link when it is used, and never sees it. */
    @Test
    void aLinkToChooseAPasswordIsMailedOnce() throws Exception {
        String email = address("pia");
        Map<String, Object> mail = Map.of(
                "id",
                UUID.randomUUID(),
                "recipient",
                email,
                "username",
                "pia",
                "expiresAt",
                "2027-01-02T03:04:05Z",
                "actorName",
                "Eda");
        JsonNode taken = passwordMail(admin, mail, 200);
        assertThat(passwordMail(admin, mail, 200)).isEqualTo(taken);

        Mail sent = mail(email, "Choose your password at The Daily Proof");

        assertThat(sent.text())
                .contains("\u2068Eda\u2069 sent you this link", "Your username is \u2068pia\u2069.")
                .contains("until 2 January 2027, 03:04 (UTC)");
        Matcher link = Pattern.compile("https://news\\.example/desk/#/password/([\\w-]{64})(?![\\w-])")
                .matcher(sent.text());
        assertThat(link.find()).isTrue();
        assertThat(sent.html()).contains(link.group());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(link.group(1).getBytes(StandardCharsets.US_ASCII));
        assertThat(taken.get("tokenHash").asString()).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(sent.message().getHeader("List-Unsubscribe")).isNull();
        assertThat(mails(email)).hasSize(1);
    }

    @Test
    void whatIsNoMailWithAPasswordLinkIsRefused() {
        for (String missing : List.of("id", "recipient", "username", "expiresAt")) {
            Map<String, Object> mail = new HashMap<>(Map.of(
                    "id",
                    UUID.randomUUID(),
                    "recipient",
                    address("pia"),
                    "username",
                    "pia",
                    "expiresAt",
                    "2027-01-02T03:04:05Z"));
            mail.remove(missing);
            passwordMail(admin, mail, 422);
        }
        passwordMail(stranger, Map.of(), 401);
        passwordMail(client(Tokens.staff("editor")), Map.of(), 403);
    }

    private static JsonNode passwordMail(WebTestClient client, Map<String, ?> body, int status) {
        return Objects.requireNonNull(client.post()
                .uri("/internal/password-mails")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private static int status(WebTestClient client, Map<String, ?> body) {
        return client.post()
                .uri("/internal/staff-mails")
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void aTitleCannotSmuggleInAHeader() throws Exception {
        String category = slug();
        String email = address("hal");
        subscribed(email, subject("category", category));
        publish(article("Harmless\r\nBcc: everybody@example.org\r\n\r\nand a body\u2028", category));

        Mail mail = mail(email, "Harmless");

        assertThat(mail.message().getHeader("Bcc")).isNull();
        assertThat(mail.subject()).isEqualTo("Harmless Bcc: everybody@example.org and a body");
    }

    @Test
    void aConfirmationCannotBeUnsubscribedFromAndIsNoList() throws Exception {
        String email = address("con");
        subscribe(email, subject("tag", "one"));

        Mail mail = mail(email, "Confirm your subscription to The Daily Proof");

        assertThat(mail.message().getHeader("List-Unsubscribe")).isNull();
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.html()).contains(token(mail, "confirm"), "<h1 lang=\"en\"", "<p lang=\"en\"");
    }
}
