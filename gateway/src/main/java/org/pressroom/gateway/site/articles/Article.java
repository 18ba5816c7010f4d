package org.pressroom.gateway.site.articles;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.site.look.DisplayTime;
import org.pressroom.gateway.site.look.GeneratedCover;
import org.pressroom.gateway.site.look.Scrolling;
import org.pressroom.gateway.site.look.Writing;

/**
 * An article as the templates show it.
 *
 * @param cover address of its picture; null for none
 * @param coverAlt what is said of that to those who do not see it; null where it only adorns
 * @param needsPassword whether its text is read with a password
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
        @Nullable String coverAlt,
        GeneratedCover plate,
        @Nullable String bodyHtml,
        boolean needsPassword,
        Writing writing) {

    /** A change within a day of publishing is not worth a line under the article. */
    private static final Duration SETTLING = Duration.ofDays(1);

    private static final Pattern OF_THE_LIBRARY = Pattern.compile("/api/media/[0-9a-f-]{36}/[a-z0-9.-]+");

    /** The widths in which the library has smaller pictures that suit a cover. */
    private static final List<Integer> COVER_WIDTHS = List.of(480, 960, 1280, 1920);

    /** The cover in several widths, as {@code srcset} has them; null where it is no picture of the library. */
    public @Nullable String coverSources() {
        String address = cover;
        return address == null || !OF_THE_LIBRARY.matcher(address).matches()
                ? null
                : COVER_WIDTHS.stream()
                        .map(width -> address + "?w=" + width + " " + width + "w")
                        .collect(Collectors.joining(", "));
    }

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
        Cover cover = json.cover();
        return new Article(
                json.id(),
                json.slug(),
                pathOf(json),
                json.title(),
                blankAsNull(json.summary()),
                Link.author(json.author()),
                category == null ? null : Link.category(category),
                json.tags().stream().map(Link::tag).toList(),
                style.day(json.publishedAt()),
                revision(json.publishedAt(), json.updatedAt(), style),
                Math.max(1, json.readingMinutes()),
                json.commentCount(),
                cover == null ? null : cover.url(),
                cover == null ? null : cover.alt(),
                GeneratedCover.of(json.slug()),
                bodyHtml == null ? null : Scrolling.focusable(bodyHtml),
                ArticleSummary.PASSWORD.equals(json.visibility()),
                Writing.of(json.title(), json.summary(), bodyHtml));
    }

    /** Where readers find it. */
    public static String pathOf(ArticleSummary json) {
        return (ArticleSummary.PAGE.equals(json.kind()) ? "/pages/" : "/articles/") + json.slug();
    }

    private static @Nullable DisplayTime revision(Instant published, Instant updated, DisplayTime.Style style) {
        return updated.isBefore(published.plus(SETTLING)) ? null : style.day(updated);
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
