package org.pressroom.article.publishing;

import java.time.Instant;
import java.util.UUID;
import org.pressroom.article.bylines.Author;

/**
 * What readers see of an article, or saw last.
 *
 * @param version grows with every change that readers can see
 * @param publication how often it went public
 * @param publishedAt when it went public last
 * @param updatedAt when its edition was changed last
 * @param notifies whether subscribers are to hear of this publication
 */
record Showing(
        UUID articleId,
        long version,
        int publication,
        Edition edition,
        Author author,
        Instant firstPublishedAt,
        Instant publishedAt,
        Instant updatedAt,
        boolean notifies) {

    /** Shows another edition in the same place. */
    Showing revised(Edition newer, Author byline, Instant at) {
        return new Showing(
                articleId, version + 1, publication, newer, byline, firstPublishedAt, publishedAt, at, notifies);
    }

    /** Shows an edition anew, at the top. */
    Showing again(Edition newer, Author byline, Instant at, boolean notify) {
        return new Showing(articleId, version + 1, publication + 1, newer, byline, firstPublishedAt, at, at, notify);
    }

    /** The same with the next version. */
    Showing next() {
        return new Showing(
                articleId,
                version + 1,
                publication,
                edition,
                author,
                firstPublishedAt,
                publishedAt,
                updatedAt,
                notifies);
    }
}
