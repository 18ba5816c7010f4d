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
 */
record Showing(
        UUID articleId,
        long version,
        int publication,
        Edition edition,
        Author author,
        Instant firstPublishedAt,
        Instant publishedAt,
        Instant updatedAt) {

    /** Shows another edition in the same place. */
    Showing revised(Edition newer, Author byline, Instant now) {
        return new Showing(articleId, version + 1, publication, newer, byline, firstPublishedAt, publishedAt, now);
    }

    /** Shows an edition anew, at the top. */
    Showing again(Edition newer, Author byline, Instant now) {
        return new Showing(articleId, version + 1, publication + 1, newer, byline, firstPublishedAt, now, now);
    }

    /** The same with the next version. */
    Showing next() {
        return new Showing(
                articleId, version + 1, publication, edition, author, firstPublishedAt, publishedAt, updatedAt);
    }
}
