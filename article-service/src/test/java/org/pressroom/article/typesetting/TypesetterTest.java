package org.pressroom.article.typesetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesetterTest {

    private static final Pattern TEXT = Pattern.compile("(^|>)[^<]*(<|$)");
    private static final int LONGEST_BODY = 300_000;

    @Test
    void markdownHasTablesStrikethroughAndBareLinks() {
        String html = Typesetter.markdown("""
                | a | b |
                |:--|--:|
                | 1 | ~~2~~ |

                See https://example.org/x.
                """).html();
        assertThat(html)
                .contains("<th align=\"left\">a</th>", "<td align=\"right\"><del>2</del></td>")
                .contains("<a href=\"https://example.org/x\"");
    }

    @Test
    void picturesCodeAndFiguresStay() {
        String html = Typesetter.markdown("""
                ```java
                int a = 1 < 2 ? 3 : 4;
                ```

                <figure><img src="/api/media/1/a.png" alt="A &quot;b&quot;" width="10"><figcaption>c</figcaption></figure>
                """).html();
        assertThat(html)
                .contains("<pre><code class=\"language-java\">int a &#61; 1 &lt; 2 ? 3 : 4;")
                .contains("<figure><img src=\"/api/media/1/a.png\" alt=\"A &#34;b&#34;\" width=\"10\" />")
                .contains("<figcaption>c</figcaption></figure>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">a</a>",
                "[a](&#106;avascript:alert(1)) [b]( javascript:alert(1))",
                "![a](data:text/html;base64,PHNjcmlwdD4=)",
                "<iframe src=\"https://example.org\"></iframe>",
                "<style>a{}</style><p style=\"color:red\">a</p>",
                "<form action=\"/x\"><input name=a></form>",
                "<svg onload=alert(1)>",
                "<p id=\"header\" class=\"top\">a</p>",
                "<a href=\"&#106;avascript:alert(1)\">a</a>",
                "<object data=x></object><embed src=x><base href=x><meta http-equiv=refresh>"
            })
    void nothingThatCouldRunOrReshapeThePageStays(String body) {
        for (String html :
                List.of(Typesetter.markdown(body).html(), Typesetter.html(body).html())) {
            assertThat(TEXT.matcher(html).replaceAll("><"))
                    .doesNotContainIgnoringCase(
                            "<script",
                            "onerror",
                            "onload",
                            "javascript:",
                            "data:",
                            "<iframe",
                            "<style",
                            "style=",
                            "<form",
                            "<input",
                            "<svg",
                            "id=",
                            "class=",
                            "<object",
                            "<embed",
                            "<base",
                            "<meta");
        }
    }

    @Test
    void theFirstWordsAndTheTimeToReadAreTakenFromTheText() {
        Setting setting = Typesetter.markdown("# One\n\n" + "two & <b>three</b>\n\n".repeat(400));
        assertThat(setting.opening())
                .startsWith("One two & three two")
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(160);
        assertThat(setting.readingMinutes()).isEqualTo(6);
        assertThat(Typesetter.markdown("").readingMinutes()).isEqualTo(1);
        assertThat(Typesetter.markdown("字".repeat(1001)).readingMinutes()).isEqualTo(3);
    }

    @Test
    void aBodyThatGrowsTooLongAsHtmlIsRefused() {
        assertThatThrownBy(() -> Typesetter.html("`".repeat(LONGEST_BODY))).isInstanceOf(Unsettable.class);
        assertThat(Typesetter.html("字".repeat(LONGEST_BODY)).html()).hasSize(LONGEST_BODY);
    }

    @Test
    void aTableThatWouldBeHugeIsRefused() {
        String body = "|a".repeat(1000) + "|\n" + "|-".repeat(1000) + "|\n" + "|b|\n".repeat(1000);
        assertThatThrownBy(() -> Typesetter.markdown(body))
                .isInstanceOf(Unsettable.class)
                .hasMessageContaining("table");
    }

    /** Each costs minutes, or the whole stack, where nothing limits it; here it is over before the test's patience. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("awkward")
    @Timeout(60)
    void awkwardBodiesAreSetAllTheSame(String body) {
        assertThat(body.length()).isGreaterThan(LONGEST_BODY - 5000);
        Executor smallStack = task -> new Thread(null, task, "small stack", 512 * 1024).start();
        String html = CompletableFuture.supplyAsync(() -> Typesetter.markdown(body), smallStack)
                .handle((setting, refused) -> refused == null ? setting.html() : refused.getMessage())
                .join();
        assertThat(html).doesNotContain("Error");
    }

    static Stream<String> awkward() {
        return Stream.of(
                many(">"),
                many("- "),
                many("<"),
                many("a <! "),
                many("["),
                many("[").substring(LONGEST_BODY / 2) + many("]").substring(LONGEST_BODY / 2),
                many("*a **a "),
                many("*").substring(LONGEST_BODY / 2) + "a" + many("*").substring(LONGEST_BODY / 2),
                many("[".repeat(490) + "]".repeat(490) + "\n\n"),
                many("![".repeat(490) + "a" + "](u)".repeat(490) + "\n\n"),
                many("*a ".repeat(490) + "b* ".repeat(490) + "\n\n"),
                many("<b><i>"),
                many("[a]: u\n"),
                many("|-"));
    }

    private static String many(String text) {
        return text.repeat(LONGEST_BODY / text.length());
    }
}
