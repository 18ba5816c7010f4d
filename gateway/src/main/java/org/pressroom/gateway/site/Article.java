package org.pressroom.gateway.site;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An article as the templates show it.
 *
 * @param writing of its words, as nobody says which language they are in
 */
record Article(
        UUID id,
        String slug,
        String url,
        String title,
        @Nullable String summary,
        Link author,
        @Nullable Link category,
        List<Link> tags,
        @Nullable Moment published,
        @Nullable Moment updated,
        int readingMinutes,
        long commentCount,
        @Nullable String cover,
        Plate plate,
        @Nullable String bodyHtml,
        Writing writing) {

    /** A change within a day of publishing is not worth a line under the article. */
    private static final Duration SETTLING = Duration.ofDays(1);

    static Article of(ArticleJson json, Moment.Style style) {
        ArticleJson.Named category = json.category();
        List<ArticleJson.Named> tags = json.tags();
        return new Article(
                json.id(),
                json.slug(),
                "/articles/" + json.slug(),
                json.title(),
                blankAsNull(json.summary()),
                Link.author(json.author()),
                category == null ? null : Link.category(category),
                tags == null ? List.of() : tags.stream().map(Link::tag).toList(),
                json.publishedAt() == null ? null : style.day(json.publishedAt()),
                revision(json.publishedAt(), json.updatedAt(), style),
                Math.max(1, json.readingMinutes()),
                json.commentCount(),
                json.cover(),
                Plate.of(json.slug()),
                json.bodyHtml() == null ? null : Scrolling.focusable(json.bodyHtml()),
                Writing.of(json.title(), json.summary(), json.bodyHtml()));
    }

    private static @Nullable Moment revision(
            @Nullable Instant published, @Nullable Instant updated, Moment.Style style) {
        if (updated == null || (published != null && updated.isBefore(published.plus(SETTLING)))) {
            return null;
        }
        return style.day(updated);
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
