package org.pressroom.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.Servers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@CommonTest
@ExtendWith(OutputCaptureExtension.class)
class WholeTransactionsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CANCELS = 4_000;
    private static final int CONNECTIONS = 8;

    @Autowired
    TransactionalOperator ofPrograms;

    private final String note = Ids.next().toString();
    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(
                    ConnectionFactories.get(Servers.running().database().r2dbcUrl()))
            .initialSize(0)
            .maxSize(CONNECTIONS)
            .maxAcquireTime(Duration.ofSeconds(20))
            .build());
    private final DatabaseClient database = DatabaseClient.create(pool);
    private final WholeTransactions transactions = new WholeTransactions(new R2dbcTransactionManager(pool));

    @AfterEach
    void cleanUp() {
        database.sql("DELETE FROM thing WHERE note LIKE :note")
                .bind("note", note + "%")
                .then()
                .block(SOON);
        pool.dispose();
    }

    @Test
    void everyProgramUsesThem() {
        assertThat(ofPrograms).isInstanceOf(WholeTransactions.class);
    }

    /** Around the time that a transaction takes, so that some are over, some are under way and some wait to begin. */
    @Test
    void whateverIsCancelledAndWhenBothRowsAreWrittenOrNone() {
        Flux.range(0, CANCELS)
                .flatMap(
                        i -> both(note + i).as(transactions::transactional).takeUntilOther(Mono.delay(patience())),
                        2 * CONNECTIONS)
                .then()
                .block(SOON);

        noneIsUnderWay();
        assertThat(halves()).isZero();
        assertThat(rows()).as("some were written").isPositive().isLessThan(2 * CANCELS);
        everyConnectionWorks();
    }

    /** Mostly some milliseconds, and up to a second, so that on a machine that is busy some wait for the end, too. */
    private static Duration patience() {
        return Duration.ofNanos(Math.round(Math.pow(ThreadLocalRandom.current().nextDouble(), 4) * 1e9));
    }

    @Test
    void whatHasBegunIsDoneThoughNobodyWaits() {
        Sinks.Empty<Void> first = Sinks.empty();
        Sinks.Empty<Void> gone = Sinks.empty();
        Disposable client = write(note, 1)
                .then(Mono.fromRunnable(first::tryEmitEmpty))
                .then(gone.asMono())
                .then(write(note, 2))
                .as(transactions::transactional)
                .subscribe();
        first.asMono().block(SOON);

        client.dispose();
        gone.tryEmitEmpty();

        noneIsUnderWay();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void rowsThatAStreamOfATransactionHasNotAskedForDoNotHoldItUp() {
        Flux<Long> written = Flux.range(1, 1_000)
                .concatMap(version -> write(note, version).thenReturn((long) version))
                .as(transactions::transactional);

        assertThat(written.take(1).single().block(SOON)).isEqualTo(1);

        noneIsUnderWay();
        assertThat(rows()).isEqualTo(1_000);
    }

    @Test
    void aStreamIsReadNoFasterThanItIsAskedFor() {
        AtomicInteger read = new AtomicInteger();

        List<Integer> asked = Flux.range(1, 10_000)
                .doOnNext(read::set)
                .as(transactions::transactional)
                .limitRate(10)
                .concatMap(number -> Mono.delay(Duration.ofMillis(1)).map(waited -> number + read.get()), 1)
                .take(50)
                .collectList()
                .block(SOON);

        assertThat(asked).last().satisfies(sum -> assertThat(sum - 50).isLessThan(100));
    }

    @Test
    void whoLeavesBeforeTheTransactionHasAConnectionLeavesNothingBehind() {
        Sinks.Empty<Void> goOn = Sinks.empty();
        Flux.range(0, CONNECTIONS)
                .flatMap(i -> write(note + "busy", i).then(goOn.asMono()).as(transactions::transactional), CONNECTIONS)
                .subscribe();
        await().atMost(SOON).until(() -> metrics().acquiredSize() == CONNECTIONS);
        Disposable client = both(note).as(transactions::transactional).subscribe();
        await().atMost(SOON).until(() -> metrics().pendingAcquireSize() == 1);

        client.dispose();
        goOn.tryEmitEmpty();

        noneIsUnderWay();
        assertThat(rows()).isEqualTo(CONNECTIONS);
    }

    @Test
    void whatFailsThoughNobodyWaitsIsUndoneAndToldInALine(CapturedOutput log) {
        Sinks.Empty<Void> first = Sinks.empty();
        Sinks.Empty<Void> gone = Sinks.empty();
        Disposable client = write(note, 1)
                .then(Mono.fromRunnable(first::tryEmitEmpty))
                .then(gone.asMono())
                .then(database.sql("SELECT 'reader@example.org' FROM nowhere").then())
                .as(transactions::transactional)
                .subscribe();
        first.asMono().block(SOON);

        client.dispose();
        gone.tryEmitEmpty();

        await().atMost(SOON).untilAsserted(() -> assertThat(log.getOut())
                .contains("nobody waited for any more failed: BadSqlGrammarException")
                .contains("SQLSTATE 42P01")
                .doesNotContain("example.org")
                .doesNotContain("nobody waited any more for what failed"));
        noneIsUnderWay();
        assertThat(rows()).isZero();
    }

    @Test
    void whatNeverEndsIsUndoneSomeTimeAfterItsSubscriberHasLeft() {
        WholeTransactions impatient = new WholeTransactions(new R2dbcTransactionManager(pool), Duration.ofMillis(200));
        Sinks.Empty<Void> first = Sinks.empty();

        assertThatThrownBy(() -> write(note, 1)
                        .then(Mono.fromRunnable(first::tryEmitEmpty))
                        .then(Mono.never())
                        .as(impatient::transactional)
                        .timeout(first.asMono())
                        .block(SOON))
                .hasCauseInstanceOf(TimeoutException.class);

        noneIsUnderWay();
        assertThat(rows()).isZero();
        everyConnectionWorks();
    }

    @Test
    void whatIsCancelledWithinATransactionWritesNothingBehindItsEnd() {
        Sinks.Empty<Void> second = Sinks.empty();
        Sinks.Empty<Void> over = Sinks.empty();

        write(note, 1)
                .then(write(note, 2)
                        .then(Mono.fromRunnable(second::tryEmitEmpty))
                        .then(over.asMono())
                        .then(write(note, 3))
                        .as(transactions::transactional)
                        .takeUntilOther(second.asMono()))
                .as(transactions::transactional)
                .block(SOON);
        over.tryEmitEmpty();

        noneIsUnderWay();
        everyConnectionWorks();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void whatTheSubscriberCarriesIsKnownWithin() {
        String carried = Mono.deferContextual(context -> Mono.just(context.<String>get("trace")))
                .as(transactions::transactional)
                .contextWrite(context -> context.put("trace", note))
                .block(SOON);

        assertThat(carried).isEqualTo(note);
    }

    private void noneIsUnderWay() {
        await().atMost(SOON)
                .until(() -> metrics().acquiredSize() == 0 && metrics().pendingAcquireSize() == 0);
    }

    /** All at once: each has to have one of its own. */
    private void everyConnectionWorks() {
        long answers = Flux.range(0, CONNECTIONS)
                .flatMap(
                        i -> database.sql("SELECT pg_sleep(0.05)")
                                .fetch()
                                .rowsUpdated()
                                .as(transactions::transactional),
                        CONNECTIONS)
                .count()
                .blockOptional(SOON)
                .orElseThrow();
        assertThat(answers).isEqualTo(CONNECTIONS);
    }

    private PoolMetrics metrics() {
        return pool.getMetrics().orElseThrow();
    }

    private Mono<Void> both(String note) {
        return write(note, 1).then(write(note, 2));
    }

    private Mono<Void> write(String note, long version) {
        return database.sql("INSERT INTO thing (id, version, note) VALUES (:id, :version, :note)")
                .bind("id", UUID.randomUUID())
                .bind("version", version)
                .bind("note", note)
                .then();
    }

    private long halves() {
        return count(
                "SELECT count(*) FROM (SELECT FROM thing WHERE note LIKE :note GROUP BY note HAVING count(*) < 2)");
    }

    private long rows() {
        return count("SELECT count(*) FROM thing WHERE note LIKE :note");
    }

    private long count(String sql) {
        return database.sql(sql)
                .bind("note", note + "%")
                .mapValue(Long.class)
                .one()
                .blockOptional(SOON)
                .orElseThrow();
    }
}
