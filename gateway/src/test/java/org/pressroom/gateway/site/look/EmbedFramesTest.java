package org.pressroom.gateway.site.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbedFramesTest {

    private static String placeholder(String service, String id) {
        return "<figure class=\"embed\" data-embed=\"" + service + "\" data-id=\"" + id + "\"><p>a</p></figure>";
    }

    @Test
    void eachServiceOfAPageHasItsOrigin() {
        assertThat(EmbedFrames.origins("<p>a</p>" + placeholder("vimeo", "76979871")
                        + placeholder("youtube", "dQw4w9WgXcQ/9") + placeholder("youtube", "dQw4w9WgXcQ")
                        + placeholder("mastodon", "press.example.org/@ada/114831294038409482")))
                .containsExactly(
                        "https://player.vimeo.com", "https://press.example.org", "https://www.youtube-nocookie.com");
    }

    @Test
    void whatIsNoPlaceholderHasNone() {
        assertThat(EmbedFrames.origins("<p>a</p>")).isEmpty();
        assertThat(EmbedFrames.origins(placeholder("elsewhere", "76979871"))).isEmpty();
        assertThat(EmbedFrames.origins(placeholder("mastodon", "evil.example; script-src *")))
                .isEmpty();
        assertThat(EmbedFrames.origins("<img alt='" + placeholder("vimeo", "../..") + "'>"))
                .isEmpty();
    }
}
