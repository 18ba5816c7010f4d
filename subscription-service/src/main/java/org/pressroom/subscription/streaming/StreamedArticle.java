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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A new article as the stream tells of it.
 *
 * @param position its position in the stream
 * @param author the first of its authors
 * @param authors in the order of the byline
 */
record StreamedArticle(
        @JsonIgnore long position,
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Term author,
        List<Term> authors,
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
        Term author = new Term(text(row, "author_slug"), text(row, "author_name"));
        return new StreamedArticle(
                number(row, "stream_position"),
                uuid(row, "id"),
                text(row, "slug"),
                text(row, "title"),
                textOrNull(row, "summary"),
                author,
                Stream.concat(Stream.of(author), terms(row, "coauthor_slugs", "coauthor_names").stream())
                        .toList(),
                categorySlug == null || categoryName == null ? null : new Term(categorySlug, categoryName),
                terms(row, "tag_slugs", "tag_names"),
                cover == null ? null : new Picture(cover, textOrNull(row, "cover_alt")),
                instant(row, "published_at"));
    }

    private static List<Term> terms(Readable row, String slugColumn, String nameColumn) {
        List<String> slugs = texts(row, slugColumn);
        List<String> names = texts(row, nameColumn);
        return IntStream.range(0, slugs.size())
                .mapToObj(i -> new Term(slugs.get(i), names.get(i)))
                .toList();
    }
}
