package org.pressroom.article.writing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * What an article's working copy once was.
 *
 * @param number from 1, in the order in which they were saved; there are gaps where old ones were dropped
 * @param editor who saved it; null where the house itself did
 * @param publishedAt when readers came to see it; null where they never did
 * @param savedAt later than {@code createdAt} where it took in what was saved automatically soon after
 */
@PlainJava
public record Revision(
        UUID articleId,
        int number,
        RevisionOrigin origin,
        @Nullable Editor editor,
        String title,
        @Nullable Instant publishedAt,
        Instant createdAt,
        Instant savedAt) {

    /** Who saved it, by the public name. */
    public record Editor(String slug, String name) {}
}
