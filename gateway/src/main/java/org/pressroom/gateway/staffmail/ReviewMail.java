package org.pressroom.gateway.staffmail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * What somebody is to be told of an article.
 *
 * @param cause what it is about: the same is told somebody once
 * @param step {@code submitted}, {@code returned}, {@code noted}, {@code published}, {@code refused} of what was
 *     scheduled, or {@code named} of who is an author of it now
 * @param actorId who did it; null for the house itself
 */
@PlainJava
record ReviewMail(
        String cause, String step, UUID articleId, @Nullable UUID actorId) {

    /**
     * Who works through an article leaves many notes, and who writes it may name somebody, think again, and again: of that
     * about one article somebody hears once in this time.
     */
    private static final Duration ONCE_IN = Duration.ofMinutes(10);

    static ReviewMail of(UUID eventId, String step, UUID articleId, @Nullable UUID actorId) {
        return new ReviewMail(eventId.toString(), step, articleId, actorId);
    }

    static ReviewMail noted(UUID articleId, UUID actorId, Instant at) {
        return seldom("noted", articleId, actorId, at);
    }

    static ReviewMail named(UUID articleId, @Nullable UUID actorId, Instant at) {
        return seldom("named", articleId, actorId, at);
    }

    private static ReviewMail seldom(String step, UUID articleId, @Nullable UUID actorId, Instant at) {
        return new ReviewMail(
                articleId + " " + actorId + " " + at.getEpochSecond() / ONCE_IN.toSeconds(), step, articleId, actorId);
    }

    /** The same each time that the same is to be told somebody. */
    UUID idFor(UUID accountId) {
        return UUID.nameUUIDFromBytes((step + " " + cause + " " + accountId).getBytes(StandardCharsets.UTF_8));
    }
}
