package org.pressroom.comment.moderation;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.pressroom.comment.store.ThreadRepository;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Judges comments that no event brought to judgement: it was lost, or came before their article was known, as it does
 * while the projection of articles is built again. What cannot be judged for long is left to people.
 */
final class LeftBehind {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

    private static final int BATCH = 50;
    private static final UUID FIRST_ID = new UUID(0, 0);

    // comment_unjudged_ix
    private static final String FIND = """
            SELECT id, article_id, coalesce(edit_at, edited_at, created_at) AS since FROM comment
            WHERE version > judged_version AND status IN ('pending', 'approved')
              AND (coalesce(edit_at, edited_at, created_at), id) > (:since, :after)
              AND coalesce(edit_at, edited_at, created_at) < :before
            ORDER BY coalesce(edit_at, edited_at, created_at), id
            LIMIT :rows
            """;

    // thread_pkey; whoever holds it may be judging just this
    private static final String CLAIM = """
            SELECT article_id FROM thread WHERE article_id = :id FOR NO KEY UPDATE SKIP LOCKED
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Judging judging;
    private final ThreadRepository threads;
    private final ModerationSettings settings;
    private final Clock clock;
    private volatile Place place = Place.FIRST;

    LeftBehind(
            DatabaseClient database,
            TransactionalOperator transaction,
            Judging judging,
            ThreadRepository threads,
            ModerationSettings settings,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.judging = judging;
        this.threads = threads;
        this.clock = clock;
        this.settings = settings;
    }

    /** How far a round has come: what cannot be judged yet must not keep it from the rest. */
    private record Place(Instant since, UUID id) {
        static final Place FIRST = new Place(Instant.EPOCH, FIRST_ID);
    }

    private record Waiting(UUID id, UUID articleId, Instant since) {

        static Waiting of(Readable row) {
            return new Waiting(
                    Objects.requireNonNull(row.get("id", UUID.class)),
                    Objects.requireNonNull(row.get("article_id", UUID.class)),
                    Objects.requireNonNull(row.get("since", Instant.class)));
        }
    }

    /** Some of what waits; whether there may be more. */
    Mono<Boolean> step() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Place from = place;
            return database.sql(FIND)
                    .bind("since", from.since())
                    .bind("after", from.id())
                    .bind("before", now.minus(settings.sweepAfter()))
                    .bind("rows", BATCH)
                    .map(Waiting::of)
                    .all()
                    .collectList()
                    .flatMap(batch -> Flux.fromIterable(batch)
                            .concatMap(comment -> next(comment, now))
                            .then(Mono.fromSupplier(() -> moveOn(batch))));
        });
    }

    private boolean moveOn(List<Waiting> batch) {
        boolean more = batch.size() == BATCH;
        if (!more) {
            place = Place.FIRST;
        }
        return more;
    }

    /** The place is behind it before it is tried: whatever becomes of it, the round after goes on with the next. */
    private Mono<Void> next(Waiting comment, Instant now) {
        return Mono.defer(() -> {
            place = new Place(comment.since(), comment.id());
            return judge(comment, comment.since().isBefore(now.minus(settings.holdAfter())));
        });
    }

    /**
     * Judges what nobody else may be judging just now. Where that comes to nothing for too long, people have to: only
     * then, since a thread that others hold may be judged one comment after another.
     */
    private Mono<Void> judge(Waiting comment, boolean tooLong) {
        Mono<Void> judged = claim(comment)
                .flatMap(claimed -> judging.judge(comment.id())
                        .then(tooLong ? judging.leaveToPeople(comment.id()) : Mono.<Void>empty()))
                .as(transaction::transactional);
        return (tooLong ? ensureThread(comment).then(judged) : judged)
                .onErrorResume(failure -> !Outages.isOutage(failure), failure -> told(comment, failure, tooLong));
    }

    /** Nothing where somebody else holds its thread. */
    private Mono<UUID> claim(Waiting comment) {
        return database.sql(CLAIM)
                .bind("id", comment.articleId())
                .map(row -> Objects.requireNonNull(row.get("article_id", UUID.class)))
                .one();
    }

    /** A thread begins with its article, which may have come to nothing. */
    private Mono<Void> ensureThread(Waiting comment) {
        return threads.ensure(comment.articleId());
    }

    /** What is overdue may work the next time, unless it has been so for too long; any other failure would be the same. */
    private Mono<Void> told(Waiting comment, Throwable failure, boolean tooLong) {
        LOG.warn(
                "the comment {} cannot be judged: {}",
                comment.id(),
                failure.getClass().getName());
        return tooLong || !Outages.isOverdue(failure) ? leaveToPeople(comment) : Mono.empty();
    }

    /** Nothing happens to one that is judged by now, or whose thread somebody else holds: the next round comes to it. */
    private Mono<Void> leaveToPeople(Waiting comment) {
        return ensureThread(comment)
                .then(claim(comment)
                        .flatMap(claimed -> judging.leaveToPeople(comment.id()))
                        .as(transaction::transactional))
                .onErrorResume(
                        failure -> !Outages.isOutage(failure),
                        failure -> Mono.fromRunnable(() -> LOG.error(
                                "the comment {} can neither be judged nor be left to people: {}",
                                comment.id(),
                                failure.getClass().getName())));
    }
}
