package org.pressroom.common.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.app.Topics;
import org.pressroom.common.events.ArticleCounted;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.inbox.Inbox;
import org.pressroom.common.tracing.TraceContext;
import org.pressroom.testkit.Servers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One key waits; another is in its partition, a third in another. */
@CommonTest
@Execution(ExecutionMode.CONCURRENT)
class LanesTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String TOPIC = EventTopic.ARTICLE_FIGURES.topicName();

    @Autowired
    ConsumerFactory<String, byte[]> factory;

    @Autowired
    KafkaTopics topics;

    @Autowired
    Inbox inbox;

    @Autowired
    DeadLetterSender deadLetters;

    @Autowired
    TraceContext traces;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @Autowired
    DatabaseClient database;

    private final String group = "test-" + Ids.next();
    private final UUID waiting = Ids.next();
    private final UUID beside = key(id -> partition(id) == partition(waiting));
    private final UUID elsewhere = key(id -> partition(id) != partition(waiting));
    private final Map<UUID, List<Long>> acted = new ConcurrentHashMap<>();
    private final List<EventConsumer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EventConsumer::stop);
        database.sql("DELETE FROM inbox WHERE consumer = :group")
                .bind("group", group)
                .then()
                .block(SOON);
    }

    @Test
    void aRecordThatIsTriedAgainHoldsUpItsKeyAlone() {
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        start(
                process(),
                state -> isWaiting(state) && state.version() == 2 && away.get()
                        ? Mono.fromRunnable(tries::incrementAndGet).then(Mono.error(new QueryTimeoutException("away")))
                        : act(state));

        send(waiting, 1, 4);
        await().atMost(SOON).until(() -> tries.get() > 1);
        send(beside, 1, 300);
        send(elsewhere, 1, 300);
        send(waiting, 5, 6);

        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(300));
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(elsewhere)).hasSize(300));
        assertThat(acted(waiting)).containsExactly(1L);
        int before = tries.get();
        await().atMost(SOON).until(() -> tries.get() > before);
        away.set(false);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(waiting)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L));
        assertThat(acted(beside)).isSorted().doesNotHaveDuplicates();
        assertThat(acted(elsewhere)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aRecordThatTakesLongHoldsUpItsKeyAlone() {
        Sinks.Empty<Void> goOn = Sinks.empty();
        start(process(), state -> isWaiting(state) ? goOn.asMono().then(act(state)) : act(state));

        send(waiting, 1, 2);
        send(beside, 1, 10);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(10));
        send(beside, 11, 20);
        send(elsewhere, 1, 10);

        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(20));
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(elsewhere)).hasSize(10));
        assertThat(acted(waiting)).isEmpty();
        goOn.tryEmitEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(firstTimes(acted(waiting))).containsExactly(1L, 2L));
    }

    /** As where each try waits for a lock. */
    @Test
    void recordsThatAreTriedAgainAndTakeLongLeavePlacesToOthers() {
        Sinks.Empty<Void> goOn = Sinks.empty();
        Map<UUID, AtomicInteger> tries = new ConcurrentHashMap<>();
        AtomicBoolean hang = new AtomicBoolean();
        EventConsumer consumer = group(process(), state -> {
                    if (state.articleId().equals(elsewhere)) {
                        return act(state);
                    } else if (tries.computeIfAbsent(state.articleId(), any -> new AtomicInteger())
                                    .incrementAndGet()
                            == 1) {
                        return Mono.error(new QueryTimeoutException("away"));
                    }
                    hang.set(true);
                    return goOn.asMono().then(act(state));
                })
                .sideBySide(2)
                .build();
        start(consumer);
        send(waiting, 1, 1);
        send(beside, 1, 1);
        await().atMost(SOON).untilTrue(hang);

        for (int version = 1; version <= 20; version++) {
            int sent = version;
            send(elsewhere, sent, sent);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(acted(elsewhere)).hasSize(sent));
        }
        assertThat(acted(waiting)).isEmpty();
        assertThat(acted(beside)).isEmpty();
        goOn.tryEmitEmpty();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(firstTimes(acted(waiting))).hasSize(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(firstTimes(acted(beside))).hasSize(1));
    }

    @Test
    void orderIsKeptWithinAKeyWhicheverOfItsRecordsAreTriedAgain() {
        Map<Long, AtomicInteger> tries = new ConcurrentHashMap<>();
        start(
                process(),
                state -> state.version() % 3 == 0
                                && tries.computeIfAbsent(state.version(), any -> new AtomicInteger())
                                                .incrementAndGet()
                                        < 3
                        ? Mono.error(new QueryTimeoutException("away"))
                        : act(state));

        send(waiting, 1, 12);

        await().atMost(SOON).untilAsserted(() -> assertThat(acted(waiting)).hasSize(12));
        assertThat(acted(waiting)).isSorted();
    }

    @Test
    void whatIsHandledTogetherGoesOnWithoutTheKeyThatWaits() {
        AtomicBoolean away = new AtomicBoolean(true);
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        Function<ArticleCounted, Mono<Void>> handler = state -> isWaiting(state) && away.get()
                ? Mono.fromRunnable(tries::incrementAndGet).then(Mono.error(new QueryTimeoutException("away")))
                : act(state);
        EventConsumer consumer = group(process(), handler)
                .gather(Duration.ofMillis(300))
                .together(events -> {
                    sizes.add(events.size());
                    return Flux.fromIterable(events)
                            .map(event -> event.data(ArticleCounted.class))
                            .filter(this::isMine)
                            .concatMap(handler)
                            .then();
                })
                .build();
        start(consumer);
        send(waiting, 1, 3);
        await().atMost(SOON).until(() -> tries.get() > 1);
        sizes.clear();

        send(beside, 1, 50);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(50));

        assertThat(sizes).anyMatch(size -> size > 10);
        assertThat(acted(waiting)).isEmpty();
        away.set(false);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(waiting)).containsExactly(1L, 2L, 3L));
    }

    @Test
    void itIsCommittedUpToTheLowestRecordThatIsNotDone() {
        AtomicBoolean away = new AtomicBoolean(true);
        start(
                process(),
                state -> isWaiting(state) && away.get() ? Mono.error(new QueryTimeoutException("away")) : act(state));
        send(waiting, 1, 1);
        send(beside, 1, 20);
        send(elsewhere, 1, 20);

        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(20));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(committed(partition(elsewhere))).isEqualTo(end(partition(elsewhere))));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(committed(partition(waiting))).isEqualTo(offsetOfWaiting(1)));
        away.set(false);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(committed(partition(waiting))).isEqualTo(end(partition(waiting))));
    }

    @Test
    void whoTakesOverLosesNothingAndDoesNothingTwice() {
        AtomicBoolean away = new AtomicBoolean(true);
        Function<ArticleCounted, Mono<Void>> handler =
                state -> isWaiting(state) && away.get() ? Mono.error(new QueryTimeoutException("away")) : act(state);
        EventConsumer first = start(process(), handler);
        send(waiting, 1, 3);
        send(beside, 1, 50);
        send(elsewhere, 1, 50);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(50));

        start(process(), handler);
        send(beside, 51, 60);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(60));
        first.stop();
        send(beside, 61, 70);
        away.set(false);

        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(70));
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(waiting)).containsExactly(1L, 2L, 3L));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(committed(partition(waiting))).isEqualTo(end(partition(waiting))));
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(elsewhere)).hasSize(50));
        assertThat(acted(beside)).isSorted().doesNotHaveDuplicates();
        assertThat(acted(elsewhere)).doesNotHaveDuplicates();
    }

    /** What waits is in memory: beyond a limit it is read no further, and what is behind it waits as well. */
    @Test
    void aPartitionOfWhichTooMuchWaitsIsReadOnOnceThereIsRoom() {
        AtomicBoolean away = new AtomicBoolean(true);
        start(
                process(),
                state -> isWaiting(state) && away.get() ? Mono.error(new QueryTimeoutException("away")) : act(state));
        send(waiting, 1, 1_100);
        send(beside, 1, 1);

        // Each of these is read after the one before was: as often a batch of the other partition might have been.
        for (int version = 1; version <= 15; version++) {
            int sent = version;
            send(elsewhere, sent, sent);
            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> assertThat(acted(elsewhere))
                    .hasSize(sent));
        }
        assertThat(acted(beside)).isEmpty();
        away.set(false);

        await().atMost(SOON).untilAsserted(() -> assertThat(acted(waiting)).hasSize(1_100));
        assertThat(acted(waiting)).isSorted();
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(beside)).hasSize(1));
    }

    @Test
    void whoStopsFinishesWhatIsUnderWayAndBeginsNothingMore() throws Exception {
        Sinks.Empty<Void> begun = Sinks.empty();
        Sinks.Empty<Void> goOn = Sinks.empty();
        AtomicInteger begins = new AtomicInteger();
        // What other tests wrote there is to be over before, and there is to be something.
        UUID before = key(id -> partition(id) == partition(waiting));
        send(before, 1, 1);
        EventConsumer consumer = start(process(), state -> {
            begins.incrementAndGet();
            begun.tryEmitEmpty();
            return goOn.asMono().then(act(state));
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(committed(partition(waiting))).isEqualTo(end(partition(waiting))));
        send(waiting, 1, 3);
        begun.asMono().block(SOON);

        CompletableFuture<Void> stopped = new CompletableFuture<>();
        consumer.stop(() -> stopped.complete(null));
        assertThat(stopped).isNotDone();
        goOn.tryEmitEmpty();
        stopped.get(SOON.toSeconds(), TimeUnit.SECONDS);

        assertThat(acted(waiting)).containsExactly(1L);
        assertThat(begins).hasValue(1);
        assertThat(committed(partition(waiting))).isEqualTo(offsetOfWaiting(2));
        consumer.start();
        await().atMost(SOON).untilAsserted(() -> assertThat(acted(waiting)).containsExactly(1L, 2L, 3L));
    }

    /** A process of its own, as far as the group is concerned. */
    private EventConsumers process() {
        return new EventConsumers(factory, topics, inbox, deadLetters, traces);
    }

    private EventConsumer start(EventConsumers process, Function<ArticleCounted, Mono<Void>> handler) {
        return start(group(process, handler).build());
    }

    private EventConsumer start(EventConsumer consumer) {
        started.add(consumer);
        consumer.start();
        return consumer;
    }

    /** The topic holds what other tests wrote. */
    private EventConsumers.Group group(EventConsumers process, Function<ArticleCounted, Mono<Void>> handler) {
        return process.group(group)
                .on(
                        EventType.ARTICLE_COUNTED,
                        ArticleCounted.class,
                        (ReceivedEvent event, ArticleCounted state) ->
                                isMine(state) ? handler.apply(state) : Mono.empty());
    }

    private boolean isMine(ArticleCounted state) {
        return List.of(waiting, beside, elsewhere).contains(state.articleId());
    }

    private boolean isWaiting(ArticleCounted state) {
        return state.articleId().equals(waiting);
    }

    private Mono<Void> act(ArticleCounted state) {
        return Mono.fromRunnable(() -> acted(state.articleId()).add(state.version()));
    }

    private List<Long> acted(UUID key) {
        return acted.computeIfAbsent(key, any -> new CopyOnWriteArrayList<>());
    }

    /** What waits longer than the database allows is acted on again: here that is remembered, there it is undone. */
    private static Set<Long> firstTimes(List<Long> acted) {
        return new LinkedHashSet<>(acted);
    }

    private void send(UUID key, long from, long to) {
        List<ProducerRecord<String, byte[]>> events = LongStream.rangeClosed(from, to)
                .mapToObj(version ->
                        Topics.event(EventType.ARTICLE_COUNTED, key, new ArticleCounted(key, version, version)))
                .toList();
        List<CompletableFuture<?>> sends = new ArrayList<>();
        events.forEach(event -> sends.add(kafka.send(event)));
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
    }

    /** Where others write as well. */
    private long offsetOfWaiting(int nth) {
        List<ConsumerRecord<String, byte[]>> found =
                Topics.all(TOPIC, record -> waiting.toString().equals(record.key()));
        return found.get(nth - 1).offset();
    }

    private long committed(int partition) throws Exception {
        try (Admin admin = admin()) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(SOON.toSeconds(), TimeUnit.SECONDS)
                    .get(new TopicPartition(TOPIC, partition));
            return offset == null ? -1 : offset.offset();
        }
    }

    private long end(int partition) throws Exception {
        TopicPartition asked = new TopicPartition(TOPIC, partition);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(asked, OffsetSpec.latest()))
                    .partitionResult(asked)
                    .get(SOON.toSeconds(), TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Servers.running().bootstrapServers()));
    }

    private static UUID key(Predicate<UUID> wanted) {
        return Stream.generate(Ids::next).filter(wanted).findFirst().orElseThrow();
    }

    private static int partition(UUID key) {
        return BuiltInPartitioner.partitionForKey(
                key.toString().getBytes(StandardCharsets.UTF_8), EventTopic.PARTITIONS);
    }
}
