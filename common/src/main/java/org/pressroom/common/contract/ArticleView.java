package org.pressroom.common.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An article with its body: what lists show of it, and the rest.
 *
 * @param bodyHtml safe to show as it is
 * @param commentPolicy {@code open}, {@code moderated} or {@code closed}
 */
public record ArticleView(
        UUID id,
        String slug,
        String title,
        @Nullable String summary,
        Named author,
        @Nullable Named category,
        List<Named> tags,
        Instant publishedAt,
        Instant updatedAt,
        int readingMinutes,
        long commentCount,
        @Nullable String cover,
        String bodyHtml,
        Seo seo,
        String commentPolicy) {

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
     * @param description the summary, or else the first words of the body
     */
    public record Seo(String title, String description, String canonicalUrl) {}

    /** The article as it is listed, and what its page shows besides. */
    public static ArticleView of(ArticleSummary listed, String bodyHtml, Seo seo, String commentPolicy) {
        return new ArticleView(
                listed.id(),
                listed.slug(),
                listed.title(),
                listed.summary(),
                listed.author(),
                listed.category(),
                listed.tags(),
                listed.publishedAt(),
                listed.updatedAt(),
                listed.readingMinutes(),
                listed.commentCount(),
                listed.cover(),
                bodyHtml,
                seo,
                commentPolicy);
    }

    /** What lists show of it. */
    public ArticleSummary listed() {
        return new ArticleSummary(
                id,
                slug,
                title,
                summary,
                author,
                category,
                tags,
                publishedAt,
                updatedAt,
                readingMinutes,
                commentCount,
                cover);
    }
}
