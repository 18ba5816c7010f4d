package org.pressroom.common.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeantDelimitersTest {

    private static final MarkdownParser PARSER =
            new MarkdownParser(Parser.builder(), BareLinks.ofUrls(), LinkSchemes::leadsSomewhere);
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();

    private static String html(String markdown) {
        String html = RENDERER.render(PARSER.parse(markdown)).strip();
        return html.substring("<p>".length(), html.length() - "</p>".length());
    }

    /** With {@code ⟦} and {@code ⟧} where it is to begin and end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "⟦“引用”⟧文字",
                "他说⟦“引用”⟧文字",
                "これは⟦「重要」⟧です",
                "⟦이것은(강조)⟧입니다",
                "⟦取消。⟧続き",
                "⟦重要！⟧次",
                "次⟦（重要）⟧",
                "a⟦「重要」⟧b",
                "（⟦重要⟧）次",
                "(⟦字⟧x",
                "これは⟦(重要)⟧です",
                "「⟦重要⟧」です",
                "𠀀⟦「重要」⟧𠀀",
                "𠀀⟦\"重要\"⟧𠀀",
                "ﾃｷｽﾄ⟦｢重要｣⟧ﾃｷｽﾄ",
                "นี่คือ⟦\"สำคัญ\"⟧ครับ",
                "นี่คือ⟦(สำคัญ)⟧ครับ",
                "ນີ້⟦(a)⟧ນີ້",
                "ខ្មែរ⟦«a»⟧ខ្មែរ",
                "မြန်မာ⟦“a”⟧မြန်မာ",
                "中⟦文⟧字、⟦“日”⟧本。",
                "中⟦文⟧，⟦日本⟧。",
                "a ⟦中文，⟧ b",
                "⟦中文⟧\n⟦“日本”⟧語"
            })
    void emphasisBesidePunctuationIsThatInScriptsWithoutSpaces(String text) {
        assertThat(html(text.replaceAll("[⟦⟧]", "**"))).isEqualTo(tagged(text, "strong"));
        assertThat(html(text.replaceAll("[⟦⟧]", "*"))).isEqualTo(tagged(text, "em"));
    }

    private static String tagged(String text, String element) {
        return text.replace("⟦", "<" + element + ">")
                .replace("⟧", "</" + element + ">")
                .replace("\"", "&quot;");
    }

    /** What CommonMark says elsewhere stays. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a*\"b\"*c| a*&quot;b&quot;*c",
                "привет**(мир)**привет| привет**(мир)**привет",
                "5 * 4 * 3| 5 * 4 * 3",
                "中 * 文 * 字| 中 * 文 * 字",
                "「_foo_」| 「<em>foo</em>」",
                "中_“文”_字| 中_“文”_字",
                "**中文 **字| **中文 **字",
                "👍*(a)*👍| 👍<em>(a)</em>👍",
                "中\\*\\*“文”\\*\\*字| 中**“文”**字",
                "中`**“文”**字`| 中<code>**“文”**字</code>",
                "这是**[链接](/x)**的| 这是<strong><a href=\"/x\">链接</a></strong>的",
                "这是**`a`**的| 这是<strong><code>a</code></strong>的",
                "这是**<https://a.test>**的| 这是<strong><a href=\"https://a.test\">https://a.test</a></strong>的"
            })
    void otherDelimitersMeanWhatTheyMeant(String markdown, String html) {
        assertThat(html(markdown)).isEqualTo(html);
    }
}
