package org.pressroom.article.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.contract.EmbedService;

class EmbedsTest {

    private static final String FILM = "https://youtu.be/dQw4w9WgXcQ";

    private static Document markdown(String body) {
        return Jsoup.parseBodyFragment(BodyRenderer.markdown(body).html());
    }

    private static Document html(String body) {
        return Jsoup.parseBodyFragment(BodyRenderer.html(body).html());
    }

    /** Whether typed alone in a line, as HTML, or as the frame that the service gives out. */
    @ParameterizedTest
    @CsvFileSource(resources = "/embeds.csv", delimiter = ' ')
    void anAddressAloneIsAPlaceholder(String service, String id, String address) {
        String title = EmbedService.of(service).orElseThrow().title();
        for (Document body : new Document[] {
            markdown("Look:\n\n" + address + "\n\nWell?"),
            html("<p>Look:</p><p> " + address.replace("&", "&amp;") + " </p>"),
            html("<p>Look:</p><p><iframe src=\"" + address.replace("&", "&amp;")
                    + "\" title=\"My film\"></iframe></p>"),
            html("Look:<iframe src=\"" + address.replace("&", "&amp;") + "\"></iframe>")
        }) {
            Element figure = body.expectFirst("figure.embed");
            assertThat(figure.attr("data-embed")).isEqualTo(service);
            assertThat(figure.attr("data-id")).isEqualTo(id);
            assertThat(figure.expectFirst(".embed-service").text()).isEqualTo(title);
            assertThat(figure.expectFirst("p > a").attr("href")).startsWith("http");
            assertThat(body.select("iframe, script, img")).isEmpty();
            assertThat(body.body().text()).startsWith("Look:");
        }
    }

    @Test
    void everyServiceIsKnownByItsAddresses() throws Exception {
        Set<String> tried = new TreeSet<>();
        try (InputStream lines = Objects.requireNonNull(EmbedsTest.class.getResourceAsStream("/embeds.csv"))) {
            new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> tried.add(line.substring(0, line.indexOf(' '))));
        }
        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EmbedService.values())
                        .map(EmbedService::key)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "See " + FILM,
                FILM + " says it",
                "- " + FILM,
                "# " + FILM,
                "[A film](" + FILM + ")",
                "https://youtu.be/short",
                "https://youtu.be.evil.example/dQw4w9WgXcQ",
                "https://evil.example/youtu.be/dQw4w9WgXcQ",
                "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
                "https://youtu.be@evil.example/dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQextra",
                "https://www.instagram.com/somebody/",
                "https://soundcloud.com/discover/sets",
                "https://x.com/somebody",
                "https://mastodon.example/@a/1",
                "https://vimeo.com/about",
                "`" + FILM + "`"
            })
    void whatIsNotAloneOrNoneStaysALink(String body) {
        assertThat(markdown(body).select(".embed, [data-embed]")).isEmpty();
    }

    @Test
    void theLinkSaysWhatTheFrameWasCalled() {
        Element figure =
                html("<figure><iframe src='//www.youtube.com/embed/dQw4w9WgXcQ?start=9' title='A &lt;b&gt; film'>"
                                + "</iframe><figcaption>Seen</figcaption></figure>")
                        .expectFirst("figure.embed");
        assertThat(figure.expectFirst("a").outerHtml())
                .isEqualTo("<a href=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\">A &lt;b&gt; film</a>");
        assertThat(figure.attr("data-id")).isEqualTo("dQw4w9WgXcQ/9");
        assertThat(figure.expectFirst("figcaption").text()).isEqualTo("Seen");
    }

    @Test
    void nobodyElseMakesAPlaceholder() {
        assertThat(BodyRenderer.html(
                                "<figure class=\"embed\" data-embed=\"youtube\" data-id=\"dQw4w9WgXcQ\"><p>a</p></figure>")
                        .html())
                .isEqualTo("<figure><p>a</p></figure>");
        assertThat(html("<iframe src='https://evil.example/embed/dQw4w9WgXcQ'></iframe>")
                        .select(".embed"))
                .isEmpty();
    }

    @Test
    @Timeout(30)
    void ofThousandsTheFirstArePlaceholders() {
        assertThat(markdown((FILM + "\n\n").repeat(5_000)).select(".embed")).hasSize(100);
        assertThat(markdown((FILM + "\n").repeat(5_000)).select(".embed")).isEmpty();
    }

    @Test
    void theFirstWordsAreTheAddress() {
        assertThat(BodyRenderer.markdown(FILM).opening()).isEqualTo(FILM);
    }
}
