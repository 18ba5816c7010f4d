package org.pressroom.article.rendering;

import java.nio.charset.StandardCharsets;

/**
 * How much may still be added to a body for its readers' comfort: links of headings, colours of code. A body is never
 * refused for that; where the room ends it goes without.
 */
final class Room {

    private long left;

    Room(long bytes) {
        left = bytes;
    }

    /** Takes room for that much, as {@link #bytes} counts it; where there is none, takes nothing and says so. */
    boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** What HTML takes as a JSON string in UTF-8, where quotes, backslashes and line breaks take two bytes. */
    static long bytes(String html) {
        return html.getBytes(StandardCharsets.UTF_8).length
                + html.chars()
                        .filter(character -> character == '"' || character == '\\' || character < ' ')
                        .count();
    }
}
