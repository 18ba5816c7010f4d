package org.pressroom.common.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownParserTest {

    private static final MarkdownParser PARSER = new MarkdownParser(Parser.builder(), BareLinks.ofUrlsHostsAndMail());
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();

    private static String html(String markdown) {
        return RENDERER.render(PARSER.parse(markdown)).strip();
    }

    /** What follows the address is no part of it, whatever comes after. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "。", "，", "！", "、", "「", "」", "『", "』", "】", "【", "）", "（", "》", "《", "〉", "；", "：", "？", "…", "……",
                "——", "～", "〜", "．", "”", "“", "’", "‘", "»", "«", "›", "„", "،", "؛", "؟", "۔", "।", "॥", "։", "՝",
                "՞", "። ", "፣", "፤", "፧", "።", "។", "៕", "៖", "།", "༎", "၊", "။", "᠃", "׃", "¿", "¡", "†", "—", "–",
                "―", "‽", "⁇", "‼", "\u00A0", "\u3000", "\u200B", "\u202E", "\u2068", "\u200F", "\uFEFF", "\u2060",
                "\u2028", "｡", "､", "｢", "｣", "〔", "〕", "〖", "〟", "＂", "＇", "｝", "］", "＞", "｜"
            })
    void aBareLinkEndsAtPunctuationOfAnyScript(String after) {
        for (String address : new String[] {"https://example.org/a", "www.example.org/a", "https://example.org"}) {
            assertThat(html("见" + address + after + "谢谢 and on"))
                    .contains(address + "\">" + address + "</a>")
                    .contains("</a>" + after.strip().replace("\u2028", ""));
        }
        assertThat(html("rita@example.org" + after + "谢谢")).contains("<a href=\"mailto:rita@example.org\">");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a.,https://example.org/a",
        "'https://example.org/a, b','https://example.org/a'",
        "'https://example.org/a,b','https://example.org/a,b'",
        "(https://example.org/a),https://example.org/a",
        "https://example.org/a_(b),https://example.org/a_(b)",
        "(https://example.org/a_(b)),https://example.org/a_(b)",
        "[https://example.org/a],https://example.org/a",
        "https://example.org/a?,https://example.org/a",
        "https://example.org/a!,https://example.org/a",
        "https://example.org/a:,https://example.org/a",
        "https://example.org/a;,https://example.org/a",
        "**https://example.org/a**,https://example.org/a",
        "_https://example.org/a_,https://example.org/a",
        "\"https://example.org/a\",https://example.org/a",
        "'''https://example.org/a''',https://example.org/a",
        "https://example.org/日本語,https://example.org/%E6%97%A5%E6%9C%AC%E8%AA%9E",
    })
    void aBareLinkEndsWhereAReaderWouldEndIt(String text, String address) {
        assertThat(html(text)).contains("<a href=\"" + decoded(address) + "\">");
    }

    private static String decoded(String address) {
        return URLDecoder.decode(address, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ja.wikipedia.org/wiki/日本語",
                "https://ja.wikipedia.org/wiki/スティーブ・ジョブズ",
                "https://ru.wikipedia.org/wiki/Привет",
                "https://ar.wikipedia.org/wiki/العربية",
                "https://he.wikipedia.org/wiki/צה״ל",
                "https://hi.wikipedia.org/wiki/हिन्दी",
                "https://fa.wikipedia.org/wiki/می\u200Cخواهم",
                "https://bo.wikipedia.org/wiki/བོད་སྐད",
                "https://ca.wikipedia.org/wiki/Il·lusió",
                "https://fr.wikipedia.org/wiki/L’Humanité",
                "https://th.wikipedia.org/wiki/ไทย",
                "https://ko.wikipedia.org/wiki/한국어",
                "https://de.wikipedia.org/wiki/Übergröße?x=1&y=2#z",
                "https://例え.jp/道/",
                "https://example.org/🎉"
            })
    void lettersOfEveryScriptBelongToALink(String address) {
        assertThat(html("See " + address + ". Then")).contains(">" + address.replace("&", "&amp;") + "</a>. Then");
    }

    @Test
    void linksAreFoundOnBothSidesOfPunctuation() {
        assertThat(html("https://a.test/。https://b.test/，和https://c.test"))
                .isEqualTo("<p><a href=\"https://a.test/\">https://a.test/</a>。<a href=\"https://b.test/\">"
                        + "https://b.test/</a>，和<a href=\"https://c.test\">https://c.test</a></p>");
    }

    @Test
    void nothingInsideOfALinkOrADescriptionIsLinked() {
        assertThat(html("[see https://a.test](https://b.test) ![https://c.test](d) `https://e.test`"))
                .containsOnlyOnce("<a ")
                .contains("alt=\"https://c.test\"");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void definitionsThatNothingUsesStayAsTyped(String markdown, String html) {
        assertThat(html(markdown)).isEqualTo(html);
    }

    static Stream<Arguments> definitions() {
        return Stream.of(
                Arguments.of(
                        "[Ann]: Yes\n[Bob]: No\n\nI liked that", "<p>[Ann]: Yes\n[Bob]: No</p>\n<p>I liked that</p>"),
                Arguments.of("[Ann]: Yes\nI liked that", "<p>[Ann]: Yes\nI liked that</p>"),
                Arguments.of("[Ann]: Yes", "<p>[Ann]: Yes</p>"),
                Arguments.of("[a]: /x \"a\nlong title\"\n\nb", "<p>[a]: /x &quot;a\nlong title&quot;</p>\n<p>b</p>"),
                Arguments.of("[a]:\n/x\n'title'", "<p>[a]:\n/x\n'title'</p>"),
                Arguments.of("[a]: /x\n[a]: /y\n\n[a]", "<p>[a]: /y</p>\n<p><a href=\"/x\">a</a></p>"),
                Arguments.of("[a]: /x\n[b]: /y\n\n[a]", "<p>[b]: /y</p>\n<p><a href=\"/x\">a</a></p>"),
                Arguments.of(
                        "[a]: /x\n[b]: /y\n\n[c][A] ![d][b]",
                        "<p><a href=\"/x\">c</a> <img src=\"/y\" alt=\"d\" /></p>"),
                Arguments.of("> [Ann]: Yes\n\nNo", "<blockquote>\n<p>[Ann]: Yes</p>\n</blockquote>\n<p>No</p>"),
                Arguments.of("- [Ann]: Yes\n- [Bob]: No", "<ul>\n<li>[Ann]: Yes</li>\n<li>[Bob]: No</li>\n</ul>"),
                Arguments.of("[Ann]: Yes\n===", "<p>[Ann]: Yes\n===</p>"),
                Arguments.of("[Ann]: <b>\n\n# c", "<p>[Ann]: &lt;b&gt;</p>\n<h1>c</h1>"),
                Arguments.of(
                        "[1]: https://a.test\n\nSee",
                        "<p>[1]: <a href=\"https://a.test\">https://a.test</a></p>\n<p>See</p>"));
    }

    @Test
    void bracketsThatWouldCostTheSquareOfTheirNumberAreRefused() {
        String nested = "![".repeat(50_000) + "a" + "](u)".repeat(50_000);
        assertThatThrownBy(() -> PARSER.parse(nested)).isInstanceOf(BodyTooComplex.class);
    }

    @Test
    void manyLinksInOneParagraphAreLinks() {
        assertThat(html("[a_b](https://example.org/?c&d_e) ".repeat(2_600)).split("<a "))
                .hasSize(2_601);
    }
}
