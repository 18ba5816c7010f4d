package org.pressroom.common.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.database.Columns;
import org.pressroom.common.jobs.Job.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Takes the steps of the jobs that are due. The lock of a job's row is its lease: the database ends it with the
 * connection of a process that dies or falls silent, and undoes the step with it.
 */
final class JobSteps {

    private static final Logger LOG = LoggerFactory.getLogger(JobSteps.class);

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** How long a job rests whose step failed for the first time. */
    private static final Duration REST = Duration.ofSeconds(10);

    /** So many have their turn before the first has it again. */
    private static final int JOBS_OF_A_ROUND = 100;

    // job_due
    private static final String DUE = """
            SELECT kind, subject FROM job
            WHERE due_at <= :now AND kind = ANY (:kinds) AND kind || ' ' || subject <> ALL (:resting)
            ORDER BY due_at, kind, subject
            LIMIT :jobs
            """;

    // job_pkey
    private static final String LOCK = """
            SELECT begun_at, after_key FROM job
            WHERE kind = :kind AND subject = :subject AND due_at <= :now
            FOR UPDATE SKIP LOCKED
            """;

    // job_pkey
    private static final String GO_ON = """
            UPDATE job SET after_key = :after, due_at = coalesce(:due, due_at), steps = steps + 1
            WHERE kind = :kind AND subject = :subject
            """;

    // job_pkey
    private static final String END = "DELETE FROM job WHERE kind = :kind AND subject = :subject";

    private final Map<String, Job> jobs;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SetAside<Begun> aside;

    /** @param jobs one of a kind */
    JobSteps(Collection<Job> jobs, DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.jobs = jobs.stream().collect(Collectors.toUnmodifiableMap(Job::kind, Function.identity()));
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
        this.aside = new SetAside<>(clock, REST);
    }

    private record Begun(String kind, UUID subject) {

        /** As the statement puts it together. */
        @Override
        public String toString() {
            return kind + " " + subject;
        }
    }

    /** Takes a step of each job in turn until none is due. */
    Mono<Void> takeAll() {
        return Mono.defer(this::round).repeat().takeWhile(steps -> steps > 0).then();
    }

    private Mono<Long> round() {
        return due().flatMapIterable(begun -> begun)
                .concatMap(this::step)
                .filter(taken -> taken)
                .count();
    }

    private Mono<List<Begun>> due() {
        return database.sql(DUE)
                .bind("now", clock.instant())
                .bind("kinds", jobs.keySet().toArray(String[]::new))
                .bind("resting", aside.resting().stream().map(Begun::toString).toArray(String[]::new))
                .bind("jobs", JOBS_OF_A_ROUND)
                .map(row -> new Begun(Columns.text(row, "kind"), Columns.uuid(row, "subject")))
                .all()
                .collectList();
    }

    /** False where another process is at it, where it is over, and where it failed: others go on meanwhile. */
    private Mono<Boolean> step(Begun begun) {
        return aside.step(LOG, "The job", (resting, at) -> lock(begun)
                .doOnNext(state -> at.accept(begun))
                .flatMap(state -> take(begun, state))
                .defaultIfEmpty(false)
                .as(transaction::transactional)
                .timeout(LONGEST_STEP)
                .doOnNext(taken -> aside.worked(begun)));
    }

    private Mono<Job.State> lock(Begun begun) {
        return bound(LOCK, begun)
                .bind("now", clock.instant())
                .map(row -> new Job.State(
                        begun.subject(), Columns.instant(row, "begun_at"), Columns.uuidOrNull(row, "after_key")))
                .one();
    }

    private Mono<Boolean> take(Begun begun, Job.State state) {
        return Objects.requireNonNull(jobs.get(begun.kind()))
                .step(state)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the step says nothing")))
                .flatMap(progress -> write(begun, progress))
                .thenReturn(true);
    }

    private Mono<Void> write(Begun begun, Progress progress) {
        if (progress instanceof Progress.Reached reached) {
            return goOn(begun, reached.last(), null);
        } else if (progress instanceof Progress.Later later) {
            return goOn(begun, later.after(), later.due());
        }
        return bound(END, begun).then();
    }

    private Mono<Void> goOn(Begun begun, UUID after, @Nullable Instant due) {
        return bound(GO_ON, begun)
                .bind("after", after)
                .bind("due", Columns.orNull(due, Instant.class))
                .then();
    }

    private DatabaseClient.GenericExecuteSpec bound(String statement, Begun begun) {
        return database.sql(statement).bind("kind", begun.kind()).bind("subject", begun.subject());
    }
}
