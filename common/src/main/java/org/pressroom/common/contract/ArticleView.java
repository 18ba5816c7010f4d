package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An article with its body: what lists show of it, and the rest.
 *
 * @param author the first of its authors
 * @param authors in the order of the byline; that one alone where an older service does not say
 * @param kind {@code article} or {@code page}
 * @param visibility {@code public}, {@code unlisted}, {@code password} or {@code subscribers}
 * @param language as of BCP 47; null where an older service does not say
 * @param translationOf the article whose translations it is one of; null where it is that article itself, or has none
 * @param translations the same in other languages, as far as readers find it in lists
 * @param locked whether the body is kept back, since whoever asks has not shown what opens it
 * @param bodyHtml safe to show as it is; empty where it is kept back
 * @param commentPolicy {@code open}, {@code moderated} or {@code closed}
 * @param commentsCloseAt when it takes comments no more; null where that is never, or over
 */
public record ArticleView(
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Named author,
        List<Named> authors,
        @Nullable Named category,
        List<Named> tags,
        Instant publishedAt,
        Instant updatedAt,
        int readingMinutes,
        long commentCount,
        @Nullable Cover cover,
        String kind,
        @Nullable Integer menuPosition,
        String visibility,
        @Nullable String language,
        @Nullable UUID translationOf,
        List<ArticleSummary.Translation> translations,
        Boolean locked,
        String bodyHtml,
        Seo seo,
        String commentPolicy,
        @Nullable Instant commentsCloseAt) {

    public ArticleView {
        authors = authors == null ? List.of(author) : authors;
        kind = kind == null ? ArticleSummary.ARTICLE : kind;
        visibility = visibility == null ? ArticleSummary.PUBLIC : visibility;
        translations = translations == null ? List.of() : translations;
        locked = locked != null && locked;
    }

    /** Whether its text is for some alone: those who know a password, or who subscribed. */
    @JsonIgnore
    public boolean isRestricted() {
        return ArticleSummary.PASSWORD.equals(visibility) || isForSubscribers();
    }

    /** Whether its text is for those alone who subscribed. */
    @JsonIgnore
    public boolean isForSubscribers() {
        return ArticleSummary.SUBSCRIBERS.equals(visibility);
    }

    /** Whether it is a page of its own, which no list shows. */
    @JsonIgnore
    public boolean isPage() {
        return ArticleSummary.PAGE.equals(kind);
    }

    /** Whether readers can comment now. */
    public boolean takesComments() {
        return !"closed".equals(commentPolicy);
    }

    /** Whether every comment waits for a moderator. */
    public boolean holdsComments() {
        return "moderated".equals(commentPolicy);
    }

    /**
     * For the head of a page.
     *
     * @param title its own for search engines, or else the title
     * @param description its own for search engines, or else the summary, or else the first words of the body
     * @param canonicalUrl where it stands first
     */
    public record Seo(String title, String description, String canonicalUrl) {}

    /** The article as it is listed, and what its page shows besides; {@code bodyHtml} is null where that is kept back. */
    public static ArticleView of(
            ArticleSummary listed,
            @Nullable String bodyHtml,
            Seo seo,
            String commentPolicy,
            @Nullable Instant commentsCloseAt) {
        return new ArticleView(
                listed.id(),
                listed.slug(),
                listed.title(),
                listed.summary(),
                listed.author(),
                listed.authors(),
                listed.category(),
                listed.tags(),
                listed.publishedAt(),
                listed.updatedAt(),
                listed.readingMinutes(),
                listed.commentCount(),
                listed.cover(),
                listed.kind(),
                listed.menuPosition(),
                listed.visibility(),
                listed.language(),
                listed.translationOf(),
                listed.translations(),
                bodyHtml == null,
                bodyHtml == null ? "" : bodyHtml,
                seo,
                commentPolicy,
                commentsCloseAt);
    }

    /** What lists show of it, without its body. */
    public ArticleSummary listed() {
        return new ArticleSummary(
                id,
                slug,
                title,
                summary,
                author,
                authors,
                category,
                tags,
                publishedAt,
                updatedAt,
                readingMinutes,
                commentCount,
                cover,
                kind,
                menuPosition,
                visibility,
                language,
                translationOf,
                translations,
                null,
                null);
    }
}
