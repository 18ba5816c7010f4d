package org.pressroom.article.writing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * How the review of an article stands.
 *
 * @param submittedAt when it was handed in last
 * @param message what was said with that; null for nothing
 * @param since when it came to be so
 * @param actorSlug,actorName who brought that about, by the public name; null for the house itself
 * @param answer what an editor said who sent it back; null for nothing
 */
@PlainJava
public record Review(
        ReviewStatus status,
        Instant submittedAt,
        @Nullable String message,
        Instant since,
        @Nullable String actorSlug,
        @Nullable String actorName,
        @Nullable String answer) {}
