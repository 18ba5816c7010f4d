package org.pressroom.gateway.site.feeds;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** The formats that a feed comes in. */
public enum FeedFormat {
    /** RFC 4287. */
    ATOM("atom", "Atom", "atom+xml"),
    /** RSS 2.0, with the elements of others that readers know. */
    RSS("rss", "RSS", "rss+xml"),
    /** JSON Feed 1.1. */
    JSON("json", "JSON Feed", "feed+json");

    private final String extension;
    private final String title;
    private final String subtype;

    FeedFormat(String extension, String title, String subtype) {
        this.extension = extension;
        this.title = title;
        this.subtype = subtype;
    }

    /** The last part of its address, beneath what it is the feed of. */
    public String file() {
        return "feed." + extension;
    }

    /** What it calls itself. */
    public String title() {
        return title;
    }

    /** As links name it. */
    public String type() {
        return "application/" + subtype;
    }

    MediaType mediaType() {
        return new MediaType("application", subtype, StandardCharsets.UTF_8);
    }
}
