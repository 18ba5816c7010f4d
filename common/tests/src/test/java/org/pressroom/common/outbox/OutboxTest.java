package org.pressroom.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.app.Topics;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.ArticleCounted;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

@CommonTest
class OutboxTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOPIC = EventType.THREAD_COUNTED.topic().topicName();

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionalOperator transactions;

    @Autowired
    DatabaseClient database;

    @Test
    void stateAndEventAreCommittedTogetherThenTheEventIsSentAndForgotten() {
        UUID id = Ids.next();

        insert(id).then(append(id, 1)).as(transactions::transactional).block(SOON);

        assertThat(versions(Topics.await(TOPIC, id, 1))).containsExactly(1L);
        assertThat(things(id)).isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(waiting(id)).isZero());
    }

    @Test
    void aRollbackLeavesNothing() {
        UUID id = Ids.next();

        assertThatThrownBy(() -> insert(id)
                        .then(append(id, 1))
                        .then(Mono.error(new IllegalStateException("changed my mind")))
                        .as(transactions::transactional)
                        .block(SOON))
                .hasMessage("changed my mind");

        assertThat(things(id)).isZero();
        UUID later = Ids.next();
        append(later, 1).as(transactions::transactional).block(SOON);
        Topics.await(TOPIC, later, 1);
        assertThat(Topics.all(TOPIC, record -> id.toString().equals(record.key())))
                .isEmpty();
    }

    @Test
    void anEventOutsideATransactionIsRefused() {
        UUID id = Ids.next();

        assertThatThrownBy(() -> append(id, 1).block(SOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside a transaction");
        assertThatThrownBy(() ->
                        outbox.appendTombstone(EventType.THREAD_COUNTED, id).block(SOON))
                .isInstanceOf(IllegalStateException.class);
        assertThat(waiting(id)).isZero();
    }

    @Test
    void aStatementLeavesItsEventsItselfWithoutATransactionAroundIt() {
        UUID id = Ids.next();

        Boolean written = insertWithEvent(id, 1).block(SOON);

        assertThat(written).isTrue();
        assertThat(versions(Topics.await(TOPIC, id, 1))).containsExactly(1L);
        assertThat(things(id)).isEqualTo(1);
    }

    @Test
    void aStatementThatWritesNoRowLeavesNoEvent() {
        UUID id = Ids.next();
        insertWithEvent(id, 1).block(SOON);

        Boolean writtenAgain = insertWithEvent(id, 2).block(SOON);

        assertThat(writtenAgain).isFalse();
        changed(id).as(transactions::transactional).block(SOON);
        assertThat(versions(Topics.await(TOPIC, id, 2))).containsExactly(1L, 2L);
        assertThat(Topics.all(TOPIC, record -> id.toString().equals(record.key())))
                .hasSize(2);
    }

    @Test
    void aStatementThatLeavesItsEventsJoinsTheTransactionAroundIt() {
        UUID id = Ids.next();

        assertThatThrownBy(() -> insertWithEvent(id, 1)
                        .then(Mono.error(new IllegalStateException("changed my mind")))
                        .as(transactions::transactional)
                        .block(SOON))
                .hasMessage("changed my mind");
        assertThat(things(id)).isZero();
        assertThat(waiting(id)).isZero();

        insertWithEvent(id, 2).as(transactions::transactional).block(SOON);
        assertThat(versions(Topics.await(TOPIC, id, 1))).containsExactly(2L);
    }

    @Test
    void anEventOverTheLimitIsRefused() {
        UUID id = Ids.next();
        AccountState large = new AccountState(id, 1, "x", "x".repeat(Outbox.MAX_VALUE_BYTES), true);

        assertThatThrownBy(() -> outbox.append(EventType.ACCOUNT_CHANGED, id, id, large)
                        .as(transactions::transactional)
                        .block(SOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("over the limit");
        assertThatThrownBy(() -> database.sql("""
                                INSERT INTO outbox (event_id, topic, key, type, subject, occurred_at, value)
                                VALUES (gen_random_uuid(), 't', 'k', 'x', 's', now(), decode(repeat('00', 524289), 'hex'))
                                """).then().block(SOON))
                .as("by the table too")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void dataOfAnotherTypeIsRefused() {
        UUID id = Ids.next();

        assertThatThrownBy(() -> outbox.append(EventType.THREAD_COUNTED, id, id, new ArticleCounted(id, 1, 1))
                        .as(transactions::transactional)
                        .block(SOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itIsSentAsACloudEvent() {
        UUID id = Ids.next();
        UUID subject = Ids.next();
        Instant before = Instant.now().minusMillis(1);

        outbox.append(EventType.THREAD_COUNTED, id, subject, new ThreadCounted(id, 7, 3))
                .as(transactions::transactional)
                .block(SOON);

        ConsumerRecord<String, byte[]> record = Topics.await(TOPIC, id, 1).get(0);
        assertThat(Topics.headers(record))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "thread.counted.v1")
                .containsEntry("ce_source", "/test-service")
                .containsEntry("ce_subject", subject.toString())
                .containsEntry("content-type", "application/json")
                .hasEntrySatisfying(
                        "ce_id",
                        text -> assertThat(UUID.fromString(text).version()).isEqualTo(7))
                .hasEntrySatisfying(
                        "ce_time", text -> assertThat(Instant.parse(text)).isBetween(before, Instant.now()));
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"articleId\":\"" + id + "\",\"version\":7,\"approvedCount\":3}");
    }

    @Test
    void aTombstoneHasNoValueAndComesBehindWhatItForgets() {
        UUID id = Ids.next();

        append(id, 1)
                .then(outbox.appendTombstone(EventType.THREAD_COUNTED, id))
                .as(transactions::transactional)
                .block(SOON);

        List<ConsumerRecord<String, byte[]>> records = Topics.await(TOPIC, id, 2);
        assertThat(records.get(0).value()).isNotNull();
        assertThat(records.get(1).value()).isNull();
        assertThat(Topics.headers(records.get(1))).containsKey("ce_id");
    }

    @Test
    void aTransactionThatStaysOpenHoldsUpNoOther() {
        UUID slow = Ids.next();
        UUID fast = Ids.next();
        Sinks.Empty<Void> written = Sinks.empty();
        Sinks.Empty<Void> go = Sinks.empty();
        Mono<Void> open = insert(slow)
                .then(append(slow, 1))
                .then(Mono.<Void>fromRunnable(written::tryEmitEmpty))
                .then(go.asMono())
                .as(transactions::transactional);

        Mono<Void> overtakes = written.asMono()
                .then(append(fast, 1).as(transactions::transactional))
                .then(Mono.<Void>fromRunnable(() -> Topics.await(TOPIC, fast, 1))
                        .subscribeOn(Schedulers.boundedElastic()))
                .then(Mono.fromRunnable(go::tryEmitEmpty));
        Mono.when(open, overtakes).block(SOON);

        assertThat(versions(Topics.await(TOPIC, slow, 1))).containsExactly(1L);
    }

    @Test
    void eventsOfAKeyKeepTheOrderOfTheirVersionsHoweverManyWriteAtOnce() {
        List<UUID> ids = List.of(Ids.next(), Ids.next(), Ids.next());
        Flux.fromIterable(ids).concatMap(this::insert).blockLast(SOON);

        Flux.range(0, 90)
                .flatMap(i -> changed(ids.get(i % ids.size())).as(transactions::transactional), 8)
                .blockLast(SOON);

        for (UUID id : ids) {
            assertThat(versions(Topics.await(TOPIC, id, 30)))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 31).boxed().toList());
        }
    }

    private Mono<Void> changed(UUID id) {
        return database.sql("UPDATE thing SET version = version + 1 WHERE id = :id RETURNING version")
                .bind("id", id)
                .mapValue(Long.class)
                .one()
                .flatMap(version -> append(id, version));
    }

    private Mono<Void> append(UUID id, long version) {
        return outbox.append(EventType.THREAD_COUNTED, id, id, new ThreadCounted(id, version, version));
    }

    private Mono<Void> insert(UUID id) {
        return database.sql("INSERT INTO thing (id, version) VALUES (:id, 1)")
                .bind("id", id)
                .then();
    }

    /** Whether the row was written. */
    private Mono<Boolean> insertWithEvent(UUID id, long version) {
        return outbox.appendWith(
                database.sql("""
                        WITH written AS (
                            INSERT INTO thing (id, version) VALUES (:id, 1) ON CONFLICT DO NOTHING RETURNING id
                        ), told AS (%s)
                        SELECT EXISTS (SELECT FROM written)
                        """.formatted(Outbox.appendWhere("EXISTS (SELECT FROM written)")))
                        .bind("id", id),
                List.of(new OutboxEvent(EventType.THREAD_COUNTED, id, id, new ThreadCounted(id, version, version))),
                statement -> statement.mapValue(Boolean.class).one());
    }

    private long things(UUID id) {
        return count("SELECT count(*) FROM thing WHERE id = :id::uuid", id);
    }

    private long waiting(UUID key) {
        return count("SELECT count(*) FROM outbox WHERE key = :id", key);
    }

    private long count(String sql, UUID id) {
        Long count = database.sql(sql)
                .bind("id", id.toString())
                .mapValue(Long.class)
                .one()
                .block(SOON);
        return count == null ? -1 : count;
    }

    private static List<Long> versions(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> CloudEventsCodec.decode(record)
                        .data(ThreadCounted.class)
                        .version())
                .toList();
    }
}
