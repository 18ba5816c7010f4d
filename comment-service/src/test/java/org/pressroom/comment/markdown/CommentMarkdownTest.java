package org.pressroom.comment.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.markup.BodyTooComplex;
import org.pressroom.hostile.HostileMarkup;
import org.pressroom.testkit.AwkwardMarkup;
import org.pressroom.testkit.RenderingCost;

public class CommentMarkdownTest {

    private static final Pattern TAG = Pattern.compile("<[^>]*>?");
    private static final Pattern SAFE_TAG = Pattern.compile(
            "</?(?:p|em|strong|del|code|pre|blockquote|ul|ol|li|br|span|bdi|table|thead|tbody|tr|th|td)(?: (?:start|value|dir)=\"[a-z0-9-]+\")*(?: /)?>"
                    + "|</a>|<a href=\"(?:https?:|mailto:|/)[^\"<>]*\"(?: title=\"[^\"<>]*\")? rel=\"nofollow ugc noopener\">");

    static Stream<String> hostile() {
        return HostileMarkup.all();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingHostileRuns(String body) {
        Matcher tags = TAG.matcher(CommentMarkdown.render(body).html());
        while (tags.find()) {
            assertThat(tags.group()).matches(SAFE_TAG);
        }
    }

    @ParameterizedTest
    @MethodSource("subset")
    void rendersTheSafeSubset(String markdown, String html) {
        assertThat(CommentMarkdown.render(markdown).html()).isEqualTo(html);
    }

    static Stream<Arguments> subset() {
        return Stream.of(
                Arguments.of("plain words", "<p>plain words</p>"),
                Arguments.of("*em* and **strong**", "<p><em>em</em> and <strong>strong</strong></p>"),
                Arguments.of("~~gone~~", "<p><del>gone</del></p>"),
                Arguments.of("~~取消。~~続き", "<p><del>取消。</del>続き</p>"),
                Arguments.of(
                        "https://a.test/b~~c~~d",
                        "<p><a href=\"https://a.test/b~~c~~d\" rel=\"nofollow ugc noopener\">https://a.test/b~~c~~d</a></p>"),
                Arguments.of("`x < y` in a line", "<p><code>x &lt; y</code> in a line</p>"),
                Arguments.of("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
                Arguments.of("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
                Arguments.of("# no heading", "<p># no heading</p>"),
                Arguments.of("a line\n---", "<p>a line<br />\n---</p>"),
                Arguments.of("![a cat](http://x.test/c.png)", "<p>a cat</p>"),
                Arguments.of("<b>typed</b>", "<p>&lt;b&gt;typed&lt;/b&gt;</p>"),
                Arguments.of("~one tilde~", "<p>~one tilde~</p>"),
                Arguments.of("1986. What a year", "<ol start=\"1986\"><li>What a year</li></ol>"),
                Arguments.of("1986.", "<p>1986.</p>"),
                Arguments.of("1986. a\n1990. b", "<ol start=\"1986\"><li>a</li><li value=\"1990\">b</li></ol>"),
                Arguments.of("1. a\n1. b", "<ol><li>a</li><li>b</li></ol>"),
                Arguments.of("```Hello all\nworld\n```", "<pre><code>Hello all\nworld\n</code></pre>"),
                Arguments.of("```Hello\nworld\n```", "<pre><code>Hello\nworld\n</code></pre>"),
                Arguments.of("```only this\n```", "<pre><code>only this\n</code></pre>"),
                Arguments.of("```java\na\n```", "<pre><code>a\n</code></pre>"),
                Arguments.of("as shown[^1]\n\n[^1]: Smith2020", "<p>as shown[^1]</p>\n<p>[^1]: Smith2020</p>"),
                Arguments.of("[Bob]: No\n\nI saw [Bob]", "<p>[Bob]: No</p>\n<p>I saw [Bob]</p>"),
                Arguments.of("List<String>, <your-name>", "<p>List&lt;String&gt;, &lt;your-name&gt;</p>"),
                Arguments.of(
                        "[a](https://b.test \"c & d\")",
                        "<p><a href=\"https://b.test\" title=\"c &amp; d\" rel=\"nofollow ugc noopener\">a</a></p>"),
                Arguments.of(
                        "see [1](2) and f[0](x) arr[i](j) [b](signal:c) vector<std::string>",
                        "<p>see [1](2) and f[0](x) arr[i](j) [b](signal:c) vector&lt;std::string&gt;</p>"),
                Arguments.of("    Pasted *prose*\n\n\tand more", "<p>Pasted <em>prose</em></p>\n<p>and more</p>"),
                Arguments.of("- a\n\n      b", "<ul><li>\n<p>a</p>\n<p>b</p>\n</li></ul>"),
                Arguments.of("0) nought", "<ol start=\"0\"><li>nought</li></ol>"),
                Arguments.of("It&#146;s &#x80;5", "<p>It’s €5</p>"),
                Arguments.of("a&#0;b &#xD800; &#x110000;", "<p>a&#xfffd;b &#xfffd; &#xfffd;</p>"));
    }

    @Test
    void keepsCodeAsItIs() {
        assertThat(CommentMarkdown.render("```\nif (a < b) <script>\n```").html())
                .isEqualTo("<pre><code>if (a &lt; b) &lt;script&gt;\n</code></pre>");
    }

    @Test
    void keepsLineBreaks() {
        assertThat(CommentMarkdown.render("one\ntwo").html()).isEqualTo("<p>one<br />\ntwo</p>");
    }

    @Test
    void marksLinksAsNotOurs() {
        assertThat(CommentMarkdown.render("[here](https://example.org/?a=1&b=2) or https://example.com")
                        .html())
                .contains("<a href=\"https://example.org/?a&#61;1&amp;b&#61;2\" rel=\"nofollow ugc noopener\">here</a>")
                .contains("<a href=\"https://example.com\" rel=\"nofollow ugc noopener\">https://example.com</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http", "https", "mailto", "tel", "sms", "smsto", "geo", "xmpp", "sip", "irc", "matrix", "webcal",
                "news", "nntp", "magnet", "ftp", "sftp", "bitcoin", "im", "ssh", "callto"
            })
    void keepsLinksThatLeadSomewhereHarmless(String scheme) {
        assertThat(CommentMarkdown.render("[here](" + scheme + ":x)").html()).contains("<a href=\"" + scheme + ":x\"");
    }

    @Test
    void endsBareLinksWhereAReaderWould() {
        assertThat(CommentMarkdown.render("https://example.org/a。谢谢").html()).contains("https://example.org/a</a>。谢谢");
    }

    @Test
    void showsDefinitionsThatNothingUses() {
        assertThat(CommentMarkdown.render("[Ann]: Yes\n[Bob]: No\n\nI liked that")
                        .html())
                .isEqualTo("<p>[Ann]: Yes<br />\n[Bob]: No</p>\n<p>I liked that</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "<a href=\"javascript:alert(1)\">x</a>",
                "![x](javascript:alert(1))",
                "![x\" onerror=\"alert(1)](y)",
                "[x](https://example.org/\"onmouseover=alert(1))",
                "<javascript:alert(1)>",
                "<div\n\nonclick=alert(1)>",
                "[a]: javascript:alert(1)\n\n[a]",
                "```html\"><script>alert(1)</script>\nx\n```",
                "<svg/onload=alert(1)>",
                "<!--><script>alert(1)</script>-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "\u202E<script>\u202D"
            })
    void showsNothingThatCouldRun(String hostile) {
        assertThat(CommentMarkdown.render(hostile).html())
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("<img")
                .doesNotContainIgnoringCase("<svg")
                .doesNotContainPattern("(?i)href=\"(?!https?:)")
                .doesNotContainPattern("(?i)<[^>]*\\son\\w+=");
    }

    @ParameterizedTest
    @MethodSource("exhausting")
    @Timeout(10)
    void rendersTextMadeToExhaustIt(String text) {
        assertThat(CommentMarkdown.render(text).html()).isNotEmpty();
    }

    /** Ten times longer than is allowed: what grows with the square of the length would take minutes. */
    @Test
    @Timeout(120)
    void costsNoMoreThanInProportionToTheLength() {
        assertThat(AwkwardMarkup.repeated(100_000).map(CommentMarkdownTest::isRendered))
                .as("most are rendered")
                .filteredOn(rendered -> rendered)
                .hasSizeGreaterThan(AwkwardMarkup.PIECES.size() * 3 / 4);
    }

    @Test
    @Timeout(120)
    void failsForNoTextButOneThatIsTooComplex() {
        int rendered = 0;
        for (int seed = 0; seed < 300; seed++) {
            rendered += isRendered(AwkwardMarkup.text(seed, 10_000)) ? 1 : 0;
        }
        assertThat(rendered).as("most are rendered").isGreaterThan(225);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500, 2_000, 10_000})
    void rendersOrdinaryTexts(int length) {
        assertThat(isRendered(AwkwardMarkup.ordinary(length))).isTrue();
    }

    /** Run by {@code deploy/bench/fuzz-markup}. */
    @Test
    @EnabledIfSystemProperty(named = "pressroom.fuzz", matches = "[0-9]+")
    void costsAtMostTwentyTimesAnOrdinaryText() {
        RenderingCost.Worst worst = new RenderingCost(10_000, AwkwardMarkup::ordinary, CommentMarkdownTest::isRendered)
                .measure(Integer.getInteger("pressroom.fuzz"), System.out::println);
        System.out.println("comments: " + worst);
        assertThat(worst.ratio()).as(worst.toString()).isLessThan(RenderingCost.MOST);
    }

    /** Rendered, or refused for being too complex, which is an answer too. */
    private static boolean isRendered(String text) {
        try {
            CommentMarkdown.render(text);
            return true;
        } catch (BodyTooComplex refused) {
            return false;
        }
    }

    public static Stream<String> exhausting() {
        return Stream.of(
                "> ".repeat(5000),
                ">".repeat(10_000),
                "- ".repeat(5000),
                "*a _".repeat(2500),
                "*a **".repeat(2000),
                "[".repeat(10_000),
                "![".repeat(5000),
                "[a](".repeat(2500),
                "`".repeat(10_000),
                "`a``".repeat(2500),
                "<".repeat(10_000),
                "<?".repeat(4_990),
                "<!--".repeat(2500),
                "<!--<" + " ".repeat(9_980) + "-->",
                "~~a".repeat(3000),
                "&".repeat(10_000),
                "1. ".repeat(3000),
                "[a]: x\n".repeat(1400),
                "https://".repeat(1250),
                IntStream.range(0, 15)
                        .mapToObj(line -> " ".repeat(78 * line) + "- ".repeat(39) + "a")
                        .collect(Collectors.joining("\n")),
                "\n".repeat(9_999) + "a");
    }

    @Test
    void refusesBracketsThatCostTheSquareOfTheirNumber() {
        assertThatThrownBy(() -> CommentMarkdown.render("[".repeat(5_000) + "]".repeat(5_000)))
                .isInstanceOf(BodyTooComplex.class);
    }

    @Test
    void refusesReferencesThatBlowATextUp() {
        String text = "[a]: https://x.test/" + "x".repeat(5_000) + "\n\n" + "[a]".repeat(1_600);

        assertThatThrownBy(() -> CommentMarkdown.render(text)).isInstanceOf(BodyTooComplex.class);
        assertThat(CommentMarkdown.render("[a] and [a]\n\n[a]: https://x.test")
                        .reading()
                        .links())
                .containsExactly("https://x.test", "https://x.test");
    }

    @Test
    void tellsLinksAndMarkupOutsideOfCode() {
        Reading text = CommentMarkdown.render(
                        "See [this](https://a.test) and https://b.test, `<b>` and <b onclick=x>bold</b>")
                .reading();

        assertThat(text.links()).containsExactly("https://a.test", "https://b.test");
        assertThat(text.markup()).containsExactly("<b onclick=x>", "</b>");
        assertThat(CommentMarkdown.render("[a](https://b.test \"cheap pills\")")
                        .reading()
                        .plain())
                .contains("cheap pills");
        assertThat(text.plain()).startsWith("See this and https://b.test,").doesNotContain("<b>");
    }

    @Test
    void tellsAllThatReadersSee() {
        Reading text = CommentMarkdown.render("*One* `two` <b>three\n\n```\nfour\n```\n\n    five\n\n![six](seven)")
                .reading();

        assertThat(text.shown().split("\\s+")).containsExactly("One", "two", "<b>three", "four", "five", "six");
        assertThat(shown("1986. What a year\n1990. And\n1991. then"))
                .isEqualTo("1986. What a year 1990. And 1991. then");
        assertThat(shown("1. 4) a\n2. - b")).isEqualTo("1. 4. a 2. b");
    }

    private static String shown(String markdown) {
        return CommentMarkdown.render(markdown).reading().shown().replaceAll("\\s+", " ");
    }
}
