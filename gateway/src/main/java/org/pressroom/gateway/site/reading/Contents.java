package org.pressroom.gateway.site.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of an article: its headings of the first two ranks, which lead to themselves.
 *
 * @param entries those of the first rank
 */
public record Contents(List<Entry> entries) {

    /** Fewer are seen at a glance. */
    private static final int FEWEST = 3;

    private static final char FIRST_RANK = '2';
    private static final char SECOND_RANK = '3';
    private static final String ID = " id=\"";

    /** A reader of less than this scrolls rather than chooses. */
    private static final int SHORTEST_MINUTES = 3;

    /**
     * A heading.
     *
     * @param html its words, escaped, without tags
     * @param beneath those of the second rank that follow it
     */
    public record Entry(String id, String html, List<Entry> beneath) {}

    /**
     * Of a body; empty for one that is short, or has too few headings.
     *
     * @param bodyHtml well-formed, as a service cleaned it: a value of an attribute has no {@code >} in it
     */
    static Optional<Contents> of(String bodyHtml, int readingMinutes) {
        if (readingMinutes < SHORTEST_MINUTES) {
            return Optional.empty();
        }
        List<Entry> top = new ArrayList<>();
        int found = 0;
        boolean within = false;
        int place = 0;
        while (true) {
            Heading heading = Heading.from(bodyHtml, place);
            if (heading == null) {
                break;
            }
            place = heading.end();
            String id = heading.id();
            String words = withoutTags(heading.html()).strip();
            if (id != null && !words.isEmpty()) {
                Entry entry = new Entry(id, words, new ArrayList<>());
                boolean first = heading.rank() == FIRST_RANK;
                within |= first;
                (first || !within ? top : top.get(top.size() - 1).beneath()).add(entry);
                found++;
            }
        }
        return found < FEWEST ? Optional.empty() : Optional.of(new Contents(top));
    }

    /**
     * A heading of the first two ranks, as it stands in a body.
     *
     * @param id null where it has none
     * @param html what it holds
     * @param end behind it
     */
    private record Heading(char rank, @Nullable String id, String html, int end) {

        /** The first from a place on; null for none. Each part of the body is looked at once. */
        static @Nullable Heading from(String html, int start) {
            int open = html.indexOf("<h", start);
            while (open >= 0 && !isHeading(html, open)) {
                open = html.indexOf("<h", open + 2);
            }
            int endOfTag = open < 0 ? -1 : html.indexOf('>', open);
            int close = endOfTag < 0 ? -1 : html.indexOf("</h" + html.charAt(open + 2) + ">", endOfTag);
            return close < 0
                    ? null
                    : new Heading(
                            html.charAt(open + 2),
                            id(html.substring(open, endOfTag)),
                            html.substring(endOfTag + 1, close),
                            close);
        }

        private static boolean isHeading(String html, int open) {
            if (open + 3 >= html.length()) {
                return false;
            }
            char rank = html.charAt(open + 2);
            char next = html.charAt(open + 3);
            return (rank == FIRST_RANK || rank == SECOND_RANK) && (next == ' ' || next == '>');
        }

        private static @Nullable String id(String tag) {
            int start = tag.indexOf(ID);
            int end = start < 0 ? -1 : tag.indexOf('"', start + ID.length());
            return end < 0 ? null : tag.substring(start + ID.length(), end);
        }
    }

    private static String withoutTags(String html) {
        StringBuilder words = new StringBuilder(html.length());
        int done = 0;
        for (int open = html.indexOf('<'); open >= 0; open = html.indexOf('<', done)) {
            words.append(html, done, open);
            int end = html.indexOf('>', open);
            if (end < 0) {
                return words.toString();
            }
            done = end + 1;
        }
        return words.append(html, done, html.length()).toString();
    }
}
