package org.pressroom.article.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.Author;
import org.pressroom.common.PlainJava;

/**
 * What readers see of an article, or saw last.
 *
 * @param version grows with every change that readers can see
 * @param publication how often it went public
 * @param authors in the order of the byline: at least one
 * @param publishedAt when it went public last
 * @param updatedAt when its content was changed last
 * @param notifies whether subscribers are to hear of this publication
 */
@PlainJava
public record PublishedArticle(
        UUID articleId,
        long version,
        int publication,
        ArticleContent content,
        List<Author> authors,
        Instant firstPublishedAt,
        Instant publishedAt,
        Instant updatedAt,
        boolean notifies) {

    public PublishedArticle {
        authors = List.copyOf(authors);
    }

    /** The first of its authors. */
    Author author() {
        return authors.get(0);
    }

    /** In the order of the byline. */
    List<UUID> authorIds() {
        return authors.stream().map(Author::accountId).toList();
    }

    /** When it takes comments no more; null where that is never. */
    @Nullable
    Instant commentsCloseAt() {
        Integer days = content.commentDays();
        return days == null ? null : publishedAt.plus(Duration.ofDays(days));
    }

    /** The same, taking no comments where the time for them is over by then. */
    PublishedArticle asOf(Instant now) {
        Instant close = commentsCloseAt();
        return close == null || close.isAfter(now)
                ? this
                : new PublishedArticle(
                        articleId,
                        version,
                        publication,
                        content.withoutComments(),
                        authors,
                        firstPublishedAt,
                        publishedAt,
                        updatedAt,
                        notifies);
    }

    /** Other content in the same place. */
    PublishedArticle revised(ArticleContent newer, List<Author> byline, Instant at) {
        return new PublishedArticle(
                articleId, version + 1, publication, newer, byline, firstPublishedAt, publishedAt, at, notifies);
    }

    /** The same with another date. */
    PublishedArticle dated(Instant at) {
        return new PublishedArticle(
                articleId, version, publication, content, authors, earlier(at), at, updatedAt, notifies);
    }

    /** Shown anew, at the top. */
    PublishedArticle again(ArticleContent newer, List<Author> byline, Instant at, boolean notify) {
        return new PublishedArticle(
                articleId, version + 1, publication + 1, newer, byline, earlier(at), at, at, notify);
    }

    private Instant earlier(Instant at) {
        return at.isBefore(firstPublishedAt) ? at : firstPublishedAt;
    }

    /** The same with the next version. */
    PublishedArticle next() {
        return new PublishedArticle(
                articleId,
                version + 1,
                publication,
                content,
                authors,
                firstPublishedAt,
                publishedAt,
                updatedAt,
                notifies);
    }
}
