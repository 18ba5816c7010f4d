package org.pressroom.comment.articles;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.database.Columns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Forgets who wrote the comments of articles that were removed: by ranges of comments, each in a transaction of its own
 * with how far it has come, so that neither a statement's time nor that of a lock grows with the thread.
 */
@Component
class CommenterErasure {

    private static final Logger LOG = LoggerFactory.getLogger(CommenterErasure.class);

    private static final int RANGE = 1_000;

    /** Whoever began to comment before the removal was known has ended, or was ended, after this. */
    private static final Duration LATECOMERS = Duration.ofMinutes(2);

    // article_erasure_pkey
    private static final String BEGIN = """
            INSERT INTO article_erasure (article_id, removed_at, due_at) VALUES (:id, :now, :now)
            ON CONFLICT DO NOTHING
            """;

    // article_erasure_due_ix
    private static final String NEXT = """
            SELECT article_id, removed_at, after_id FROM article_erasure
            WHERE due_at <= now() AND article_id <> ALL (:resting)
            ORDER BY due_at
            LIMIT 1
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    // article_erasure_pkey
    private static final String GO_ON = "UPDATE article_erasure SET after_id = :after WHERE article_id = :id";

    // article_erasure_pkey
    private static final String LOOK_AGAIN = """
            UPDATE article_erasure SET after_id = least(after_id, :after), due_at = :due WHERE article_id = :id
            """;

    // article_erasure_pkey
    private static final String END = "DELETE FROM article_erasure WHERE article_id = :id";

    private static final Duration REST = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final CommentRepository comments;
    private final Clock clock;
    private final SetAside<UUID> aside;

    CommenterErasure(
            DatabaseClient database, TransactionalOperator transaction, CommentRepository comments, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.comments = comments;
        this.clock = clock;
        this.aside = new SetAside<>(clock, REST);
    }

    private record Erasure(UUID articleId, Instant removedAt, UUID after) {

        static Erasure of(Readable row) {
            return new Erasure(
                    Columns.uuid(row, "article_id"), Columns.instant(row, "removed_at"), Columns.uuid(row, "after_id"));
        }

        /** Below every id that was made since then: ids of version 7 begin with their milliseconds. */
        UUID beforeLatecomers() {
            return new UUID(removedAt.minus(LATECOMERS).toEpochMilli() << 16, 0);
        }
    }

    /** Forgets a first range, inside the caller's transaction, and notes what is left to do. */
    Mono<Void> begin(UUID articleId) {
        Instant now = clock.instant();
        return database.sql(BEGIN)
                .bind("id", articleId)
                .bind("now", now)
                .then()
                .then(forget(new Erasure(articleId, now, new UUID(0, 0))))
                .then();
    }

    /** One range of one article; whether there may be more to do. */
    Mono<Boolean> step() {
        return aside.step(LOG, "Forgetting who commented on", (resting, at) -> database.sql(NEXT)
                .bind("resting", resting.toArray(UUID[]::new))
                .map(Erasure::of)
                .one()
                .doOnNext(erasure -> at.accept(erasure.articleId()))
                .flatMap(erasure -> forget(erasure).doOnNext(more -> aside.worked(erasure.articleId())))
                .defaultIfEmpty(false)
                .as(transaction::transactional));
    }

    private Mono<Boolean> forget(Erasure erasure) {
        return comments.anonymise(erasure.articleId(), erasure.after(), RANGE)
                .map(last -> goOn(erasure, last))
                .defaultIfEmpty(endOrLookAgain(erasure))
                .flatMap(step -> step)
                .thenReturn(true);
    }

    private Mono<Void> goOn(Erasure erasure, UUID last) {
        return database.sql(GO_ON)
                .bind("id", erasure.articleId())
                .bind("after", last)
                .then();
    }

    private Mono<Void> endOrLookAgain(Erasure erasure) {
        Instant due = erasure.removedAt().plus(LATECOMERS);
        if (due.isBefore(clock.instant())) {
            return database.sql(END).bind("id", erasure.articleId()).then();
        }
        return database.sql(LOOK_AGAIN)
                .bind("id", erasure.articleId())
                .bind("after", erasure.beforeLatecomers())
                .bind("due", due)
                .then();
    }
}
