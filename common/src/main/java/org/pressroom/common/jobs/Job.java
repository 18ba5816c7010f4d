package org.pressroom.common.jobs;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A kind of work that may be large: freezing a million recipients, forgetting who wrote a thread. It is done in steps,
 * one range of keys each, so that no statement's time grows with the data. As a bean it is carried out by any process of
 * the program, one step of each begun job in turn; one whose steps fail holds up no other.
 *
 * <pre>{@code
 * Mono<Progress> step(State state) {
 *     return archive(state.subject(), state.afterOrFirst(), 5_000)
 *             .map(last -> last == null ? new Progress.Done() : new Progress.Reached(last));
 * }
 * }</pre>
 */
public interface Job {

    /** By what it is known in the table; what is begun under another name is never done. */
    String kind();

    /**
     * Takes one step in a transaction that writes down how far it came as well: both are there or neither is. No other
     * process is at this job meanwhile. It has a minute, and asks nothing outside the database. A job of another kind
     * that is to follow is begun here.
     *
     * @return how far it came; empty is a fault
     */
    Mono<Progress> step(State state);

    /**
     * How far a job has come.
     *
     * @param subject what it is done to
     * @param after the last key of the range before; null at the beginning
     */
    record State(UUID subject, Instant begunAt, @Nullable UUID after) {

        /** Sorts before every id that is given out. */
        private static final UUID FIRST = new UUID(0, 0);

        /** The last key of the range before; at the beginning one that sorts before all. */
        public UUID afterOrFirst() {
            return Objects.requireNonNullElse(after, FIRST);
        }
    }

    /** What one step came to. */
    sealed interface Progress {

        /** There may be more behind this key. */
        record Reached(UUID last) implements Progress {}

        /** Nothing more for now; from then on it goes on behind the key. */
        record Later(UUID after, Instant due) implements Progress {}

        record Done() implements Progress {}
    }
}
