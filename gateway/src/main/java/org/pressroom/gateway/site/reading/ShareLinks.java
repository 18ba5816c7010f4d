package org.pressroom.gateway.site.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pressroom.common.text.Isolates;
import org.springframework.web.util.UriUtils;

/**
 * Where a reader can tell others of an article: addresses of pages that are asked for nothing before somebody follows them.
 *
 * @param url the article's
 * @param mail writes a letter with it
 * @param networks each by its own name
 */
public record ShareLinks(String url, String mail, List<Network> networks) {

    /** A network, and the page on which its users tell of something. */
    public record Network(String name, String url) {}

    static ShareLinks of(String title, String url) {
        String words = Isolates.removed(title);
        String both = encoded(words + " " + url);
        return new ShareLinks(
                url,
                "mailto:?subject=" + encoded(words) + "&body=" + encoded(url),
                List.of(
                        new Network("Mastodon", "https://share.joinmastodon.org/#text=" + both),
                        new Network("Bluesky", "https://bsky.app/intent/compose?text=" + both),
                        new Network("X", "https://x.com/intent/post?text=" + encoded(words) + "&url=" + encoded(url)),
                        new Network(
                                "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url=" + encoded(url))));
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
