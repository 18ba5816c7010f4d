package org.pressroom.common.jobs;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.common.background.WakeUp;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Begins jobs and cancels them, in the caller's transaction where there is one: what is undone with it never began. */
public final class Jobs {

    // job_pkey
    private static final String BEGIN = """
            INSERT INTO job (kind, subject, begun_at, due_at) VALUES (:kind, :subject, :now, :now)
            ON CONFLICT DO NOTHING
            """;

    // job_pkey
    private static final String CANCEL = "DELETE FROM job WHERE kind = :kind AND subject = :subject";

    // job_pkey
    private static final String HOLD = "SELECT kind FROM job WHERE kind = :kind AND subject = :subject FOR UPDATE";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final WakeUp wakeUp = new WakeUp();

    Jobs(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Begins a job, and its first step once this is committed. One that is under way goes on as it does. */
    public Mono<Void> begin(String kind, UUID subject) {
        return database.sql(BEGIN)
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("now", clock.instant())
                .then()
                .then(wakeUp.afterCommit())
                .as(transaction::transactional);
    }

    /**
     * Waits for a step of a job that is under way, and lets none begin until the caller's transaction ends. Whoever cancels a
     * job behind locks that a step may wait for, too, comes here before it takes them.
     */
    public Mono<Void> hold(String kind, UUID subject) {
        return database.sql(HOLD).bind("kind", kind).bind("subject", subject).then();
    }

    /**
     * Ends a job where it is: no further step is taken. Waits for one that is under way.
     *
     * @return whether there was something to end
     */
    public Mono<Boolean> cancel(String kind, UUID subject) {
        return database.sql(CANCEL)
                .bind("kind", kind)
                .bind("subject", subject)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    WakeUp wakeUp() {
        return wakeUp;
    }
}
