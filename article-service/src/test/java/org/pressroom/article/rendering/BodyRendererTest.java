package org.pressroom.article.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.markup.BodyTooComplex;
import org.pressroom.testkit.AwkwardMarkup;
import org.pressroom.testkit.RenderingCost;

class BodyRendererTest {

    private static final Pattern TEXT = Pattern.compile("(^|>)[^<]*(<|$)");
    private static final Pattern HEADING_LINK =
            Pattern.compile("(<h[2-6])[^>]*(>)<a class=\"heading-link\"[^>]*>|</a>(?=</h[2-6]>)");

    private static final int LONGEST_BODY = 300_000;

    @Test
    void markdownHasTablesStrikethroughAndBareLinks() {
        String html = BodyRenderer.markdown("""
                | a | b |
                |:--|--:|
                | 1 | ~~2~~ |

                See https://example.org/x.
                """).html();
        assertThat(html)
                .contains("<th class=\"align-left\">a</th>", "<td class=\"align-right\"><del>2</del></td>")
                .contains("<a href=\"https://example.org/x\"");
    }

    @Test
    void picturesCodeAndFiguresStay() {
        String html = BodyRenderer.markdown("""
                ```java
                int a = 1 < 2 ? 3 : 4;
                ```

                <figure><img src="/api/media/1/a.png" alt="A &quot;b&quot;" width="10"><figcaption>c</figcaption></figure>
                """).html();
        assertThat(html)
                .contains(
                        "<pre role=\"group\" aria-label=\"Java\"><code class=\"language-java\"><span class=\"code-keyword\">int</span> a = ")
                .contains("<figure><img src=\"/api/media/1/a.png\" alt=\"A &quot;b&quot;\" width=\"10\">")
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
                "<p id=\"header\" class=\"top\" onclick=\"x\">a</p>",
                "<a href=\"&#106;avascript:alert(1)\">a</a>",
                "<object data=x></object><embed src=x><base href=x><meta http-equiv=refresh>"
            })
    void nothingThatCouldRunOrReshapeThePageStays(String body) {
        for (String html : List.of(
                BodyRenderer.markdown(body).html(), BodyRenderer.html(body).html())) {
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
                            " id=\"header",
                            "class=",
                            "<object",
                            "<embed",
                            "<base",
                            "<meta");
        }
    }

    @Test
    void theFirstWordsAndTheTimeToReadAreTakenFromTheText() {
        RenderedBody setting = BodyRenderer.markdown("# One\n\n" + "two & <b>three</b>\n\n".repeat(400));
        assertThat(setting.opening())
                .startsWith("One two & three two")
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(160);
        assertThat(setting.readingMinutes()).isEqualTo(6);
        assertThat(BodyRenderer.markdown("").readingMinutes()).isEqualTo(1);
        assertThat(BodyRenderer.markdown("字".repeat(1001)).readingMinutes()).isEqualTo(3);
    }

    @Test
    void aBodyThatGrowsTooLongAsHtmlIsRefused() {
        assertThatThrownBy(() -> BodyRenderer.html("&lt;".repeat(LONGEST_BODY))).isInstanceOf(BodyTooComplex.class);
        assertThatThrownBy(() -> BodyRenderer.markdown("[^a]: b\n\n" + "[^a]".repeat(LONGEST_BODY / 4)))
                .isInstanceOf(BodyTooComplex.class);
        assertThat(BodyRenderer.html("字".repeat(LONGEST_BODY)).html()).hasSize(LONGEST_BODY);
    }

    /** The time for them would grow with their square. */
    @Test
    @Timeout(20)
    void ofThousandsOfAttributesTheFirstOfAKindCounts() {
        assertThat(BodyRenderer.html("<div id=\"b\" " + "id=\"c\" title=\"d\" ".repeat(17_000) + ">x</div>")
                        .html())
                .isEqualTo("<div id=\"text-b\" title=\"d\">x</div>");
        assertThat(BodyRenderer.html("<p>x</p><script " + "a ".repeat(100_000) + "></script>")
                        .html())
                .isEqualTo("<p>x</p>");
    }

    /** Each block that follows would have them all once more. */
    @ParameterizedTest
    @ValueSource(strings = {"<b>", "<b><i>\n\n", "<span dir=rtl><table>", "<a href=x>", "<div>", "<blockquote>"})
    void elementsThatNothingClosesAreRefused(String opened) {
        String body = "<p>a</p>" + opened.repeat(100);
        assertThatThrownBy(() -> BodyRenderer.html(body))
                .isInstanceOf(BodyTooComplex.class)
                .hasMessageContaining("not closed");
        assertThat(isSet("<p>a</p>" + opened.repeat(30), false)).isTrue();
    }

    @Test
    void partsOfATableThatIsNotThereAreBlocks() {
        assertThat(BodyRenderer.html("<td>a</td><th>b</th><table><tr><td>c</table>")
                        .html())
                .isEqualTo("<div>a</div><div>b</div><table><tbody><tr><td>c</td></tr></tbody></table>");
    }

    /** Their ends may be left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {"<p>x", "<ul><li>x<li>y</ul>", "<table><tr><td>x<td>y<tr><th>z</table>", "<dl><dt>x<dd>y</dl>"})
    void elementsWhoseEndsAreLeftOutAreSet(String opened) {
        assertThat(BodyRenderer.html(opened.repeat(1_000)).html()).contains("x").hasSizeGreaterThan(3_000);
    }

    @Test
    void aParagraphWithThousandsOfDelimitersIsRefused() {
        String unit = "*a_![a](b)x*";
        assertThatThrownBy(() -> BodyRenderer.markdown(unit.repeat(2_600))).isInstanceOf(BodyTooComplex.class);
        assertThat(BodyRenderer.markdown((unit + "\n\n").repeat(2_500)).html()).contains("<em>");
        assertThat(BodyRenderer.markdown("* *a* b\n".repeat(5_000)).html()).contains("<em>a</em> b");
        assertThat(BodyRenderer.markdown("```\n" + "* _".repeat(5_000) + "\n```")
                        .html())
                .contains("* _* _");
    }

    @Test
    void aParagraphWithThousandsOfTildesIsRefused() {
        assertThatThrownBy(() -> BodyRenderer.markdown("a ~~b<b> #".repeat(2_500)))
                .isInstanceOf(BodyTooComplex.class)
                .hasMessageContaining("strikes");
        assertThat(BodyRenderer.markdown("~~a~~ b\n\n".repeat(2_500)).html()).contains("<del>a</del> b");
    }

    @Test
    void aParagraphWithThousandsOfHighlightsIsRefused() {
        assertThatThrownBy(() -> BodyRenderer.markdown("a ==b== ".repeat(6_000)))
                .isInstanceOf(BodyTooComplex.class)
                .hasMessageContaining("highlights");
        assertThat(BodyRenderer.markdown("==a== b\n\n".repeat(6_000)).html()).contains("<mark>a</mark> b");
        assertThat(BodyRenderer.markdown("```\n" + "a == b\n".repeat(5_000) + "```")
                        .html())
                .contains("a == b");
    }

    @Test
    void aTableThatWouldBeHugeIsRefused() {
        String body = "|a".repeat(1000) + "|\n" + "|-".repeat(1000) + "|\n" + "|b|\n".repeat(1000);
        assertThatThrownBy(() -> BodyRenderer.markdown(body))
                .isInstanceOf(BodyTooComplex.class)
                .hasMessageContaining("table");
    }

    /** Each costs minutes, or the whole stack, where nothing limits it; here it is over before the test's patience. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("awkward")
    @Timeout(60)
    void awkwardBodiesAreSetAllTheSame(String body) {
        assertThat(body.length()).isGreaterThan(LONGEST_BODY - 5000);
        Executor smallStack = task -> new Thread(null, task, "small stack", 512 * 1024).start();
        String html = CompletableFuture.supplyAsync(() -> BodyRenderer.markdown(body), smallStack)
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
                many("|-"),
                "<a" + many(" a=b"),
                "<a" + many(" a=b") + ">",
                many("<a" + " a=b".repeat(400) + ">\n\n"),
                many("<!-- "),
                many("x<?"),
                many("<div>"),
                many("> <ul><li>"),
                many("<table><td>"),
                many("`a``"),
                many("&#1"),
                many("<a@a."),
                many("https://a.b/"),
                many("https://a.b/a,字"),
                many("a.字@"),
                many("<x>"),
                many("<title>"),
                many("<input type=checkbox>"),
                many("<button>a</button>"),
                many("<embed src=//a.b>"),
                many("<iframe src='https://" + "字".repeat(2_000) + ".jp'></iframe>"),
                many("```a b\n"),
                many("1. a\n3. b\n"));
    }

    /** As many ways as HTML and Markdown have to open something and not close it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(120)
    void anyPieceOverAndOverIsSetOrRefused(boolean markdown) {
        assertThat(AwkwardMarkup.repeated(30_000).map(body -> isSet(body, markdown)))
                .as("most are set")
                .filteredOn(set -> set)
                .hasSizeGreaterThan(AwkwardMarkup.PIECES.size() * 3 / 4);
    }

    @Test
    @Timeout(120)
    void failsForNoBodyButOneThatIsTooComplex() {
        int set = 0;
        for (int seed = 0; seed < 200; seed++) {
            set += isSet(AwkwardMarkup.text(seed, 20_000), seed % 4 != 0) ? 1 : 0;
        }
        assertThat(set).as("most are set").isGreaterThan(120);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 100_000, LONGEST_BODY})
    void ordinaryBodiesAreSet(int length) {
        assertThat(isSet(AwkwardMarkup.ordinary(length), true)).isTrue();
        assertThat(isSet(AwkwardMarkup.ordinary(length), false)).isTrue();
    }

    /** Run by {@code deploy/bench/fuzz-markup}: three of four are Markdown. */
    @Test
    @EnabledIfSystemProperty(named = "pressroom.fuzz", matches = "[0-9]+")
    void costsAtMostTwentyTimesAnOrdinaryBodyInMarkdown() {
        int texts = Integer.getInteger("pressroom.fuzz");
        assertCostsAtMost("Markdown", texts - texts / 4, AwkwardMarkup::ordinary, true);
    }

    @Test
    @EnabledIfSystemProperty(named = "pressroom.fuzz", matches = "[0-9]+")
    void costsAtMostTwentyTimesAnOrdinaryBodyInHtml() {
        assertCostsAtMost("HTML", Integer.getInteger("pressroom.fuzz") / 4, AwkwardMarkup::ordinaryHtml, false);
    }

    private static void assertCostsAtMost(String format, int texts, IntFunction<String> ordinary, boolean markdown) {
        RenderingCost.Worst worst = new RenderingCost(LONGEST_BODY, ordinary, body -> isSet(body, markdown))
                .measure(texts, System.out::println);
        System.out.println("articles in " + format + ": " + worst);
        assertThat(worst.ratio()).as(worst.toString()).isLessThan(RenderingCost.MOST);
    }

    /** Set, or refused for being too complex, which is an answer too. */
    private static boolean isSet(String body, boolean markdown) {
        try {
            RenderedBody setting = markdown ? BodyRenderer.markdown(body) : BodyRenderer.html(body);
            assertThat(setting.readingMinutes()).isPositive();
            return true;
        } catch (BodyTooComplex refused) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("meaningful")
    void whatCarriesMeaningAndNoDangerStays(String body, String html) {
        assertThat(withoutHeadingLinks(BodyRenderer.html(body).html())).isEqualTo(html);
    }

    /** What {@link HeadingsTest} looks at. */
    private static String withoutHeadingLinks(String html) {
        return HEADING_LINK.matcher(html).replaceAll("$1$2");
    }

    static Stream<Arguments> meaningful() {
        return Stream.of(
                same("<div>First.</div><div>Second.</div>"),
                same("<ol start=\"-3\" reversed><li value=\"7\">a</li></ol>"),
                same("<ol type=\"a\"><li>a</li></ol>"),
                same("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>"),
                same(
                        "<p dir=\"rtl\" lang=\"he\">א <bdi>b</bdi> <bdo dir=\"ltr\">c</bdo> <span lang=\"fr\">d</span></p>"),
                same("<dl><dt>t</dt><dd>d</dd></dl>"),
                same("<figure><img src=\"/a.png\" alt=\"a\"><figcaption>c</figcaption></figure>"),
                same("<details open><summary>s</summary>d</details>"),
                same("<abbr title=\"t\">a</abbr> <sub>b</sub><sup>c</sup> <kbd>d</kbd> <samp>e</samp> <var>f</var>"),
                same("<mark>a</mark> <ins>b</ins> <del>c</del> <q cite=\"https://a.test\">d</q> <cite>e</cite>"),
                same("<time datetime=\"2026-11-26T10:00:00Z\">today</time> <data value=\"3\">three</data> a<wbr>b"),
                same("<table><caption>c</caption><colgroup><col span=\"2\"></colgroup><thead><tr><th scope=\"col\""
                        + " abbr=\"n\">name</th></tr></thead><tbody><tr><td colspan=\"2\" rowspan=\"3\">d</td></tr>"
                        + "</tbody></table>"),
                same("<a href=\"tel:+49301234\">a</a> <a href=\"xmpp:a@b.test\">b</a> <a href=\"geo:1,2\">c</a>"),
                same("<a href=\"sms:+49301234\">a</a> <a href=\"mailto:a@b.test\">b</a> <a href=\"#comments\">c</a>"),
                same("<hr><p>a<br>b</p><p translate=\"no\">c</p><address>d</address>"),
                Arguments.of(
                        "<table><tbody><tr><th scope=\"ROW\" translate=\"NO\" dir=\"RTL\">a</th></tr></tbody></table>",
                        "<table><tbody><tr><th scope=\"ROW\" translate=\"NO\" dir=\"RTL\">a</th></tr></tbody></table>"),
                same("<img src=\"/a.png\" loading=\"LAZY\" alt=\"a\">"),
                same("<a href=\"smsto:+49301\">a</a> <a href=\"nntp://a.test/b\">c</a> <a href=\"ssh://a.test\">d</a>"),
                Arguments.of(
                        "<table><tbody><tr><th style=\"text-align:right\">a</th><td style=\"width: 3px; TEXT-ALIGN : Center"
                                + " !important;\">b</td><td align=\"left\" style=\"color:red\">c</td></tr></tbody></table>",
                        "<table><tbody><tr><th class=\"align-right\">a</th><td class=\"align-center\">b</td>"
                                + "<td class=\"align-left\">c</td></tr></tbody></table>"),
                Arguments.of("<p style=\"text-align: -webkit-center\">a</p>", "<p class=\"align-center\">a</p>"),
                Arguments.of("<p style=\"text-align: url(x); x-text-align: left\">a</p>", "<p>a</p>"),
                Arguments.of(
                        "<p id=\"l'été\">a</p><a href=\"#l'été\">b</a>",
                        "<p id=\"text-l'été\">a</p><a href=\"#text-l'été\">b</a>"),
                Arguments.of(
                        "<p id=\"a&amp;b<c\">a</p><a href=\"#a&amp;b<c\">b</a>",
                        "<p id=\"text-a&amp;b&lt;c\">a</p><a href=\"#text-a&amp;b&lt;c\">b</a>"),
                Arguments.of(
                        "<ul><li><input type=\"checkbox\"> <del>a</del> <ins>b</ins> c<p>d</p></li></ul>",
                        "<ul><li class=\"task\"><label><input type=\"checkbox\" disabled> <del>a</del> <ins>b</ins> c</label>"
                                + "<p>d</p></li></ul>"),
                Arguments.of(
                        "<p><input type=\"checkbox\"> a <input type=\"checkbox\"> b</p>",
                        "<p><label><input type=\"checkbox\" disabled> a </label>"
                                + "<label><input type=\"checkbox\" disabled> b</label></p>"),
                Arguments.of("<section>A</section><article>B</article>", "<div>A</div><div>B</div>"),
                Arguments.of("<strike>a</strike><tt>b</tt>", "<s>a</s><code>b</code>"),
                Arguments.of(
                        "<h2 id=\"x\">T</h2><p id=\"x\">U</p><a href=\"#x\">V</a> <a name=\"é\"></a><a href=\"#%C3%A9\">W</a>",
                        "<h2>T</h2><p>U</p><a href=\"#text-x\">V</a> <a id=\"text-é\"></a>"
                                + "<a href=\"#text-%C3%A9\">W</a>"),
                Arguments.of("<p align=\"RIGHT\">a</p>", "<p class=\"align-right\">a</p>"),
                Arguments.of("<center>a</center>b", "<div class=\"align-center\">a</div>b"),
                Arguments.of("<h1>a</h1><h2>b</h2><h6>c</h6>", "<h2>a</h2><h3>b</h3><h4>c</h4>"),
                Arguments.of("<h4>a</h4><h4>b</h4><h6>c</h6>", "<h2>a</h2><h2>b</h2><h3>c</h3>"),
                Arguments.of("<h2>a</h2><h4>b</h4><h3>c</h3><h1>d</h1>", "<h2>a</h2><h3>b</h3><h3>c</h3><h2>d</h2>"),
                Arguments.of(
                        "<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6>6</h6>",
                        "<h2>1</h2><h3>2</h3><h4>3</h4><h5>4</h5><h6>5</h6><h6>6</h6>"),
                Arguments.of("<h2>b</h2><h3>c</h3>", "<h2>b</h2><h3>c</h3>"),
                Arguments.of("It&#146;s &#128;5 &#x93;a&#X94;", "It’s €5 “a”"),
                Arguments.of("<b title=\"It&#146;s\">a</b>", "<b title=\"It’s\">a</b>"),
                Arguments.of("&#0;&#xD800;&#x110000;&#99999999999;&#65533;", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"));
    }

    private static Arguments same(String html) {
        return Arguments.of(html, html);
    }

    @ParameterizedTest
    @MethodSource("written")
    void markdownIsSetAsItIsMeant(String body, String html) {
        assertThat(withoutHeadingLinks(BodyRenderer.markdown(body).html()).replace("\n", ""))
                .isEqualTo(html);
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of("# a\n\n## b", "<h2>a</h2><h3>b</h3>"),
                Arguments.of("## a\n\n### b", "<h2>a</h2><h3>b</h3>"),
                Arguments.of("### a\n\n### b\n\n# c", "<h2>a</h2><h2>b</h2><h2>c</h2>"),
                Arguments.of("~one~ ~~two~~", "<p>~one~ <del>two</del></p>"),
                Arguments.of("==a *b*==, c", "<p><mark>a <em>b</em></mark>, c</p>"),
                Arguments.of("字==重要==字", "<p>字<mark>重要</mark>字</p>"),
                Arguments.of("a==b || c==d, e == f == g", "<p>a==b || c==d, e == f == g</p>"),
                Arguments.of("===a=== =b= ==c", "<p>===a=== =b= ==c</p>"),
                Arguments.of(
                        "![A *press*](/a.png \"At <b>work</b>\")\n\nb",
                        "<figure><img src=\"/a.png\" alt=\"A press\"><figcaption>At &lt;b&gt;work&lt;/b&gt;</figcaption>"
                                + "</figure><p>b</p>"),
                Arguments.of(
                        "- ![a](/a.png 'b')",
                        "<ul><li><figure><img src=\"/a.png\" alt=\"a\"><figcaption>b</figcaption></figure></li></ul>"),
                Arguments.of("![a](/a.png)", "<p><img src=\"/a.png\" alt=\"a\"></p>"),
                Arguments.of("![a](/a.png ' ')", "<p><img src=\"/a.png\" alt=\"a\" title=\" \"></p>"),
                Arguments.of("![a](/a.png 'b') c", "<p><img src=\"/a.png\" alt=\"a\" title=\"b\"> c</p>"),
                Arguments.of(
                        "- [ ] a **b**\n- [x] c",
                        "<ul><li class=\"task\"><label><input type=\"checkbox\" disabled> a <strong>b</strong></label></li>"
                                + "<li class=\"task\"><label><input type=\"checkbox\" disabled checked> c</label></li></ul>"),
                Arguments.of(
                        "- [ ] ~~a~~ b",
                        "<ul><li class=\"task\"><label><input type=\"checkbox\" disabled> <del>a</del> b</label></li></ul>"),
                Arguments.of(
                        "- [ ] a\n\n- [x] ~~b~~",
                        "<ul><li class=\"task\"> <p><label><input type=\"checkbox\" disabled> a</label></p></li>"
                                + "<li class=\"task\"> <p><label><input type=\"checkbox\" disabled checked> <del>b</del></label></p></li></ul>"),
                Arguments.of("1986.", "<p>1986.</p>"),
                Arguments.of("1986. a\n1990. b", "<ol start=\"1986\"><li>a</li><li value=\"1990\">b</li></ol>"),
                Arguments.of("```Hello all\nworld\n```", "<pre><code>Hello allworld</code></pre>"),
                Arguments.of("```Hello\nworld\n```", "<pre><code>Helloworld</code></pre>"),
                Arguments.of(
                        "```c++\na\n```",
                        "<pre role=\"group\" aria-label=\"C++\"><code class=\"language-c++\">a</code></pre>"),
                Arguments.of(
                        "|a|\n|-|\n|b|c **d** \\| `<e>`|\n|f|",
                        "<table><thead><tr><th>a</th><td></td></tr></thead><tbody><tr><td>b</td><td>c <strong>d</strong> |"
                                + " <code>&lt;e&gt;</code></td></tr><tr><td>f</td></tr></tbody></table>"),
                Arguments.of(
                        "> a|b\n> -|-\n> c|d|https://e.test",
                        "<blockquote><table><thead><tr><th>a</th><th>b</th><td></td></tr></thead><tbody><tr><td>c</td>"
                                + "<td>d</td><td><a href=\"https://e.test\">https://e.test</a></td></tr></tbody></table>"
                                + "</blockquote>"),
                Arguments.of("![a[^1]](/b.png)\n\n[^1]: c", "<p><img src=\"/b.png\" alt=\"a[^1]\"></p><p>[^1]: c</p>"),
                Arguments.of("1986. What a year", "<ol start=\"1986\"><li>What a year</li></ol>"),
                Arguments.of("[Ann]: Yes\n[Bob]: No\n\nI liked that", "<p>[Ann]: Yes[Bob]: No</p><p>I liked that</p>"),
                Arguments.of("a\n\n[^1]: *unused*", "<p>a</p><p>[^1]: <em>unused</em></p>"),
                Arguments.of(
                        "a[^1]\n\n[^1]: b",
                        "<p>a<sup class=\"footnote-ref\"><a href=\"#text-fn-1\" id=\"text-fnref-1\">1</a></sup></p>"
                                + "<section class=\"footnotes\"><ol><li id=\"text-fn-1\"><p>b <a href=\"#text-fnref-1\""
                                + " class=\"footnote-backref\" aria-label=\"Back to reference 1\">↩</a></p></li></ol>"
                                + "</section>"),
                Arguments.of("a [^none] b", "<p>a [^none] b</p>"),
                Arguments.of("It&#146;s `&#146;`", "<p>It’s <code>&amp;#146;</code></p>"));
    }

    /** Whatever a label is made of, its note is led to, and leads back. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "O'Reilly", "A&B", "\"a\"", "a<b>", "100%", "a%20b", "été", "注", "a#b", "LONG"})
    void notesAndWhatRefersToThemLeadToEachOther(String name) {
        String label = name.equals("LONG") ? "x".repeat(500) : name;
        Document body = Jsoup.parseBodyFragment(BodyRenderer.markdown("a[^" + label + "]\n\n[^" + label + "]: b")
                .html());
        for (String link : List.of("sup.footnote-ref a", "a.footnote-backref")) {
            String target = body.expectFirst(link).attr("href").substring(1);
            assertThat(body.getElementById(target)).as(target).isNotNull();
            assertThat(target).startsWith("text-");
        }
    }

    /** What HTML has no element for was typed as text, and so was what would swallow the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use `Map`, or a List<String> of <your-name>",
                "<your-name> is here",
                "<T> and </T>, <int>, <K><V>",
                "Dear <name>",
                "cd <path> or <file>",
                "std::vector<uint8_t> a",
                "<my-element>a</my-element>",
                "a <?php echo 1 ?> b",
                "a <!DOCTYPE html> b",
                "a <![CDATA[b]]> c",
                "Write a <title> first",
                "A <script> is a tag",
                "A <textarea> too",
                "An <iframe> and a <style>, <plaintext>, <xmp>",
                "<title> first, then this",
                "a <b",
                "<foo\nbar=\"baz\">",
                "std::vector<std::string> b",
                "a [b](signal:c) d",
                "Vec<u>, Option<i> and List<a>",
                "a<b and c>d",
                "where a <i or b> c"
            })
    void whatOnlyLooksLikeATagIsText(String typed) {
        String text = typed.replace("`", "").replace("\n", " ");
        assertThat(BodyRenderer.markdown(typed).opening()).isEqualTo(text);
        assertThat(BodyRenderer.markdown(typed + "\n\nand *on*").opening()).isEqualTo(text + " and on");
        assertThat(BodyRenderer.markdown("> " + typed.replace("\n", "\n> ")).opening())
                .isEqualTo(text);
        assertThat(BodyRenderer.markdown("- " + typed.replace("\n", "\n  ")).opening())
                .isEqualTo(text);
        assertThat(BodyRenderer.markdown("|a|\n|-|\n|b|" + typed.replace("\n", " ") + "|")
                        .opening())
                .isEqualTo("a b " + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a <!-- b --> c | a c",
                "<script>alert(1)</script> a | a",
                "a <style>b{}</style> c | a c",
                "a <svg><path d='x'/><text>b</text></svg> c | a b c",
                "<o:p>a</o:p> | <o:p>a</o:p>",
                "<SPAN>a</SPAN> <Font color=red>b</Font> | a b"
            })
    void whatIsHtmlIsTakenForIt(String body, String text) {
        assertThat(BodyRenderer.markdown(body).opening()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a<!-->b | ab", "a<!--->b | ab", "a<!-- x -->b<!-->c<!-- y -->d | abcd", "a<!-- b | a<!-- b"})
    void aCommentEndsWhereHtmlSaysSo(String typed, String text) {
        assertThat(BodyRenderer.markdown(typed + "\n\nand on").opening()).isEqualTo(text + " and on");
        assertThat(BodyRenderer.html("<p>" + typed + "</p><p>and on</p>").opening())
                .startsWith(text.substring(0, 2));
        assertThat(BodyRenderer.html("<p>" + typed + "</p><p>and on</p>").opening())
                .endsWith("and on");
    }

    @Test
    void aCommentMayEndWithAMark() {
        assertThat(BodyRenderer.html("<p>a<!-- x --!>b</p><p>c</p>").opening()).isEqualTo("ab c");
    }

    @Test
    void anOpeningIsCutBetweenWhatReadersTakeForCharacters() {
        for (String character : List.of("👩\u200D🚀", "🇩🇪", "👍🏽", "กี่", "e\u0323\u0301")) {
            String opening = BodyRenderer.markdown(character.repeat(200)).opening();
            assertThat(opening.replace("…", "").replace(character, "")).isEmpty();
        }
    }

    @Test
    void markdownGoesOnBehindWhatOnlyLooksLikeATag() {
        assertThat(BodyRenderer.markdown("<your-name> is *here*\nand <b>there</b>")
                        .html())
                .isEqualTo("<p>&lt;your-name&gt; is <em>here</em>\nand <b>there</b></p>\n");
    }

    @Test
    void aParagraphOfManyLinksIsLinks() {
        assertThat(BodyRenderer.markdown("[a_b](https://example.org/?c&d=e_f) ".repeat(260))
                        .html())
                .doesNotContain("](");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**H**yper**T**ext, see [the manual](https://a.test), *please*. | HyperText, see the manual, please.",
                "Say {{ x }} | Say {{ x }}",
                "Hyper~~T~~ext, ~~old~~. | HyperText, old.",
                "Hyper<ins>T</ins>ext, <del>old</del>. | HyperText, old.",
                "<ins><p>a</p></ins>b | a b",
                "a<kbd>b</kbd><mark>c</mark><q>d</q><span lang=fr>e</span><bdo dir=ltr>f</bdo><time>g</time> | abc“d”efg",
                "<details><summary>a</summary>b</details> | a b",
                "1986. | 1986.",
                "<p>One</p><p>Two</p> | One Two",
                "one<br>two<hr>three | one two three",
                "<ul><li>a</li><li>b</li></ul> | a b",
                "<table><tr><td>a</td><td>b</td></tr></table> | a b",
                "<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>へ | 東京へ",
                "a &lt;b&gt; & c | a <b> & c",
                "It&#146;s | It’s",
                "He said <q>no</q>. | He said “no”.",
                "<q>a <q>b</q> c</q> d <q>e</q> | “a ‘b’ c” d “e”",
                "14. Juli 1789 war es | 14. Juli 1789 war es",
                "1986. What a year | 1986. What a year",
                "<ol><li>a</li><li>b</li></ol> | 1. a 2. b",
                "<ol start=3><li>a<li value=7>b<li>c</ol> | 3. a 7. b 8. c",
                "<ol reversed><li>a</li><li>b</li></ol> | 2. a 1. b",
                "<ol reversed start=-1><li>a</li><li>b</li></ol> | -1. a -2. b",
                "<ol type=a><li>x</li><li>y</li></ol> | a. x b. y",
                "<ol type=A start=26><li>x</li><li>y</li></ol> | Z. x 27. y",
                "<ol><li><p>a</p><p>b</p></li><li><b>c</b></li></ol> | 1. a b 2. c",
                "<ol><li><ol start=4><li>a</li></ol></li></ol> | 1. 4. a",
                "<ol><li></li><li>b<ul><li>c</li></ul></li><li>d</li></ol> | 2. b c 3. d",
                "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul> | a 1. b c",
                "10<sup>6</sup> m<sup>2</sup>, 10<sup>-12</sup>, x<sup>+3</sup>, y<sup>−4</sup> | 10⁶ m², 10⁻¹², x⁺³, y⁻⁴",
                "the 4<sup>th</sup>, x<sup>2n</sup>, H<sub>2</sub>O | the 4th, x2n, H2O",
                "Press the ![OK](ok.png) button | Press the OK button",
                "a<img src=/e.png alt='😀'>b | a😀b",
                "*Press* ![OK](ok.png) **now** | Press OK now",
                "![not read](/a.png)<br>seen | seen",
                "<figure><img src=/a.png alt='not read'><figcaption>seen</figcaption></figure> | seen",
                "<p><a href=/b><img src=/a.png alt='not read'></a></p><p>seen</p> | seen",
                "<p><img src=/a.png alt='not read'> </p>seen | seen"
            })
    void thePlainTextIsThatOfTheDocument(String body, String text) {
        assertThat(BodyRenderer.markdown(body).opening()).isEqualTo(text);
    }

    /** They stand where they are referred to, by a number that is not read. */
    @Test
    void notesHaveNoNumbersInThePlainText() {
        assertThat(BodyRenderer.markdown("a[^1]\n\n[^1]: b").opening()).isEqualTo("a b");
    }

    @Test
    void whetherAnythingIsShownIsTold() {
        assertThat(BodyRenderer.markdown("[a]: b\n\n*c*").showsSomething()).isTrue();
        assertThat(BodyRenderer.markdown("![](/a.png)").showsSomething()).isTrue();
        assertThat(BodyRenderer.markdown("***").showsSomething()).isTrue();
        assertThat(BodyRenderer.markdown("1986.").showsSomething()).isTrue();
        assertThat(BodyRenderer.html("<rt>a</rt>").showsSomething()).isTrue();
        assertThat(BodyRenderer.html("<img src=\"\" alt=\"a\"><img src=\" \"><img>")
                        .showsSomething())
                .isFalse();
        assertThat(BodyRenderer.markdown("![]()").showsSomething()).isFalse();
        assertThat(BodyRenderer.html("<img src='tel:1'><img src=' MAILTO:a@b.test'><img src='sms:1'>")
                        .showsSomething())
                .isFalse();
        assertThat(BodyRenderer.html("<img src='HTTPS://a.test/b:c'>").showsSomething())
                .isTrue();
        assertThat(BodyRenderer.html("<img src='/a:b.png'>").showsSomething()).isTrue();
        assertThat(BodyRenderer.html("<ol><li></li><li> </li></ol>").showsSomething())
                .isFalse();
        assertThat(BodyRenderer.markdown("> \n\n- \n\n```\n```").showsSomething())
                .isFalse();
    }

    private static String many(String text) {
        return text.repeat(LONGEST_BODY / text.length());
    }
}
