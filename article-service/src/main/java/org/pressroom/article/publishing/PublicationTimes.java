package org.pressroom.article.publishing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.usecase.RefusedException;

/** Which times publications may have; to the microsecond, as PostgreSQL keeps them. */
@PlainJava
final class PublicationTimes {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Duration FURTHEST = Duration.ofDays(3653);

    private PublicationTimes() {}

    /**
     * A date for what is published now.
     *
     * @throws RefusedException invalid, for one to come
     */
    static @Nullable Instant past(@Nullable Instant at, Instant now) {
        if (at == null) {
            return null;
        } else if (at.isAfter(now)) {
            throw RefusedException.invalid("at", "must not be in the future");
        } else if (at.isBefore(EARLIEST)) {
            throw RefusedException.invalid("at", "must not be before 1900");
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * When something is to be published.
     *
     * @throws RefusedException invalid, for a time that is past, or over ten years away
     */
    static Instant future(Instant at, Instant now) {
        return future("at", at, now);
    }

    /**
     * When something is to be taken from readers; null for never.
     *
     * @param begin when they get to see it
     * @throws RefusedException invalid, for a time that is not after that, or over ten years away
     */
    static @Nullable Instant end(@Nullable Instant until, Instant begin) {
        return until == null ? null : future("until", until, begin);
    }

    private static Instant future(String field, Instant time, Instant begin) {
        Instant kept = time.truncatedTo(ChronoUnit.MICROS);
        if (!kept.isAfter(begin)) {
            throw RefusedException.invalid(
                    field, field.equals("until") ? "must be after readers get to see it" : "must be in the future");
        } else if (kept.isAfter(begin.plus(FURTHEST))) {
            throw RefusedException.invalid(field, "must be within ten years");
        }
        return kept;
    }
}
