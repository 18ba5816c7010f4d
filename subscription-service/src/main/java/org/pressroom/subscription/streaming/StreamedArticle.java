package org.pressroom.subscription.streaming;

import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.text;
import static org.pressroom.common.database.Columns.textOrNull;
import static org.pressroom.common.database.Columns.texts;
import static org.pressroom.common.database.Columns.uuid;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A new article as the stream tells of it.
 *
 * @param position its position in the stream
 */
record StreamedArticle(
        @JsonIgnore long position,
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Term author,
        @Nullable Term category,
        List<Term> tags,
        @Nullable Picture cover,
        Instant publishedAt) {

    /**
     * What it is shown with.
     *
     * @param alt what is to be said to those who do not see it; null where it only adorns
     */
    record Picture(String url, @Nullable String alt) {}

    /** A name, and the slug of its page. */
    record Term(String slug, String name) {}

    static StreamedArticle of(Readable row) {
        String categorySlug = textOrNull(row, "category_slug");
        String categoryName = textOrNull(row, "category_name");
        String cover = textOrNull(row, "cover");
        List<String> slugs = texts(row, "tag_slugs");
        List<String> names = texts(row, "tag_names");
        return new StreamedArticle(
                number(row, "stream_position"),
                uuid(row, "id"),
                text(row, "slug"),
                text(row, "title"),
                textOrNull(row, "summary"),
                new Term(text(row, "author_slug"), text(row, "author_name")),
                categorySlug == null || categoryName == null ? null : new Term(categorySlug, categoryName),
                IntStream.range(0, slugs.size())
                        .mapToObj(i -> new Term(slugs.get(i), names.get(i)))
                        .toList(),
                cover == null ? null : new Picture(cover, textOrNull(row, "cover_alt")),
                instant(row, "published_at"));
    }
}
