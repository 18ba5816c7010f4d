package org.pressroom.common.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BareLinksTest {

    private static final MarkdownParser PARSER = new MarkdownParser(Parser.builder(), BareLinks.ofUrlsHostsAndMail());
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
}
