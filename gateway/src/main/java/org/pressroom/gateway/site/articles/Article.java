package org.pressroom.gateway.site.articles;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.Named;
import org.pressroom.common.text.LanguageTags;
import org.pressroom.gateway.site.look.DisplayTime;
import org.pressroom.gateway.site.look.Scrolling;
import org.pressroom.gateway.site.look.Writing;

/**
 * An article as the templates show it.
 *
 * @param restricted whether its text is for some alone
 * @param forSubscribers whether those are the subscribers
 * @param authors in the order of the byline: at least one
 * @param writing of its words
 * @param translations the same in other languages
 */
public record Article(
        UUID id,
        String slug,
        String url,
        String title,
        @Nullable String summary,
        List<Link> authors,
        @Nullable Link category,
        List<Link> tags,
        DisplayTime published,
        @Nullable DisplayTime updated,
        int readingMinutes,
        long commentCount,
        ArticlePicture picture,
        @Nullable String bodyHtml,
        boolean restricted,
        boolean forSubscribers,
        Writing writing,
        List<Translation> translations) {

    /** The first of its authors: what a publisher's own template may show that knows of one. */
    public Link author() {
        return authors.get(0);
    }

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
        Writing writing = Writing.of(json.title(), json.summary(), bodyHtml).in(json.language());
        return new Article(
                json.id(),
                json.slug(),
                pathOf(json),
                json.title(),
                blankAsNull(json.summary()),
                json.authors().stream().map(Link::author).toList(),
                category == null ? null : Link.category(category),
                json.tags().stream().map(Link::tag).toList(),
                style.day(json.publishedAt()),
                revision(json.publishedAt(), json.updatedAt(), style),
                Math.max(1, json.readingMinutes()),
                json.commentCount(),
                ArticlePicture.of(json.cover(), json.slug()),
                bodyHtml == null ? null : Scrolling.focusable(bodyHtml),
                json.isRestricted(),
                json.isForSubscribers(),
                writing,
                json.translations().stream()
                        .map(each -> Translation.of(each, folder(json)))
                        .toList());
    }

    /**
     * The article in another language.
     *
     * @param name what that language calls itself
     */
    public record Translation(String language, String name, String dir, String url, String title) {
        private static Translation of(ArticleSummary.Translation json, String folder) {
            return new Translation(
                    json.language(),
                    LanguageTags.ownName(json.language()),
                    Writing.dir(Locale.forLanguageTag(json.language())),
                    folder + json.slug(),
                    json.title());
        }
    }

    /** Where readers find it. */
    public static String pathOf(ArticleSummary json) {
        return folder(json) + json.slug();
    }

    private static String folder(ArticleSummary json) {
        return ArticleSummary.PAGE.equals(json.kind()) ? "/pages/" : "/articles/";
    }

    private static @Nullable DisplayTime revision(Instant published, Instant updated, DisplayTime.Style style) {
        return updated.isBefore(published.plus(SETTLING)) ? null : style.day(updated);
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
