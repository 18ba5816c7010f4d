package org.pressroom.local.samples;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An article in a Markdown file, with what is not its text in lines of {@code name: value} above it, between two lines
 * of three dashes.
 */
record SampleArticle(String slug, String title, String summary, String category, List<String> tags, String body) {
    private static final String FENCE = "---\n";

    /** Reads a file's text; the slug is the file's name. */
    static SampleArticle parse(String slug, String text) {
        int end = text.indexOf("\n" + FENCE, FENCE.length());
        if (!text.startsWith(FENCE) || end < 0) {
            throw new IllegalArgumentException(slug + " has no lines of three dashes around its front matter");
        }
        Map<String, String> front = new HashMap<>();
        for (String line : text.substring(FENCE.length(), end).lines().toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(slug + " has a line without a colon in its front matter: " + line);
            }
            front.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
        }
        return new SampleArticle(
                slug,
                required(slug, front, "title"),
                required(slug, front, "summary"),
                required(slug, front, "category"),
                Arrays.stream(required(slug, front, "tags").split(",", -1))
                        .map(String::trim)
                        .toList(),
                text.substring(end + 1 + FENCE.length()).strip() + "\n");
    }

    private static String required(String slug, Map<String, String> front, String name) {
        String value = front.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(slug + " has no " + name);
        }
        return value;
    }
}
