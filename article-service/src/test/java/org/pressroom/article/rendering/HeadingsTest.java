package org.pressroom.article.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadingsTest {

    private static Document markdown(String body) {
        return Jsoup.parseBodyFragment(BodyRenderer.markdown(body).html());
    }

    private static Document html(String body) {
        return Jsoup.parseBodyFragment(BodyRenderer.html(body).html());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is new? | what-is-new",
                "Don't *panic*, `now`! | dont-panic-now",
                "Ärger im Büro | ärger-im-büro",
                "E\u0301te\u0301 2026 | été-2026",
                "Что нового | что-нового",
                "東京の新聞 | 東京の新聞",
                "ما الجديد؟ | ما-الجديد",
                "हिन्दी में समाचार | हिन्दी-में-समाचार",
                "ภาษาไทย | ภาษาไทย",
                "😀 | section",
                "-- a -- | a",
                "<script> & \"b\" | script-b",
                "A note[^1] | a-note"
            })
    void anIdIsMadeOfTheWordsInAnyScript(String words, String id) {
        Element heading = markdown("## " + words + "\n\n[^1]: b").expectFirst("h2");
        assertThat(heading.id()).isEqualTo("text-" + id);
    }

    @Test
    void aHeadingLeadsToItself() {
        Document body = markdown("# One *word*");
        Element link = body.expectFirst("h2 > a.heading-link");
        assertThat(link.html()).isEqualTo("One <em>word</em>");
        assertThat(body.getElementById(link.attr("href").substring(1))).isEqualTo(body.expectFirst("h2"));
    }

    @Test
    void noIdStandsTwice() {
        Document body = markdown(
                "# a\n\n# a\n\n# A!\n\n# a 2\n\n# a-2\n\n<p id=\"b\">c</p>\n\n# b\n\nd[^1]\n\n# fn 1" + "\n\n[^1]: e");
        List<String> ids = body.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates().contains("text-a", "text-a-2", "text-a-3", "text-b", "text-b-2");
        assertThat(ids).allSatisfy(id -> assertThat(id).startsWith("text-"));
    }

    @Test
    void theWritersOwnIdStays() {
        Document body = html("<h2 id=\"here\">There</h2><p><a href=\"#here\">a</a></p>");
        assertThat(body.expectFirst("h2").id()).isEqualTo("text-here");
        assertThat(body.select("a").eachAttr("href")).containsExactly("#text-here", "#text-here");
    }

    @Test
    void theTextMayLeadToAHeadingByItsWords() {
        Document body =
                markdown("See [below](#what-is-new), [après](#%C3%A9t%C3%A9), [none](#none)\n\n# What is new\n\n# Été");
        assertThat(body.select("p a").eachAttr("href")).containsExactly("#text-what-is-new", "#text-été", "#none");
    }

    @ParameterizedTest
    @CsvSource({
        "<h2>a <a href='/b'>c</a></h2>",
        "<h2><label>a <input type=checkbox></label></h2>",
        "<a href='/b'><h2>c</h2></a>",
        "<details><summary><h2>a</h2></summary>b</details>",
        "<h2><img src='/a.png'></h2>"
    })
    void aLinkIsNeverWithinAnother(String typed) {
        Document body = html(typed);
        assertThat(body.select("h2").eachAttr("id")).hasSize(1);
        assertThat(body.select(".heading-link")).isEmpty();
    }

    /** A body that was allowed without links is with them: where there is no room for more, headings have none. */
    @Test
    void headingsThatAreTooManyGoWithoutLinks() {
        String html = BodyRenderer.markdown("# a\n".repeat(50_000)).html();
        assertThat(html).contains("heading-link").contains("<h2>a</h2>");
        assertThat(Room.bytes(html)).isLessThanOrEqualTo(BodyRenderer.MAX_HTML_BYTES);
    }

    @Test
    void aLongHeadingHasAShortId() {
        Map<String, String> ids =
                markdown("# " + "word ".repeat(1_000) + "\n\n# " + "字".repeat(1_000)).select("h2").stream()
                        .collect(Collectors.toMap(heading -> heading.text().substring(0, 1), Element::id));
        assertThat(ids.values()).allSatisfy(id -> assertThat(id).hasSizeLessThanOrEqualTo(65));
    }

    @Test
    void theFirstWordsKnowNothingOfLinks() {
        assertThat(BodyRenderer.markdown("# One\n\ntwo").opening()).isEqualTo("One two");
    }
}
