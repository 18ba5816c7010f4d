package org.pressroom.comment.articles;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.common.jobs.Job;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Forgets who wrote the comments of an article that was removed, by ranges of comments; and once more for whoever was
 * just commenting, since ids of version 7 begin with their milliseconds.
 */
@Component
class AnonymiseCommenters implements Job {

    static final String KIND = "anonymise-commenters";

    private static final int RANGE = 1_000;

    /** Whoever began to comment before the removal was known has ended, or was ended, after this. */
    private static final Duration LATECOMERS = Duration.ofMinutes(2);

    private final CommentRepository comments;
    private final Clock clock;

    AnonymiseCommenters(CommentRepository comments, Clock clock) {
        this.comments = comments;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Progress> step(State state) {
        return comments.anonymise(state.subject(), state.afterOrFirst(), RANGE)
                .<Progress>map(Progress.Reached::new)
                .switchIfEmpty(Mono.fromSupplier(() -> end(state.begunAt())));
    }

    private Progress end(Instant begunAt) {
        Instant again = begunAt.plus(LATECOMERS);
        return again.isBefore(clock.instant())
                ? new Progress.Done()
                : new Progress.Later(firstIdOf(begunAt.minus(LATECOMERS)), again);
    }

    /** Below every id that was made since then. */
    private static UUID firstIdOf(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }
}
