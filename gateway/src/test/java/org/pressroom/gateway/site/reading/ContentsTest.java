package org.pressroom.gateway.site.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.site.reading.Contents.Entry;

class ContentsTest {

    private static String heading(int rank, String id, String html) {
        return "<h%1$d id=\"text-%2$s\"><a class=\"heading-link\" href=\"#text-%2$s\">%3$s</a></h%1$d><p>Words.</p>"
                .formatted(rank, id, html);
    }

    private static List<Entry> of(String html) {
        return Contents.of(html, 5).map(Contents::entries).orElse(List.of());
    }

    @Test
    void headingsOfTwoRanksLeadToThemselves() {
        String html = "<p>First.</p>" + heading(2, "a", "One") + heading(3, "b", "Two") + heading(3, "c", "Three")
                + heading(4, "d", "Not this") + heading(2, "e", "Four");
        assertThat(of(html))
                .containsExactly(
                        new Entry(
                                "text-a",
                                "One",
                                List.of(
                                        new Entry("text-b", "Two", List.of()),
                                        new Entry("text-c", "Three", List.of()))),
                        new Entry("text-e", "Four", List.of()));
    }

    @Test
    void whereTheFirstRankIsLeftOutTheSecondStandsAlone() {
        String html =
                heading(3, "a", "One") + heading(3, "b", "Two") + heading(2, "c", "Three") + heading(3, "d", "Four");
        assertThat(of(html)).extracting(Entry::id).containsExactly("text-a", "text-b", "text-c");
        assertThat(of(html).get(2).beneath()).extracting(Entry::id).containsExactly("text-d");
    }

    @Test
    void wordsStayEscapedAndTagsAreLeftOut() {
        String html = heading(2, "a", "If a &lt; b &amp; <code class=\"x\">c</code>")
                + heading(2, "b", "<img src=\"/x.png\" alt=\"a picture\">")
                + heading(2, "c", "&lt;script&gt;alert(1)&lt;/script&gt;")
                + heading(2, "d", "Last");
        assertThat(of(html))
                .extracting(Entry::html)
                .containsExactly("If a &lt; b &amp; c", "&lt;script&gt;alert(1)&lt;/script&gt;", "Last");
    }

    @Test
    void whatIsShortHasNone() {
        String three = heading(2, "a", "One") + heading(2, "b", "Two") + heading(2, "c", "Three");
        assertThat(Contents.of(three, 3)).isPresent();
        assertThat(Contents.of(three, 2)).isEqualTo(Optional.empty());
        assertThat(of(heading(2, "a", "One") + heading(2, "b", "Two"))).isEmpty();
        assertThat(of("<h2>One</h2><h2>Two</h2><h2>Three</h2><header id=\"x\">"))
                .isEmpty();
        assertThat(of("<h2 id=\"".repeat(5_000))).isEmpty();
    }
}
