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

    private static final MarkdownParser PARSER =
            new MarkdownParser(Parser.builder(), BareLinks.ofUrlsHostsAndMail(), LinkSchemes::leadsSomewhere);
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
                Arguments.of("[Bob]: No\n\nSo said [Bob]", "<p>[Bob]: No</p>\n<p>So said [Bob]</p>"),
                Arguments.of("[Bob]: No.\n\nSo [he][bob] said", "<p>[Bob]: No.</p>\n<p>So [he][bob] said</p>"),
                Arguments.of("As shown[^1]\n\n[^1]: Smith2020", "<p>As shown[^1]</p>\n<p>[^1]: Smith2020</p>"),
                Arguments.of("[a]: x:y\n\n[a]", "<p>[a]: x:y</p>\n<p>[a]</p>"),
                Arguments.of("[a]\n\n[a]: b.html", "<p><a href=\"b.html\">a</a></p>"),
                Arguments.of("[a]\n\n[a]: #b", "<p><a href=\"#b\">a</a></p>"),
                Arguments.of("[a]\n\n[a]: mailto:b", "<p><a href=\"mailto:b\">a</a></p>"),
                Arguments.of(
                        "[1]: https://a.test\n\nSee",
                        "<p>[1]: <a href=\"https://a.test\">https://a.test</a></p>\n<p>See</p>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1](2) | [1](2)",
                "f[0](x) and arr[i](j) | f[0](x) and arr[i](j)",
                "a[*i*](j k) | a[<em>i</em>](j k)",
                "[a](signal:abc) | [a](signal:abc)",
                "[a](x:y 'z') | [a](x:y 'z')",
                "[a](javascript:alert(1)) | [a](javascript:alert(1))",
                "[a](JavaScript:x) | [a](JavaScript:x)",
                "[a](<1 c>) | [a](&lt;1 c&gt;)",
                "[a]() | [a]()",
                "[a](<>) | [a](&lt;&gt;)",
                "[a](...) | [a](...)",
                "[a [b](c)](d) | [a [b](c)](d)",
                "[x][y](z) | [x][y](z)",
                "[`a`](b)[c](d) | [<code>a</code>](b)[c](d)",
                "'[a](b)\\n[c](d)' | '[a](b)\\n[c](d)'",
                "vector<std::string> a | vector&lt;std::string&gt; a",
                "<signal:abc> | &lt;signal:abc&gt;",
                "<https://a.test> | <a href=\"https://a.test\">https://a.test</a>",
                "<a@b.test> | <a href=\"mailto:a@b.test\">a@b.test</a>",
                "[a](/b) | <a href=\"/b\">a</a>",
                "[a](#b) | <a href=\"#b\">a</a>",
                "[a](?b) | <a href=\"?b\">a</a>",
                "[a](b.html) | <a href=\"b.html\">a</a>",
                "[a](b/c:d) | <a href=\"b/c:d\">a</a>",
                "[a](TEL:1) | <a href=\"TEL:1\">a</a>",
                "[a](https://b.test 'c') | <a href=\"https://b.test\" title=\"c\">a</a>"
            })
    void linksThatLeadNowhereStayAsTyped(String markdown, String html) {
        assertThat(html(markdown.replace("\\n", "\n"))).isEqualTo("<p>" + html.replace("\\n", "\n") + "</p>");
    }

    @ParameterizedTest
    @MethodSource("fences")
    void whatStandsBesideAFenceIsShownUnlessItNamesALanguage(String markdown, String html) {
        assertThat(html(markdown)).isEqualTo(html);
    }

    static Stream<Arguments> fences() {
        return Stream.of(
                code("```Hello all\nworld\n```", "Hello all\nworld\n"),
                code("```only this\n```", "only this\n"),
                code("```only\n```", "only\n"),
                code("```java\n```", "java\n"),
                code("```only this", "only this\n"),
                code("```Hello\nworld\n```", "Hello\nworld\n"),
                code("```Привет\nмир\n```", "Привет\nмир\n"),
                code("```你好\n世界\n```", "你好\n世界\n"),
                code("```Hi!\nyou\n```", "Hi!\nyou\n"),
                code("~~~ a `b`\nc\n~~~", "a `b`\nc\n"),
                code("````a &amp; \\*b\nc\n````", "a &amp;amp; \\*b\nc\n"),
                code("  ```java public class A\n  }\n  ```", "java public class A\n}\n"),
                code("```{1,3}\na\n```", "a\n", "{1,3}"),
                code("```java\na\n```", "a\n", "java"),
                code("``` C++ title=\"a b\" {1,3}\na\n```", "a\n", "C++"),
                code("```text\na\n```", "a\n", "text"),
                code("```\na\n```", "a\n"),
                Arguments.of(
                        "> ```Hello all\n> world\n> ```",
                        "<blockquote>\n<pre><code>Hello all\nworld\n</code></pre>\n</blockquote>"),
                Arguments.of(
                        "- ```Hello all\n  world\n  ```",
                        "<ul>\n<li>\n<pre><code>Hello all\nworld\n</code></pre>\n</li>\n</ul>"));
    }

    private static Arguments code(String markdown, String code) {
        return Arguments.of(markdown, "<pre><code>" + code + "</code></pre>");
    }

    private static Arguments code(String markdown, String code, String language) {
        return Arguments.of(markdown, "<pre><code class=\"language-" + language + "\">" + code + "</code></pre>");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersOfListsStayAsTyped(String markdown, String html) {
        HtmlRenderer renderer = HtmlRenderer.builder()
                .attributeProviderFactory(context -> new ListNumbers())
                .build();
        assertThat(renderer.render(PARSER.parse(markdown)).replace("\n", "")).isEqualTo(html);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                Arguments.of("1986.", "<p>1986.</p>"),
                Arguments.of("1986)", "<p>1986)</p>"),
                Arguments.of("1986.\n\nSo long ago", "<p>1986.</p><p>So long ago</p>"),
                Arguments.of("1.\n2.", "<p>1.2.</p>"),
                Arguments.of("> 1986.", "<blockquote><p>1986.</p></blockquote>"),
                Arguments.of("- 1986.", "<ul><li>1986.</li></ul>"),
                Arguments.of("1. 2. 3.", "<ol><li><ol start=\"2\"><li>3.</li></ol></li></ol>"),
                Arguments.of("-", "<ul><li></li></ul>"),
                Arguments.of("1986. a\n1990. b", "<ol start=\"1986\"><li>a</li><li value=\"1990\">b</li></ol>"),
                Arguments.of(
                        "> 5) a\n> 7) b\n> 8) c",
                        "<blockquote><ol start=\"5\"><li>a</li><li value=\"7\">b</li><li>c</li></ol></blockquote>"),
                Arguments.of(
                        "3. a\n2. b\n1. c",
                        "<ol start=\"3\"><li>a</li><li value=\"2\">b</li><li value=\"1\">c</li></ol>"),
                Arguments.of("1. a\n3. b\n2. c", "<ol><li>a</li><li value=\"3\">b</li><li value=\"2\">c</li></ol>"),
                Arguments.of("1. a\n3. b\n3. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
                Arguments.of("1. a\n3.", "<ol><li>a</li><li value=\"3\"></li></ol>"),
                Arguments.of("1. a\n2. b\n3. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
                Arguments.of("1. a\n1. b\n1. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
                Arguments.of("1. a\n2. b\n2. c\n3. d", "<ol><li>a</li><li>b</li><li>c</li><li>d</li></ol>"),
                Arguments.of(
                        "10. a\n\n    b\n\n20. c",
                        "<ol start=\"10\"><li><p>a</p><p>b</p></li><li value=\"20\"><p>c</p></li></ol>"));
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
