package org.pressroom.article.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks through all elements of HTML, those that are gone from it included. */
class ElementsTest {

    /** Browsers set what stands in them apart from what stands beside them. */
    private static final String APART = """
            address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption figure
            footer form h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol optgroup option p pre search
            section select summary table tbody td textarea tfoot th thead tr ul xmp
            audio canvas marquee object video applet
            """;

    private static final String APART_AND_EMPTY = "br hr";

    private static final String IN_LINE = """
            a abbr acronym b bdi bdo big blink cite code data datalist del dfn em font i ins kbd label map math mark meter
            nobr output picture progress q rb rt rtc rp ruby s samp selectedcontent slot small span strike strong sub sup svg
            time tt u var
            area base basefont bgsound embed frame img input link meta param source track wbr
            html head body frameset
            """;

    /** Shown by no browser, or only where it runs no scripts. */
    private static final String UNSEEN = "script style title template iframe noembed noframes noscript";

    private static Stream<String> names(String names) {
        return Stream.of(names.strip().split("\\s+"));
    }

    private static String twice(String element) {
        return "<%1$s>A</%1$s><%1$s>B</%1$s>".formatted(element);
    }

    static Stream<Arguments> all() {
        return Stream.of(
                        names(APART).map(element -> Arguments.of(twice(element), "A B")),
                        names(APART_AND_EMPTY).map(element -> Arguments.of("A<" + element + ">B", "A B")),
                        names(IN_LINE).map(element -> Arguments.of(twice(element), "AB")))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("all")
    void textsAreJoinedWhereBrowsersShowThemJoinedAndNowhereElse(String html, String text) {
        assertThat(typed(html)).isEqualTo(text);
        assertThat(typed("<div>" + html + "</div>")).isEqualTo(text);
        assertThat(BodyRenderer.html(html).showsSomething()).isTrue();
    }

    /** In a paragraph too, where browsers end the paragraph before a block. */
    @ParameterizedTest
    @MethodSource("all")
    void textsAreJoinedInAParagraphAsOutsideOfIt(String html, String text) {
        assertThat(typed("<p>" + html + "</p>")).isEqualTo(text);
    }

    /** Without the numbers and the quotation marks that browsers write. */
    private static String typed(String html) {
        return BodyRenderer.html(html).opening().replaceAll("[0-9]+\\. |[“”]", "");
    }

    static Stream<String> unseen() {
        return names(UNSEEN);
    }

    @ParameterizedTest
    @MethodSource("unseen")
    void whatIsNotSeenJoinsNothing(String element) {
        assertThat(BodyRenderer.html("<p>A</p><" + element + ">x</" + element + "><p>B</p>")
                        .opening())
                .isIn("A B", "A x B");
    }

    static Stream<String> swallowing() {
        return names(APART + APART_AND_EMPTY + " " + IN_LINE);
    }

    @ParameterizedTest
    @MethodSource("swallowing")
    void noTextIsLostBehindAnElementThatIsLeftOpen(String element) {
        assertThat(typed("A <" + element + ">B C").replaceAll("\\W+", " ")).isEqualTo("A B C");
    }

    /** What only a browser could play or frame becomes a link to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "<video src='https://a.test/v.mp4'>A</video> | https://a.test/v.mp4 | https://a.test/v.mp4 A",
                "<video><source src='https://a.test/v.mp4'><source src='https://a.test/v.webm'>A</video>"
                        + " | https://a.test/v.mp4 | https://a.test/v.mp4 A",
                "<audio src='/api/media/1/a.mp3' title='My song'></audio> | /api/media/1/a.mp3 | My song",
                "<p>A <video src='https://a.test/v.mp4'>B</video> C</p> | https://a.test/v.mp4 | A https://a.test/v.mp4 B C",
                "<iframe src='//video.test/embed/x'>A</iframe> | https://video.test/embed/x | https://video.test/embed/x",
                "<p>A<iframe src='https://video.test/x' title='Film'></iframe>B</p> | https://video.test/x | A Film B",
                "A<embed src='https://a.test/x'>B | https://a.test/x | A https://a.test/x B",
                "<object data='https://a.test/x.pdf'>A<embed src='https://a.test/x.pdf'></object> | https://a.test/x.pdf"
                        + " | https://a.test/x.pdf A",
                "<iframe src='javascript:alert(1)'></iframe>A | - | A",
                "<video src='data:video/mp4;base64,AAAA'>A</video> | - | A",
                "<embed src='x.swf'>A | - | A",
                "<iframe src='https://user@a.test/'></iframe>A | - | A",
                "<picture><source srcset='/a.webp'><img src='/a.png'></picture>A | - | A",
                "<div data-source='https://a.test'>A</div> | - | A",
                "<span data-source='https://a.test'>A</span> | - | A"
            })
    void whatCannotBeShownHereIsLinkedTo(String html, String address, String text) {
        RenderedBody setting = BodyRenderer.html(html);
        assertThat(setting.opening()).isEqualTo(text);
        assertThat(setting.html()).doesNotContain("data-source", "<video", "<iframe", "<embed", "<object", "<picture");
        if (address == null) {
            assertThat(setting.html()).doesNotContain("<a ");
        } else {
            assertThat(setting.html()).containsOnlyOnce("<a href=\"" + address + "\">");
        }
        assertThat(BodyRenderer.markdown(html).opening()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"2", "40"})
    void eachOfManyIsLinkedTo(int number) {
        String html = BodyRenderer.html(
                        "<embed src='https://a.test/x'> <iframe src='https://b.test'></iframe>".repeat(number))
                .html();
        assertThat(html.split("<a ")).hasSize(2 * number + 1);
    }
}
