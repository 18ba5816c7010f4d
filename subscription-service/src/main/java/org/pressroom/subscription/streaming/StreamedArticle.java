package org.pressroom.subscription.streaming;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A new article as the stream tells of it.
 *
 * @param arrival its place in the stream
 */
record StreamedArticle(
        @JsonIgnore long arrival,
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Term author,
        @Nullable Term category,
        List<Term> tags,
        @Nullable String cover,
        Instant publishedAt) {

    /** A name, and the slug of its page. */
    record Term(String slug, String name) {}

    static StreamedArticle of(Readable row) {
        String categorySlug = row.get("category_slug", String.class);
        String categoryName = row.get("category_name", String.class);
        String[] slugs = get(row, "tag_slugs", String[].class);
        String[] names = get(row, "tag_names", String[].class);
        return new StreamedArticle(
                get(row, "arrival", Long.class),
                get(row, "id", UUID.class),
                get(row, "slug", String.class),
                get(row, "title", String.class),
                row.get("summary", String.class),
                new Term(get(row, "author_slug", String.class), get(row, "author_name", String.class)),
                categorySlug == null || categoryName == null ? null : new Term(categorySlug, categoryName),
                IntStream.range(0, slugs.length)
                        .mapToObj(i -> new Term(slugs[i], names[i]))
                        .toList(),
                row.get("cover", String.class),
                get(row, "published_at", Instant.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
