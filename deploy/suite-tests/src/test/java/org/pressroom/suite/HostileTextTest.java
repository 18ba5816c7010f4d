package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Call;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;

/** What readers type to run in other people's browsers is shown in the page and does not run, even once approved. */
@WithSuite
class HostileTextTest {
    private static final Pattern SCRIPT = Pattern.compile("(?i)<script[^>]*>[^<]*alert");
    /** Outside of what stands in quotation marks. */
    private static final Pattern HANDLER = Pattern.compile("(?i)<\\w(?:[^>\"']|\"[^\"]*\"|'[^']*')*?\\son\\w+\\s*=");

    private static final Pattern URL =
            Pattern.compile("(?i)(?:href|src|action)\\s*=\\s*[\"']?\\s*(?:javascript|vbscript|data):");

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<div\n\nonclick=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "[x](javascript:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[a][]\n\n[a]: javascript:alert(1)",
            "![x\" onerror=\"alert(1)](y)",
            "[x](https://example.org/\"onmouseover=alert(1))",
            "```html\"><script>alert(1)</script>\nx\n```",
            "<!--><script>alert(1)</script>-->");

    private final Suite suite;

    HostileTextTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void nothingThatIsTypedIntoACommentRunsOnThePage() {
        Newsroom newsroom = Newsroom.of(suite);
        Map<String, Object> manuscript = Newsroom.manuscript("Under attack " + Newsroom.unique(), "Words");
        manuscript.put("commentPolicy", "moderated");
        Article article = newsroom.publish(manuscript);
        List<String> ids = new ArrayList<>();
        for (String text : HOSTILE) {
            Posted posted = newsroom.comment(
                    article,
                    "<b onclick=alert(1)>Mal</b>",
                    Newsroom.address("mal"),
                    text + "\n\n" + Newsroom.sentence());
            newsroom.awaitStatus(posted, "held");
            ids.add(posted.id());
        }
        String last = Newsroom.unique();
        Posted sentinel = newsroom.comment(article, "Max", Newsroom.address("max"), last);
        newsroom.awaitStatus(sentinel, "held");
        ids.add(sentinel.id());
        newsroom.staff()
                .send(Call.post("/api/moderation/decisions").json(Map.of("commentIds", ids, "decision", "approve")))
                .expect(200);

        String page = await("the page with its comments")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> suite.stranger()
                                .get("/articles/" + article.slug())
                                .expect(200)
                                .text(),
                        text -> text.contains(last));
        assertThat(page)
                .contains("&lt;b onclick")
                .doesNotContainPattern(SCRIPT)
                .doesNotContainPattern(HANDLER)
                .doesNotContainPattern(URL);
    }
}
