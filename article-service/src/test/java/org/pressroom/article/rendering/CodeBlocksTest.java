package org.pressroom.article.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pressroom.article.rendering.code.TokenKind;

class CodeBlocksTest {

    private static final String CODE = "if (a < b) { return \"</code><script>\"; } // c & d";

    private static Document markdown(String body) {
        return Jsoup.parseBodyFragment(BodyRenderer.markdown(body).html());
    }

    @Test
    void aBlockSaysItsLanguageAndIsHighlighted() {
        Document body = markdown("```js\n" + CODE + "\n```");
        assertThat(body.expectFirst("pre").attr("aria-label")).isEqualTo("JavaScript");
        assertThat(body.select("span.code-keyword").eachText()).containsExactly("if", "return");
        assertThat(body.expectFirst("span.code-string").wholeText()).isEqualTo("\"</code><script>\"");
        assertThat(body.expectFirst("code").wholeText()).isEqualTo(CODE + "\n");
        assertThat(body.select("script")).isEmpty();
    }

    @Test
    void htmlIsHighlightedToo() {
        String html = BodyRenderer.html("<pre><code class=\"language-css\">a { b: c }</code></pre>")
                .html();
        assertThat(html).contains("<span class=\"code-name\">b</span>");
        assertThat(BodyRenderer.html(html).html()).as("set again").isEqualTo(html);
    }

    @Test
    void onlyBlocksOfAKnownLanguageAre() {
        assertThat(markdown("```cobol\nMOVE A\n```").expectFirst("pre").attr("aria-label"))
                .isEqualTo("cobol");
        assertThat(markdown("```cobol\nMOVE A\n```").select("span")).isEmpty();
        assertThat(markdown("```\nint a;\n```").expectFirst("pre").attributesSize())
                .isZero();
        assertThat(BodyRenderer.html("<p><code class=\"language-java\">int a</code></p>")
                        .html())
                .isEqualTo("<p><code class=\"language-java\">int a</code></p>");
    }

    /** Nobody else can give code a colour, or anything the classes of code. */
    @Test
    void classesOfHighlightsAreOurs() {
        String typed = Stream.of(TokenKind.values())
                .map(kind -> "<span class=\"" + kind.cssClass() + "\">a</span>")
                .collect(Collectors.joining());
        assertThat(BodyRenderer.html("<p>" + typed + "</p>").html())
                .isEqualTo("<p>" + "a".repeat(TokenKind.values().length) + "</p>");
    }

    /** A body that was allowed in black and white is allowed: colours go where there is room for them. */
    @Test
    @Timeout(60)
    void codeThatWouldGrowTooLongStaysPlain() {
        String code = "1 ".repeat(250_000);
        String html = BodyRenderer.markdown("```java\n" + code + "\n```\n\n```java\nint a;\n```")
                .html();
        assertThat(Room.bytes(html)).isLessThanOrEqualTo(BodyRenderer.MAX_HTML_BYTES);
        assertThat(html).contains(code).contains("<span class=\"code-keyword\">int</span> a;");
    }
}
