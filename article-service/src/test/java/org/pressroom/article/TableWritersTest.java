package org.pressroom.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.TableWriters;

class TableWritersTest {

    @Test
    void eachTableIsWrittenByOnePackage() {
        assertThat(TableWriters.of("org.pressroom.article"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("article", Set.of("publishing")),
                        Map.entry("article_coauthor", Set.of("publishing")),
                        Map.entry("article_tag", Set.of("publishing")),
                        Map.entry("author", Set.of("authors")),
                        Map.entry("category", Set.of("taxonomy")),
                        Map.entry("draft", Set.of("writing")),
                        Map.entry("editing", Set.of("writing")),
                        Map.entry("figure", Set.of("counters")),
                        Map.entry("first_pages", Set.of("opening")),
                        Map.entry("most_read", Set.of("statistics")),
                        Map.entry("note", Set.of("reviewing")),
                        Map.entry("preview_link", Set.of("sharing")),
                        Map.entry("media", Set.of("media")),
                        Map.entry("redirect", Set.of("redirects")),
                        Map.entry("pin", Set.of("publishing")),
                        Map.entry("revision", Set.of("writing")),
                        Map.entry("schedule", Set.of("publishing")),
                        Map.entry("sitemap_part", Set.of("sitemap")),
                        Map.entry("site_view_hour", Set.of("statistics")),
                        Map.entry("site_view_language", Set.of("statistics")),
                        Map.entry("site_view_source", Set.of("statistics")),
                        Map.entry("view_day", Set.of("statistics")),
                        Map.entry("view_hour", Set.of("statistics")),
                        Map.entry("view_language", Set.of("statistics")),
                        Map.entry("view_source", Set.of("statistics")),
                        Map.entry("search_document", Set.of("searching")),
                        Map.entry("search_due", Set.of("searching")),
                        Map.entry("search_miss", Set.of("searching")),
                        Map.entry("search_word", Set.of("searching")),
                        Map.entry("slug", Set.of("slugs")),
                        Map.entry("submission", Set.of("reviewing")),
                        // category and tag, and what they were called, by name
                        Map.entry("kind.table()", Set.of("taxonomy")),
                        Map.entry("table", Set.of("taxonomy"))));
    }
}
