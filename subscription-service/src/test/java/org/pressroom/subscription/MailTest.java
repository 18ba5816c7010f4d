package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;

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
