package org.pressroom.common.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@CommonTest
class JobsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RANGE = 10;

    @Autowired
    DatabaseClient database;

    @Autowired
    TransactionalOperator transaction;

    private final MutableClock clock = MutableClock.standing();
    private final String kind = "marking " + UUID.randomUUID();
    private final UUID subject = Ids.next();

    @AfterEach
    void endWhatIsLeft() {
        database.sql("DELETE FROM job WHERE kind LIKE :kind || '%'")
                .bind("kind", kind)
                .then()
                .block(SOON);
    }

    @Test
    void goesRangeByRangeUntilAllIsDone() {
        List<UUID> things = things(35);
        Marking marking = new Marking(kind);
        begin(kind, subject);

        steps(marking).takeAll().block(SOON);

        assertThat(marking.ranges).hasValue(4);
        assertThat(marked()).containsExactlyElementsOf(things);
        assertThat(isLeft(subject)).isFalse();
    }

    @Test
    void oneThatFailsGoesOnFromWhereItCameAndHoldsUpNoOther() {
        things(35);
        UUID other = Ids.next();
        things(other, 5);
        Marking marking = new Marking(kind);
        marking.failsInRange.set(3);
        begin(kind, subject);
        begin(kind, other);
        JobSteps steps = steps(marking);

        steps.takeAll().block(SOON);
        assertThat(marked()).hasSize(20);
        assertThat(marked(other)).hasSize(5);

        steps.takeAll().block(SOON);
        assertThat(marked()).as("it rests").hasSize(20);
        clock.pass(Duration.ofSeconds(11));
        steps.takeAll().block(SOON);
        assertThat(marked()).hasSize(35);
        assertThat(marking.ranges).as("no range was done twice").hasValue(4 + 1);
        assertThat(isLeft(subject)).isFalse();
    }

    @Test
    void severalProcessesDoEachRangeOnce() {
        things(95);
        Marking marking = new Marking(kind);
        begin(kind, subject);

        Flux.range(0, 4).flatMap(process -> steps(marking).takeAll()).then().block(SOON);

        assertThat(marked()).hasSize(95);
        assertThat(marking.ranges).hasValue(10);
    }

    @Test
    void oneThatIsCancelledTakesNoFurtherStep() {
        things(200);
        Marking marking = new Marking(kind);
        Sinks.Empty<Void> held = Sinks.empty();
        marking.heldUp.set(held.asMono());
        begin(kind, subject);
        Mono<Void> letGo = awaitWaitingForTheStep().doOnSuccess(waits -> held.tryEmitEmpty());

        Boolean wasThere = Mono.zip(
                        steps(marking).takeAll().thenReturn(true),
                        marking.begun.asMono().then(jobs().cancel(kind, subject)),
                        marking.begun.asMono().then(letGo).thenReturn(true))
                .map(all -> all.getT2())
                .block(SOON);

        assertThat(wasThere).isTrue();
        assertThat(marked()).as("the step under way ends").hasSizeBetween(10, 199);
        assertThat(isLeft(subject)).isFalse();
        assertThat(jobs().cancel(kind, subject).block(SOON)).isFalse();
    }

    @Test
    void whoHoldsOneHasWaitedForItsStepAndNoneBeginsBeforeItIsLetGo() {
        things(200);
        Marking marking = new Marking(kind);
        Sinks.Empty<Void> held = Sinks.empty();
        marking.heldUp.set(held.asMono());
        begin(kind, subject);
        Sinks.Empty<Void> holds = Sinks.empty();
        Sinks.Empty<Void> done = Sinks.empty();
        CompletableFuture<Void> stepping = steps(marking).takeAll().toFuture();
        marking.begun.asMono().block(SOON);
        CompletableFuture<Void> holding = jobs().hold(kind, subject)
                .doOnSuccess(locked -> holds.tryEmitEmpty())
                .then(done.asMono())
                .as(transaction::transactional)
                .toFuture();
        awaitWaitingForTheStep().block(SOON);
        held.tryEmitEmpty();
        holds.asMono().block(SOON);
        stepping.join();
        int before = marked().size();
        steps(marking).takeAll().block(SOON);
        assertThat(marked()).hasSize(before).hasSizeLessThan(200);
        done.tryEmitEmpty();
        holding.join();
        steps(marking).takeAll().block(SOON);
        assertThat(marked()).hasSize(200);
    }

    @Test
    void whatIsToBeDoneLaterRestsUntilThen() {
        things(5);
        Marking marking = new Marking(kind);
        marking.looksAgainAt.set(clock.instant().plusSeconds(120));
        begin(kind, subject);
        JobSteps steps = steps(marking);
        steps.takeAll().block(SOON);
        assertThat(marked()).hasSize(5);
        assertThat(isLeft(subject)).isTrue();

        things(3);
        clock.pass(Duration.ofSeconds(119));
        steps.takeAll().block(SOON);
        assertThat(marked()).hasSize(5);

        clock.pass(Duration.ofSeconds(1));
        steps.takeAll().block(SOON);
        assertThat(marked()).hasSize(8);
        assertThat(isLeft(subject)).isFalse();
    }

    @Test
    void oneThatIsUnderWayIsNotBegunAgain() {
        things(15);
        Marking marking = new Marking(kind);
        marking.failsInRange.set(2);
        begin(kind, subject);
        JobSteps steps = steps(marking);
        steps.takeAll().block(SOON);

        begin(kind, subject);
        clock.pass(Duration.ofSeconds(11));
        steps.takeAll().block(SOON);

        assertThat(marked()).hasSize(15);
        assertThat(marking.ranges).hasValue(2 + 1);
    }

    @Test
    void whatIsRolledBackNeverBegan() {
        Mono<Void> undone = jobs().begin(kind, subject).then(Mono.error(new IllegalStateException("no")));

        undone.as(transaction::transactional).onErrorComplete().block(SOON);

        assertThat(isLeft(subject)).isFalse();
    }

    @Test
    void anotherKindIsLeftToWhoKnowsIt() {
        begin(kind + " otherwise", subject);

        steps(new Marking(kind)).takeAll().block(SOON);

        assertThat(isLeft(subject)).isTrue();
    }

    /** Marks the things of a subject, ten at once. */
    private final class Marking implements Job {

        private final String kind;
        private final AtomicInteger ranges = new AtomicInteger();
        private final AtomicInteger failsInRange = new AtomicInteger();
        private final AtomicReference<Mono<Void>> heldUp = new AtomicReference<>(Mono.empty());
        private final Sinks.Empty<Void> begun = Sinks.empty();
        private final AtomicReference<Instant> looksAgainAt = new AtomicReference<>();
        private final Map<UUID, Boolean> looked = new ConcurrentHashMap<>();

        Marking(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Mono<Progress> step(State state) {
            begun.tryEmitEmpty();
            return Objects.requireNonNull(heldUp.get())
                    .then(Mono.defer(() -> database.sql("""
                                    UPDATE thing SET version = version + 1 WHERE id = ANY (ARRAY(
                                        SELECT id FROM thing WHERE note = :note AND id > :after ORDER BY id LIMIT :range))
                                    RETURNING id
                                    """)
                            .bind("note", state.subject().toString())
                            .bind("after", state.afterOrFirst())
                            .bind("range", RANGE)
                            .map(row -> Columns.uuid(row, "id"))
                            .all()
                            .collectSortedList()))
                    .map(range -> progress(state, range));
        }

        private Progress progress(State state, List<UUID> range) {
            if (state.subject().equals(subject) && ranges.incrementAndGet() == failsInRange.get()) {
                throw new IllegalStateException("half way");
            } else if (range.size() == RANGE) {
                return new Progress.Reached(range.get(RANGE - 1));
            }
            Instant again = looksAgainAt.get();
            return again == null || looked.put(state.subject(), true) != null
                    ? new Progress.Done()
                    : new Progress.Later(range.get(range.size() - 1), again);
        }
    }

    private Jobs jobs() {
        return new Jobs(database, transaction, clock);
    }

    private JobSteps steps(Job job) {
        return new JobSteps(List.of(job), database, transaction, clock);
    }

    private void begin(String kind, UUID subject) {
        jobs().begin(kind, subject).block(SOON);
    }

    private boolean isLeft(UUID subject) {
        return Boolean.TRUE.equals(database.sql("SELECT EXISTS (SELECT FROM job WHERE subject = :subject)")
                .bind("subject", subject)
                .mapValue(Boolean.class)
                .one()
                .block(SOON));
    }

    private List<UUID> things(int number) {
        return things(subject, number);
    }

    private List<UUID> things(UUID subject, int number) {
        List<UUID> ids = IntStream.range(0, number)
                .mapToObj(thing -> Ids.next())
                .sorted()
                .toList();
        Flux.fromIterable(ids)
                .concatMap(id -> database.sql("INSERT INTO thing (id, version, note) VALUES (:id, 0, :note)")
                        .bind("id", id)
                        .bind("note", subject.toString())
                        .then())
                .then()
                .block(SOON);
        return ids;
    }

    private List<UUID> marked() {
        return marked(subject);
    }

    /** Those that were marked, and none of them twice. */
    private List<UUID> marked(UUID subject) {
        return Objects.requireNonNull(
                database.sql("SELECT id FROM thing WHERE note = :note AND version = 1 ORDER BY id")
                        .bind("note", subject.toString())
                        .map(row -> Columns.uuid(row, "id"))
                        .all()
                        .collectList()
                        .block(SOON));
    }

    /** Whoever cancels has to wait for the step that is under way. */
    private Mono<Void> awaitWaitingForTheStep() {
        return database.sql("""
                        SELECT count(*) AS waiting FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                            AND (query LIKE 'DELETE FROM job%' OR query LIKE 'SELECT kind FROM job % FOR UPDATE')
                        """)
                .map(row -> Columns.number(row, "waiting"))
                .one()
                .filter(waiting -> waiting > 0)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(10)))
                .then();
    }
}
