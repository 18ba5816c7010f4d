package org.pressroom.article.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What word processors, mathematicians and drawing programs put on the clipboard. */
class PastedHtmlTest {

    /** As Google Docs has it: all of it bold by name, and nothing by style. */
    @Test
    void aDocumentKeepsWhatItsStylesSay() {
        String docs = """
                <b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38;text-align:center;">\
                <span style="font-size:11pt;color:#000000;font-weight:700;font-style:normal;text-decoration:none;\
                vertical-align:baseline;">Bold</span><span style="font-weight:400;"> x</span><span style="font-size:0.6em;\
                vertical-align:super;">2</span></p><ol><li dir="ltr" style="list-style-type:lower-alpha;font-weight:400">\
                <p dir="ltr"><span style="font-style:italic;text-decoration:line-through">c</span></p></li></ol></b>""";
        assertThat(BodyRenderer.html(docs).html())
                .isEqualTo("<span id=\"text-docs-internal-guid-1\"><p dir=\"ltr\" class=\"align-center\">"
                        + "<strong>Bold</strong> x<sup>2</sup></p><ol type=\"a\"><li dir=\"ltr\"><p dir=\"ltr\">"
                        + "<s><em>c</em></s></p></li></ol></span>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<span style='font-weight:bold'>a</span> | <strong>a</strong>",
                "<span style='font-weight: 600 !important'>a</span> | <strong>a</strong>",
                "<span style='FONT-WEIGHT:Bolder;'>a</span> | <strong>a</strong>",
                "<span style='font-weight:400;font-weight:700'>a</span> | <strong>a</strong>",
                "<span style='font-weight:500'>a</span> | a",
                "<span style='font-style:oblique 10deg'>a</span> | <em>a</em>",
                "<span style='text-decoration:underline line-through'>a</span> | <s>a</s>",
                "<span style='text-decoration-line:line-through'>a</span> | <s>a</s>",
                "<span style='vertical-align:sub'>a</span> | <sub>a</sub>",
                "<span style='vertical-align:super;font-weight:bold;font-style:italic'>a</span> | <em><strong><sup>a</sup></strong></em>",
                "<span lang=fr style='font-weight:bold'>a</span> | <span lang=\"fr\"><strong>a</strong></span>",
                "<a href=/b style='font-style:italic'>a</a> | <a href=\"/b\"><em>a</em></a>",
                "<b style='font-weight:bold'>a</b> | <b>a</b>",
                "<b style='font-weight:normal'>a <i>b</i></b> | a <i>b</i>",
                "<strong style='font-weight:400;font-style:italic'>a</strong> | <em>a</em>",
                "<i style='font-style:normal'>a</i> | a",
                "<em style='font-style:normal;font-weight:700'>a</em> | <strong>a</strong>",
                "<sup style='vertical-align:super'>a</sup> | <sup>a</sup>",
                "<p style='direction:rtl'>a</p> | <p dir=\"rtl\">a</p>",
                "<p dir=ltr style='direction:rtl'>a</p> | <p dir=\"ltr\">a</p>",
                "<p style='text-align:right;direction:rtl'>a</p> | <p class=\"align-right\" dir=\"rtl\">a</p>",
                "<p style='font-weight:bold'>a</p> | <p>a</p>",
                "<h2 style='font-weight:400;text-align:center'>a</h2> | <h2 class=\"align-center\" id=\"text-a\"><a class=\"heading-link\" href=\"#text-a\">a</a></h2>",
                "<ol style='list-style-type:upper-roman'><li>a</li></ol> | <ol type=\"I\"><li>a</li></ol>",
                "<ol type=1><li style='list-style-type:lower-latin'>a</li></ol> | <ol type=\"1\"><li>a</li></ol>",
                "<ul><li style='list-style-type:lower-alpha'>a</li></ul> | <ul><li>a</li></ul>",
                "<center>a</center> | <div class=\"align-center\">a</div>",
                "<div align=left style='color:red'>a</div> | <div class=\"align-left\">a</div>",
                "<div align=left style='text-align:right'>a</div> | <div class=\"align-right\">a</div>",
                "<span style='bold'>a</span> | a",
                "<span style='x:bold;font-weight:url(bold)'>a</span> | a",
                "<span style='font-family:\"font-weight:bold\"'>a</span> | a",
                "<span style='background:url(javascript:x)'>a</span> | a"
            })
    void stylesThatMeanSomethingBecomeElements(String styled, String html) {
        assertThat(BodyRenderer.html(styled).html()).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>a</p><p hidden>b</p><p>c</p> | <p>a</p><p>c</p>",
                "<p>a <span style='display:none'>b</span>c</p> | <p>a c</p>",
                "<p>a <span style='mso-hide:all;DISPLAY: None !important'>b</span>c</p> | <p>a c</p>",
                "<div style='mso-hide:all'><p>b</p></div>a | a",
                "<p style='display:block'>a</p> | <p>a</p>",
                "<p style='display:none;display:block'>a</p> | <p>a</p>",
                "<p hidden=until-found>a</p> | <p>a</p>",
                "<p aria-hidden=true>a</p> | <p>a</p>",
                "<img hidden src=/a.png alt=b>a | a",
                "<figure style='display:none'><img src=/a.png alt=b><figcaption>c</figcaption></figure>a | a",
                "<pre style='display:none'>b</pre>a | a",
                "<article hidden>b</article>a | a",
                "<button hidden>b</button>a | a",
                "<video style='display:none' src='https://a.test/v.mp4'>b</video>a | a",
                "<iframe hidden src='https://a.test/v'></iframe>a | a",
                "<h2 hidden>b</h2><h3>a</h3> | <h2 id=\"text-a\"><a class=\"heading-link\" href=\"#text-a\">a</a></h2>",
                "<p hidden id=x>b</p><p><a href='#x'>a</a></p> | <p><a href=\"#x\">a</a></p>",
                "<table><tr><td>a</td><td style='display:none'>b</td></tr></table>"
                        + " | <table><tbody><tr><td>a</td></tr></tbody></table>",
                "<p hidden>a<p>b</p> | <p>b</p>",
                "<span class=katex><span class=katex-mathml><math><mi>x</mi></math></span><span class=katex-html"
                        + " aria-hidden=true><span>x</span></span></span>a | <math><mi>x</mi></math>a",
                "<p>a<b aria-hidden=true>→</b></p> | <p>a<b>→</b></p>",
            })
    void whatIsHiddenWhereItWasCopiedIsNotShown(String pasted, String html) {
        assertThat(BodyRenderer.html(pasted).html()).isEqualTo(html);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p hidden>a</p>",
                "<p style='display:none'>a</p>",
                "<hr hidden>",
                "<img hidden src=/a.png>",
                "<div hidden><p>a</p></div>"
            })
    void whatIsHiddenAltogetherIsBlank(String pasted) {
        assertThat(BodyRenderer.html(pasted).showsSomething()).isFalse();
        assertThat(BodyRenderer.markdown(pasted).showsSomething()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
                "<math display=\"block\" dir=\"rtl\"><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>4</mn></math>",
                "<math><msubsup><mi>a</mi><mi>b</mi><mi>c</mi></msubsup><msub><mi>d</mi><mn>1</mn></msub></math>",
                "<math><msqrt><mi>x</mi></msqrt><mroot><mi>x</mi><mn>3</mn></mroot></math>",
                "<math><munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover><mover><mi>x</mi><mo>¯</mo></mover>"
                        + "<munder><mi>x</mi><mo>_</mo></munder></math>",
                "<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable></math>",
                "<math><mrow><mtext>if </mtext><ms>a</ms><mstyle><merror><mphantom><mpadded><mi>x</mi></mpadded>"
                        + "</mphantom></merror></mstyle></mrow></math>",
                "<p>a <math><mi>x</mi><mo>&lt;</mo><mi>y</mi></math> b</p>"
            })
    void formulasStay(String formula) {
        assertThat(BodyRenderer.html(formula).html()).isEqualTo(formula);
        assertThat(BodyRenderer.markdown("a " + formula).html()).contains(formula.replaceAll("</?p>", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<math><mmultiscripts><mi>a</mi><none/><mprescripts/><mn>2</mn></mmultiscripts><mspace width=3/></math>"
                        + " | <math><mmultiscripts><mi>a</mi><none></none><mprescripts></mprescripts><mn>2</mn>"
                        + "</mmultiscripts><mspace></mspace></math>",
                "<math><semantics><mi>x</mi><annotation encoding=a>\\frac12</annotation><annotation-xml><ci>x</ci>"
                        + "</annotation-xml></semantics></math>b | <math><semantics><mi>x</mi></semantics></math>b",
                "<math onclick=a href=b xlink:href=c style='font-weight:bold'><mi mathvariant=d href=e>x</mi></math>"
                        + " | <math><mi>x</mi></math>",
                "<math><a href='javascript:alert(1)'>x</a></math> | <math>x</math>",
                "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>"
                        + " | <math><mtext><table></table><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\"></mtext></math>",
                "<math><script>alert(1)</script><mi>x</mi></math> | <math><mi>x</mi></math>",
                "<svg><title>A chart</title><path d=a /><text>1990</text></svg> b | A chart 1990 b",
                "<svg><title>&lt;b>a</title></svg>b | &lt;b&gt;a b"
            })
    void ofFormulasAndDrawingsWhatIsSeenStays(String pasted, String html) {
        assertThat(BodyRenderer.html(pasted).html()).isEqualTo(html);
    }

    @Test
    void noTextIsLostInAFormulaThatIsLeftOpen() {
        assertThat(BodyRenderer.html("<math><annotation>a<p>b</p><p>c</p>").opening())
                .isEqualTo("a b c");
        assertThat(BodyRenderer.html("<math>" + "<mspace/>".repeat(200) + "<mi>x</mi></math>b")
                        .opening())
                .isEqualTo("xb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> | 1/2",
                "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><msqrt><mn>9</mn></msqrt></math> | x²=√9",
                "<math><mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr><mtd>3</mtd></mtr></mtable></math> | 1 2 3",
                "<math><mi>x</mi><annotation>y</annotation></math> | x"
            })
    void formulasAreReadInPlainText(String formula, String text) {
        assertThat(BodyRenderer.html(formula).opening()).isEqualTo(text);
    }
}
