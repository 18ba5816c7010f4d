package org.pressroom.common.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.app.Topics;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@CommonTest
@Execution(ExecutionMode.CONCURRENT)
class EventConsumerTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    EventConsumers consumers;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @Autowired
    DatabaseClient database;

    private final String group = "test-" + Ids.next();
    private final UUID key = Ids.next();
    private final List<Long> acted = new CopyOnWriteArrayList<>();
    private final List<EventConsumer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EventConsumer::stop);
    }

    @Test
    void anEventThatComesTwiceIsActedOnOnce() {
        ProducerRecord<String, byte[]> event = counted(1);
        start(group((event1, state) -> act(state)));

        Topics.send(kafka, List.of(event, event, counted(2)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).contains(2L));
        assertThat(acted).containsExactly(1L, 2L);
    }

    @Test
    void eventsOfAKeyAreActedOnInOrderAndKeysSideBySide() {
        UUID other = Ids.next();
        Sinks.Empty<Void> otherCame = Sinks.empty();
        start(consumers.group(group).on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, state) -> {
            if (state.articleId().equals(other)) {
                return Mono.fromRunnable(otherCame::tryEmitEmpty);
            }
            return state.articleId().equals(key) ? otherCame.asMono().then(act(state)) : Mono.empty();
        }));

        Topics.send(kafka, List.of(counted(1), counted(2), counted(3), counted(4)));
        Topics.send(kafka, List.of(counted(other, 1)));

        // What waits longer than the database allows is acted on again: here that is remembered, there it is undone.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(new LinkedHashSet<>(acted)).containsExactly(1L, 2L, 3L, 4L));
    }

    @Test
    void whereOnlyTheNewestCountsOlderOnesOfTheKeyArePassedOver() {
        UUID other = Ids.next();
        Topics.send(kafka, List.of(counted(1), counted(2), counted(other, 7), counted(3)));

        start(consumers
                .group(group)
                .on(
                        EventType.THREAD_COUNTED,
                        ThreadCounted.class,
                        (event, state) -> isMine(state, other) ? act(state) : Mono.empty())
                .batch(5_000)
                .newestOnly()
                .gather(Duration.ofMillis(200)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).contains(3L, 7L));
        assertThat(acted).containsExactlyInAnyOrder(3L, 7L);
        Topics.send(kafka, List.of(counted(4)));
        await().atMost(SOON).untilAsserted(() -> assertThat(acted).contains(4L));
    }

    @Test
    void whatIsReadAtOnceIsActedOnTogetherAndOnce() {
        ProducerRecord<String, byte[]> twice = counted(1);
        Topics.send(kafka, List.of(twice, counted(2), twice, counted(3)));

        start(group((event, state) -> Mono.error(new IllegalStateException("by itself")))
                .batch(5_000)
                .together(events -> Flux.fromIterable(events)
                        .map(event -> event.data(ThreadCounted.class))
                        .filter(state -> state.articleId().equals(key))
                        .concatMap(this::act)
                        .then()));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).contains(3L));
        assertThat(acted).containsOnlyOnce(1L, 2L, 3L);
    }

    @Test
    void whereActingTogetherFailsEachIsActedOnByItself() {
        Topics.send(kafka, List.of(counted(1), counted(2), counted(3)));

        start(group((event, state) -> state.version() == 2 ? Mono.error(new EventRefused("two is odd")) : act(state))
                .batch(5_000)
                .together(events -> Mono.error(new IllegalStateException("one of them is odd"))));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L, 3L));
        assertThat(deadLetters(1)).hasSize(1);
    }

    private boolean isMine(ThreadCounted state, UUID other) {
        return state.articleId().equals(key) || state.articleId().equals(other);
    }

    @Test
    void whatIsRefusedOrCannotBeReadIsPutAsideAndItsPartitionGoesOn() {
        List<ConsumerRecord<String, byte[]>> toldOf = new CopyOnWriteArrayList<>();
        start(group((event, state) -> state.version() == 2 ? Mono.error(new EventRefused("two is odd")) : act(state))
                .onDeadLetter(record -> Mono.fromRunnable(() -> toldOf.add(record))));
        ProducerRecord<String, byte[]> malformed =
                Topics.event(EventType.THREAD_COUNTED, key, "{\"articleId\":".getBytes(StandardCharsets.UTF_8));
        ProducerRecord<String, byte[]> typeless =
                new ProducerRecord<>(EventTopic.THREAD_FIGURES.topicName(), key.toString(), new byte[] {'{', '}'});

        Topics.send(kafka, List.of(counted(1), counted(2), malformed, typeless, counted(3)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L, 3L));
        List<ConsumerRecord<String, byte[]>> letters = deadLetters(3);
        assertThat(letters)
                .extracting(letter -> Topics.headers(letter).get(DeadLetterHeaders.REASON))
                .containsExactly(
                        "EventRefused: two is odd",
                        "UndecodableEvent: malformed thread.counted.v1: UnexpectedEndOfInputException",
                        "UndecodableEvent: no header ce_type");
        ConsumerRecord<String, byte[]> refused = letters.get(0);
        assertThat(Topics.headers(refused))
                .containsEntry(DeadLetterHeaders.TOPIC, EventTopic.THREAD_FIGURES.topicName())
                .containsEntry(DeadLetterHeaders.PARTITION, Integer.toString(refused.partition()))
                .containsKey(DeadLetterHeaders.OFFSET)
                .containsEntry("ce_type", "thread.counted.v1")
                .containsKey("ce_id");
        assertThat(letters.get(1).value()).isEqualTo(malformed.value());
        assertThat(toldOf).hasSize(3);
    }

    @Test
    void whatNobodyForesawIsPutAsideWithoutQuotingIt() {
        start(group((event, state) -> switch ((int) state.version()) {
            case 1 -> throw new IllegalStateException("reader@example.org");
            case 2 -> database.sql("SELECT 'reader@example.org' FROM nowhere").then();
            default -> act(state);
        }));

        Topics.send(kafka, List.of(counted(1), counted(2), counted(3)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(3L));
        assertThat(deadLetters(2))
                .extracting(letter -> Topics.headers(letter).get(DeadLetterHeaders.REASON))
                .allSatisfy(reason -> assertThat(reason).doesNotContain("example"))
                .satisfiesExactly(
                        thrown -> assertThat(thrown).isEqualTo("IllegalStateException"), sql -> assertThat(sql)
                                .startsWith("BadSqlGrammarException")
                                .endsWith(", SQLSTATE 42P01"));
    }

    @Test
    void aDeadLetterIsPutAsideEvenWhereWhatIsDoneBesidesFails() {
        start(group((event, state) -> state.version() == 1 ? Mono.error(new EventRefused("no")) : act(state))
                .onDeadLetter(record -> {
                    throw new IllegalStateException("mistake");
                }));

        Topics.send(kafka, List.of(counted(1), counted(2)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(2L));
        assertThat(deadLetters(1)).hasSize(1);
    }

    @Test
    void whatIsDoneBesidesForADeadLetterIsTriedUntilItWorks() {
        AtomicInteger tries = new AtomicInteger();
        start(group((event, state) -> Mono.error(new EventRefused("no")))
                .onDeadLetter(record ->
                        tries.incrementAndGet() < 3 ? Mono.error(new QueryTimeoutException("away")) : Mono.empty()));

        Topics.send(kafka, List.of(counted(1)));

        assertThat(deadLetters(1)).hasSize(1);
        assertThat(tries).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void whatIsNoFaultOfTheEventIsTriedUntilItWorksAndNothingIsLostOrOvertakes() {
        AtomicInteger tries = new AtomicInteger();
        UUID other = Ids.next();
        start(consumers.group(group).batch(3).on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, state) -> {
            if (state.articleId().equals(key) && state.version() == 2 && tries.incrementAndGet() < 4) {
                return Mono.error(new QueryTimeoutException("the database is away"));
            }
            return state.articleId().equals(key) || state.articleId().equals(other) ? act(state) : Mono.empty();
        }));

        Topics.send(kafka, List.of(counted(1), counted(2), counted(3), counted(4), counted(5)));
        Topics.send(kafka, List.of(counted(other, 101), counted(other, 102)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).hasSize(7));
        assertThat(tries).hasValueGreaterThanOrEqualTo(4);
        assertThat(acted).filteredOn(version -> version < 100).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(acted).filteredOn(version -> version > 100).containsExactly(101L, 102L);
        assertThat(Topics.all(EventTopic.THREAD_FIGURES.deadLetterName(), this::isMine))
                .isEmpty();
    }

    @Test
    void whatIsPutAsideBehindARecordThatIsTriedAgainIsPutAsideOnce() {
        AtomicInteger tries = new AtomicInteger();
        UUID refused = other(id -> partition(id) == partition(key));
        start(consumers.group(group).on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, state) -> {
            if (state.articleId().equals(refused)) {
                return Mono.error(new EventRefused("no"));
            }
            return state.articleId().equals(key) && tries.incrementAndGet() < 5
                    ? Mono.error(new QueryTimeoutException("away"))
                    : isMine(state, refused) ? act(state) : Mono.empty();
        }));

        Topics.send(kafka, List.of(counted(1), counted(refused, 1)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L));
        assertThat(putAside(refused)).hasSize(1);
    }

    /** Between the tries come batches of other partitions, which go well. */
    @Test
    void whatIsPutAsideBehindARecordThatIsTriedAgainIsPutAsideOnceThoughOthersGoOn() {
        AtomicInteger tries = new AtomicInteger();
        UUID refused = other(id -> partition(id) == partition(key));
        UUID flowing = other(id -> partition(id) != partition(key));
        Topics.send(kafka, List.of(counted(1), counted(refused, 1)));
        Topics.send(
                kafka,
                LongStream.rangeClosed(101, 120)
                        .mapToObj(version -> counted(flowing, version))
                        .toList());

        Sinks.Empty<Void> putAside = Sinks.empty();
        start(consumers
                .group(group)
                .batch(2)
                .on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, state) -> {
                    if (state.articleId().equals(refused)) {
                        return Mono.error(new EventRefused("no"));
                    }
                    return state.articleId().equals(key) && tries.incrementAndGet() < 5
                            ? putAside.asMono().then(Mono.error(new QueryTimeoutException("away")))
                            : isMine(state, flowing) ? act(state) : Mono.empty();
                })
                .onDeadLetter(letter -> Mono.fromRunnable(putAside::tryEmitEmpty)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).contains(1L, 120L));
        assertThat(putAside(refused)).hasSize(1);
    }

    @Test
    void whatTakesLongerThanAStatementMayIsPutAsideThoughOthersGoOn() {
        AtomicInteger tries = new AtomicInteger();
        UUID flowing = other(id -> partition(id) != partition(key));
        Topics.send(kafka, List.of(counted(1)));
        Topics.send(
                kafka,
                LongStream.rangeClosed(101, 120)
                        .mapToObj(version -> counted(flowing, version))
                        .toList());

        start(consumers.group(group).batch(1).on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, state) -> {
            if (state.articleId().equals(key)) {
                return Mono.defer(() -> {
                    tries.incrementAndGet();
                    return overdue("55P03");
                });
            }
            return state.articleId().equals(flowing) ? act(state) : Mono.empty();
        }));

        deadLetters(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted).contains(120L));
        assertThat(tries).hasValue(5);
    }

    /** The time of a statement, of waiting for a lock, of a transaction. */
    @ParameterizedTest
    @ValueSource(strings = {"57014", "55P03", "25P04"})
    void whatTakesLongerThanAStatementMayIsPutAsideAndHoldsUpNoOtherKey(String sqlState) {
        AtomicInteger tries = new AtomicInteger();
        List<Integer> triesBefore = new CopyOnWriteArrayList<>();
        UUID other = other(id -> partition(id) == partition(key));
        start(consumers.group(group).on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, state) -> {
            if (state.articleId().equals(other)) {
                triesBefore.add(tries.get());
                return act(state);
            } else if (!state.articleId().equals(key)) {
                return Mono.empty();
            }
            return state.version() == 1
                    ? Mono.defer(() -> {
                        tries.incrementAndGet();
                        return overdue(sqlState);
                    })
                    : act(state);
        }));

        Topics.send(kafka, List.of(counted(1), counted(2), counted(other, 100)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactlyInAnyOrder(2L, 100L));
        assertThat(tries).hasValue(5);
        assertThat(triesBefore).as("the other key did not wait").allMatch(before -> before < 5);
        assertThat(Topics.headers(deadLetters(1).get(0)).get(DeadLetterHeaders.REASON))
                .contains(sqlState);
    }

    @Test
    void whatIsOverdueTogetherIsActedOnOneByOne() {
        AtomicInteger together = new AtomicInteger();
        start(group((event, state) -> act(state))
                .gather(Duration.ofMillis(300))
                .together(events -> Mono.defer(() -> {
                    together.incrementAndGet();
                    return overdue("57014");
                })));

        Topics.send(kafka, List.of(counted(1), counted(2), counted(3)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L, 2L, 3L));
    }

    /** As PostgreSQL ends a statement: really by its time limit, or told to say so. */
    private Mono<Void> overdue(String sqlState) {
        return sqlState.equals("57014")
                ? database.sql("SELECT set_config('statement_timeout', '20ms', true)")
                        .then()
                        .then(database.sql("SELECT pg_sleep(10)").then())
                : database.sql("DO $$ BEGIN RAISE EXCEPTION 'late' USING ERRCODE = '" + sqlState + "'; END $$")
                        .then();
    }

    private static UUID other(Predicate<UUID> key) {
        return Stream.generate(Ids::next).filter(key).findFirst().orElseThrow();
    }

    private static int partition(UUID key) {
        return BuiltInPartitioner.partitionForKey(
                key.toString().getBytes(StandardCharsets.UTF_8), EventTopic.PARTITIONS);
    }

    @Test
    void aHandlerThatCannotEvenBeLoadedDoesNotEndTheConsumer() {
        start(group((event, state) -> {
            if (state.version() == 1) {
                throw new NoClassDefFoundError("half an update");
            }
            return act(state);
        }));

        Topics.send(kafka, List.of(counted(1), counted(2)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(2L));
        assertThat(deadLetters(1)).hasSize(1);
    }

    @Test
    void whatTakesTooLongIsGivenUpAndTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        start(group((event, state) -> state.version() == 2 && tries.incrementAndGet() == 1 ? Mono.never() : act(state))
                .timeLimit(Duration.ofSeconds(1)));

        Topics.send(kafka, List.of(counted(1), counted(2), counted(3)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L, 2L, 3L));
        assertThat(tries).hasValue(2);
    }

    @Test
    void anEffectThatFailedLeavesNothing() {
        AtomicInteger tries = new AtomicInteger();
        start(group((event, state) -> note(state)
                .then(tries.incrementAndGet() < 3 ? Mono.error(new QueryTimeoutException("half way")) : act(state))));

        Topics.send(kafka, List.of(counted(1)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L));
        await().atMost(SOON).untilAsserted(() -> assertThat(notes()).isEqualTo(1));
    }

    @Test
    void tombstonesAndTypesOfNoInterestArePassedOver() {
        start(group((event, state) -> act(state)));
        ProducerRecord<String, byte[]> unknown = counted(1);
        unknown.headers().remove("ce_type").add("ce_type", "thread.renamed.v9".getBytes(StandardCharsets.UTF_8));
        ProducerRecord<String, byte[]> ofAnotherTopic = counted(2);
        ofAnotherTopic
                .headers()
                .remove("ce_type")
                .add("ce_type", "article.published.v1".getBytes(StandardCharsets.UTF_8));

        Topics.send(
                kafka,
                List.of(
                        Topics.event(EventType.THREAD_COUNTED, key, (byte[]) null),
                        unknown,
                        ofAnotherTopic,
                        counted(3)));

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(3L));
        assertThat(Topics.all(EventTopic.THREAD_FIGURES.deadLetterName(), this::isMine))
                .isEmpty();
    }

    @Test
    void whoStopsAndStartsGoesOnWhereItWas() {
        EventConsumer consumer = start(group((event, state) -> act(state)));
        Topics.send(kafka, List.of(counted(1)));
        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L));

        consumer.stop();
        assertThat(consumer.isRunning()).isFalse();
        Topics.send(kafka, List.of(counted(2)));
        consumer.start();

        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L, 2L));
    }

    @Test
    void mistakesInMakingAConsumerAreToldAtOnce() {
        consumers
                .group(group)
                .on(EventType.THREAD_COUNTED, ThreadCounted.class, (e, s) -> Mono.empty())
                .build();

        assertThatIllegalStateException().isThrownBy(() -> consumers
                .group(group)
                .on(EventType.THREAD_COUNTED, ThreadCounted.class, (e, s) -> Mono.empty())
                .build());
        assertThatIllegalArgumentException().isThrownBy(() -> consumers
                .group("x")
                .on(EventType.ARTICLE_COUNTED, ThreadCounted.class, (e, s) -> Mono.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> consumers
                .group("x")
                .on(EventType.THREAD_COUNTED, ThreadCounted.class, (e, s) -> Mono.empty())
                .on(EventType.THREAD_COUNTED, ThreadCounted.class, (e, s) -> Mono.empty()));
    }

    /** Handles this test's own key alone: the topic holds what other tests wrote. */
    private EventConsumers.Group group(BiFunction<ReceivedEvent, ThreadCounted, Mono<Void>> handler) {
        return consumers
                .group(group)
                .on(
                        EventType.THREAD_COUNTED,
                        ThreadCounted.class,
                        (event, state) -> state.articleId().equals(key) ? handler.apply(event, state) : Mono.empty());
    }

    private EventConsumer start(EventConsumers.Group made) {
        EventConsumer consumer = made.build();
        started.add(consumer);
        consumer.start();
        return consumer;
    }

    private Mono<Void> act(ThreadCounted state) {
        return Mono.fromRunnable(() -> acted.add(state.version()));
    }

    private Mono<Void> note(ThreadCounted state) {
        return database.sql("INSERT INTO thing (id, version, note) VALUES (:id, :version, :note)")
                .bind("id", Ids.next())
                .bind("version", state.version())
                .bind("note", group)
                .then();
    }

    private long notes() {
        Long notes = database.sql("SELECT count(*) FROM thing WHERE note = :note")
                .bind("note", group)
                .mapValue(Long.class)
                .one()
                .block(SOON);
        return notes == null ? -1 : notes;
    }

    private ProducerRecord<String, byte[]> counted(long version) {
        return counted(key, version);
    }

    private static ProducerRecord<String, byte[]> counted(UUID article, long version) {
        return Topics.event(EventType.THREAD_COUNTED, article, new ThreadCounted(article, version, version));
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters(int count) {
        return Topics.await(EventTopic.THREAD_FIGURES.deadLetterName(), this::isMine, count);
    }

    /** What this test's consumer has put aside of a key by now. */
    private List<ConsumerRecord<String, byte[]>> putAside(UUID key) {
        return Topics.all(
                EventTopic.THREAD_FIGURES.deadLetterName(),
                letter -> key.toString().equals(letter.key())
                        && group.equals(Topics.headers(letter).get(DeadLetterHeaders.CONSUMER)));
    }

    private boolean isMine(ConsumerRecord<String, byte[]> letter) {
        return group.equals(Topics.headers(letter).get(DeadLetterHeaders.CONSUMER))
                && key.toString().equals(letter.key());
    }
}
