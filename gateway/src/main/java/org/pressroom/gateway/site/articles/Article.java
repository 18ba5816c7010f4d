package org.pressroom.gateway.site.articles;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.site.look.DisplayTime;
import org.pressroom.gateway.site.look.GeneratedCover;
import org.pressroom.gateway.site.look.Scrolling;
import org.pressroom.gateway.site.look.Writing;

/**
 * An article as the templates show it.
 *
 * @param writing of its words, as nobody says which language they are in
 */
public record Article(
        UUID id,
        String slug,
        String url,
        String title,
        @Nullable String summary,
        Link author,
        @Nullable Link category,
        List<Link> tags,
        DisplayTime published,
        @Nullable DisplayTime updated,
        int readingMinutes,
        long commentCount,
        @Nullable String cover,
        GeneratedCover plate,
        @Nullable String bodyHtml,
        Writing writing) {

    /** A change within a day of publishing is not worth a line under the article. */
    private static final Duration SETTLING = Duration.ofDays(1);

    /** As lists show it. */
    public static Article of(ArticleSummary json, DisplayTime.Style style) {
        return of(json, null, style);
    }

    /** As its page shows it. */
    public static Article of(ArticleView json, DisplayTime.Style style) {
        return of(json.listed(), json.bodyHtml(), style);
    }

    private static Article of(ArticleSummary json, @Nullable String bodyHtml, DisplayTime.Style style) {
        Named category = json.category();
        return new Article(
                json.id(),
                json.slug(),
                "/articles/" + json.slug(),
                json.title(),
                blankAsNull(json.summary()),
                Link.author(json.author()),
                category == null ? null : Link.category(category),
                json.tags().stream().map(Link::tag).toList(),
                style.day(json.publishedAt()),
                revision(json.publishedAt(), json.updatedAt(), style),
                Math.max(1, json.readingMinutes()),
                json.commentCount(),
                json.cover(),
                GeneratedCover.of(json.slug()),
                bodyHtml == null ? null : Scrolling.focusable(bodyHtml),
                Writing.of(json.title(), json.summary(), bodyHtml));
    }

    private static @Nullable DisplayTime revision(Instant published, Instant updated, DisplayTime.Style style) {
        return updated.isBefore(published.plus(SETTLING)) ? null : style.day(updated);
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
