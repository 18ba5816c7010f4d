package org.pressroom.gateway.site.feeds;

import java.util.Arrays;
import java.util.List;

/**
 * Where the feeds of a list are, for the head of its page, where programs look for them.
 *
 * @param title what it is a list of
 * @param formats one link for each
 */
public record FeedLinks(String title, List<Link> formats) {

    /** The feed in a format, of a media type. */
    public record Link(String title, String type, String url) {}

    /**
     * Those of a page.
     *
     * @param path its own, from the site's origin on
     * @param query with its question mark; empty for none
     */
    public static FeedLinks of(String title, String path, String query) {
        String folder = folder(path);
        return new FeedLinks(
                title,
                Arrays.stream(FeedFormat.values())
                        .map(format -> new Link(format.title(), format.type(), folder + format.file() + query))
                        .toList());
    }

    /** Where the feeds of a page are. */
    static String folder(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
