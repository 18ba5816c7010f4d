package org.pressroom.article.writing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the review of an article stands.
 *
 * @param submittedAt when it was handed in last
 * @param message what was said with that; null for nothing
 * @param since when it came to be so
 * @param by who brought that about; null for the house itself, such as at a time that was ordered
 * @param answer what an editor said who sent it back; null for nothing
 */
@Schema(name = "Review")
public record ReviewView(
        ReviewStatus status,
        Instant submittedAt,
        @Nullable String message,
        Instant since,
        @Nullable Reviewer by,
        @Nullable String answer) {

    /** Somebody, by the public name. */
    public record Reviewer(String slug, String name) {}

    /** Null for none. */
    public static @Nullable ReviewView of(@Nullable Review review) {
        return review == null
                ? null
                : new ReviewView(
                        review.status(),
                        review.submittedAt(),
                        review.message(),
                        review.since(),
                        review.actorSlug() == null || review.actorName() == null
                                ? null
                                : new Reviewer(review.actorSlug(), review.actorName()),
                        review.answer());
    }
}
