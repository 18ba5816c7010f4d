package org.pressroom.common.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BareLinksTest {

    private static final MarkdownParser PARSER =
            new MarkdownParser(Parser.builder(), BareLinks.ofUrlsHostsAndMail(), LinkSchemes::leadsSomewhere);
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();
    private static final Pattern LINK = Pattern.compile("<a href=\"[^\"]*\">(.*?)</a>");

    /** The text with each link between ⟦ and ⟧. */
    private static String linked(String text) {
        Matcher links = LINK.matcher(RENDERER.render(PARSER.parse(text)));
        return links.replaceAll("⟦$1⟧")
                .replaceAll("</?p>", "")
                .replace("&amp;", "&")
                .strip();
    }

    private static void assertLinked(String expected) {
        assertThat(linked(expected.replaceAll("[⟦⟧]", ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "⟦https://example.org/a⟧,谢谢",
                "⟦https://example.org/a⟧!谢谢",
                "⟦https://example.org/a⟧;谢谢",
                "⟦https://example.org/a⟧:谢谢",
                "⟦https://example.org/a⟧.谢谢",
                "⟦https://example.org/a⟧?谢谢",
                "⟦https://example.org/a⟧...谢谢",
                "⟦https://example.org/a⟧).谢谢",
                "⟦https://example.org/a⟧(谢谢)",
                "⟦https://example.org/a⟧'谢谢'",
                "⟦https://example.org/a⟧~谢谢",
                "⟦https://example.org/a⟧|谢谢",
                "⟦https://example.org/a⟧,ありがとう",
                "⟦https://example.org/a⟧,감사합니다",
                "⟦https://example.org/a⟧,ขอบคุณ",
                "⟦https://example.org/a⟧,привет",
                "⟦https://example.org/a⟧!שלום",
                "⟦https://example.org/⟧,谢谢",
                "⟦https://zh.wikipedia.org/wiki/北京⟧,你去过吗",
                "⟦ftp://example.org/谢⟧;谢",
                "⟦www.example.org/a⟧,谢谢",
                "⟦https://a.org/x⟧和⟦https://b.org/y⟧",
                "⟦https://a.org⟧和⟦https://b.org⟧吧",
                "⟦https://a.org/x⟧,⟦https://b.org/y⟧"
            })
    void anAddressEndsAtAsciiPunctuationWhereAnotherScriptGoesOn(String text) {
        assertLinked(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "⟦https://example.org⟧谢谢",
                "⟦www.example.org⟧谢谢",
                "⟦https://example.org⟧에서 봐",
                "⟦https://example.org⟧ครับ",
                "⟦https://example.org⟧привет",
                "⟦https://example.org:8080⟧谢谢",
                "⟦https://example.org⟧:谢谢",
                "⟦https://example.org⟧.谢谢",
                "⟦https://example.co.jp⟧.ありがとう",
                "⟦https://例え.jp⟧谢谢",
                "⟦https://example.org⟧,and on",
                "⟦https://example.org⟧!important",
                "⟦https://example.org⟧(here)",
                "⟦https://example.org⟧'s page"
            })
    void aHostEndsWhereItsLastLabelDoes(String text) {
        assertLinked(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "写信给⟦me@example.org⟧吧",
                "我的邮箱是⟦123456@qq.com⟧,谢谢",
                "メーラー⟦me@example.org⟧まで",
                "문의⟦abc@example.org⟧로",
                "ติดต่อ⟦me@example.org⟧ครับ",
                "👍⟦me@example.org⟧👍",
                "⟦me@example.org⟧.谢谢",
                "联系⟦jörg@example.org⟧",
                "⟦用户@例え.jp⟧",
                "⟦用户@example.org⟧",
                "⟦用户123@例え.jp⟧",
                "⟦иван1985@почта.рф⟧",
                "⟦jörg@bücher.de⟧"
            })
    void anAddressOfMailBeginsAndEndsWhereItsScriptDoes(String text) {
        assertLinked(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "👨‍👩‍👧",
                "❤️",
                "→",
                "♥",
                "™",
                "€",
                "￥",
                "＋",
                "×",
                "★",
                "☺",
                "😀谢谢",
                "→谢谢",
                "♥谢谢",
                "🇩🇪",
                "©"
            })
    void anAddressEndsAtASymbol(String symbol) {
        assertLinked("⟦https://example.org/a⟧" + symbol);
        assertLinked("⟦https://example.org⟧" + symbol);
        assertLinked("⟦https://a.test/b⟧" + symbol + "⟦https://c.test⟧");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://de.wikipedia.org/wiki/Köln",
                "https://ja.wikipedia.org/wiki/東京",
                "https://bücher.de",
                "https://BÜCHER.de/ä",
                "https://例え.テスト/",
                "https://例え.テスト",
                "https://www.例え.テスト/道",
                "https://my.公司",
                "https://www.my.公司/x",
                "https://www.谷歌.中国/",
                "https://tシャツ.jp/x",
                "https://россия.рф/привет",
                "https://user@例え.jp/",
                "www.例え.jp",
                "https://xn--bcher-kva.de/ä",
                "https://r3---sn-x.googlevideo.com/a",
                "https://[::1]/a",
                "http://localhost:8080/a",
                "https://zh.wikipedia.org/wiki/Help:目录",
                "https://ko.wikipedia.org/wiki/위키백과:대문",
                "https://ja.wikipedia.org/wiki/Dr.スランプ",
                "https://ja.wikipedia.org/wiki/ラブライブ!サンシャイン",
                "https://ja.wikipedia.org/wiki/SPY×FAMILY",
                "https://ja.wikipedia.org/wiki/らき☆すた",
                "https://zh.wikipedia.org/wiki/Python_(编程语言)",
                "https://ja.wikipedia.org/w/index.php?title=Help:目次&a=b",
                "https://en.wikipedia.org/wiki/I_♥_Huckabees",
                "https://example.org/?検索=東京",
                "https://example.org/路径/页面.html",
                "https://example.org/a-谢谢",
                "https://example.org/a#部分",
                "https://example.org/~用户",
                "https://medium.com/@用户/标题-abc",
                "https://emojipedia.org/👍🏽",
                "https://example.org/a,b;c:d!e",
                "https://web.archive.org/web/2020/https://example.org/x"
            })
    void realAddressesAreLinkedAsAWhole(String address) {
        assertLinked("⟦" + address + "⟧");
        assertLinked("See ⟦" + address + "⟧, please.");
    }

    /** Markup or not, these belong to it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/x/y/blob/main/__init__.py",
                "https://example.org/_foo_/bar",
                "https://example.org/_foo_",
                "https://example.org/a~~b~~c",
                "https://example.org/~~b~~/c",
                "https://example.org/*foo*/bar",
                "https://example.org/**foo**",
                "https://web.archive.org/web/*/https://example.org/x",
                "https://example.org/?_a_=*b*&_c_=~~d~~",
                "https://example.org/#_a_",
                "https://_dmarc_.example.org/a",
                "https://ja.wikipedia.org/wiki/_東京_/x",
                "ftp://example.org/_foo_/bar",
                "www.example.org/_foo_/bar"
            })
    void anAddressIsNotTornByWhatElsewhereIsMarkup(String address) {
        assertLinked("⟦" + address + "⟧");
        assertLinked("See ⟦" + address + "⟧, and ⟦" + address + "⟧.");
        assertLinked("see\n⟦" + address + "⟧\nfor more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "**https://example.org/a**; <strong>⟦https://example.org/a⟧</strong>",
                "**https://example.org/a**.; <strong>⟦https://example.org/a⟧</strong>.",
                "**https://example.org/a**, b; <strong>⟦https://example.org/a⟧</strong>, b",
                "**https://example.org/a**s; <strong>⟦https://example.org/a⟧</strong>s",
                "*https://example.org/a*,*b*; <em>⟦https://example.org/a⟧</em>,<em>b</em>",
                "*see https://example.org/a_b_c*; <em>see ⟦https://example.org/a_b_c⟧</em>",
                "**see https://example.org/_b_**; <strong>see ⟦https://example.org/_b_⟧</strong>",
                "_https://example.org/__init__.py_; <em>⟦https://example.org/__init__.py⟧</em>",
                "_https://example.org/a_/b; <em>⟦https://example.org/a⟧</em>/b",
                "**https://example.org/a**谢谢; <strong>⟦https://example.org/a⟧</strong>谢谢",
                "https://example.org/_a_ _b_; ⟦https://example.org/_a_⟧ <em>b</em>",
                "`https://example.org/_a_`; <code>https://example.org/_a_</code>",
                "[_a_](https://example.org/_b_); ⟦<em>a</em>⟧",
                "https://example.org/\\_a\\_; ⟦https://example.org/_a_⟧"
            })
    void markupAroundAnAddressStays(String markdown, String html) {
        assertThat(linked(markdown)).isEqualTo(html);
    }

    /** In a span of code over several lines too, which is cut out of them as a whole. */
    @Test
    void addressesInCodeStayAsTyped() {
        assertThat(linked("`a https://example.org/_b_\nhttps://example.org/_c_ *「d」*e\nhttps://example.org/_f_`"))
                .isEqualTo(
                        "<code>a https://example.org/_b_ https://example.org/_c_ *「d」*e https://example.org/_f_</code>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "⟦https://example.org/a⟧|⟦https://example.org/b⟧",
                "⟦https://example.org/?a=1⟧|⟦https://example.org/b⟧",
                "|⟦https://example.org/c⟧|d|",
                "|⟦https://example.org/c⟧|3|",
                "| ⟦https://example.org/?a=c⟧|d|",
                "|⟦https://example.org⟧|d|",
                "⟦https://example.org/a⟧|b",
                "⟦https://fonts.example.org/css?family=Open+Sans|Roboto⟧",
                "⟦https://example.org/w/api.php?titles=A|B&x=y⟧"
            })
    void anAddressEndsWithItsCell(String text) {
        assertLinked(text);
    }
}
