package org.pressroom.common.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.consuming.DeadLetterHeaders;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.consuming.EventRefused;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.UndecodableEvent;
import org.pressroom.common.inbox.Inbox;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.kafka.core.ConsumerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The dead letters of this program's consumers. One is replayed to the very consumer that could not handle it, and not
 * to its topic: there, an old state would become the newest of its key.
 */
public final class DeadLetters {

    /** Newest dead letters looked at in each partition. */
    private static final int PER_PARTITION = 200;

    /** How long one question to the broker may take; after it the caller is told to come back later. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private static final Duration READ_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ConsumerFactory<String, byte[]> kafka;
    private final EventConsumers consumers;
    private final Inbox inbox;

    public DeadLetters(ConsumerFactory<String, byte[]> kafka, EventConsumers consumers, Inbox inbox) {
        this.kafka = kafka;
        this.consumers = consumers;
        this.inbox = inbox;
    }

    /** The newest dead letters, newest first, {@code limit} at most. */
    public Mono<List<DeadLetter>> newest(int limit) {
        return Mono.fromCallable(this::readNewest)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(Flux::fromIterable)
                .filter(record -> consumerOf(record).isPresent())
                .sort(Comparator.comparingLong((ConsumerRecord<String, byte[]> record) -> record.timestamp())
                        .reversed())
                .take(limit)
                .concatMap(this::describe)
                .collectList();
    }

    /**
     * Hands a dead letter to its consumer once more. What it had already acted on is recognised and left alone.
     *
     * @return refused as not found where there is none, and as a conflict where it still cannot be handled
     */
    public Mono<Void> replay(String topic, int partition, long offset) {
        return Mono.fromCallable(() -> readOne(topic, partition, offset))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(found -> Mono.justOrEmpty(found))
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such dead letter.")))
                .flatMap(record -> Mono.justOrEmpty(consumerOf(record))
                        .switchIfEmpty(Mono.error(() ->
                                RefusedException.notFound("This dead letter is not one of this program's consumers.")))
                        .flatMap(consumer -> consumer.replay(record).onErrorMap(DeadLetters::refusedAgain)));
    }

    private static Throwable refusedAgain(Throwable failure) {
        return failure instanceof EventRefused || failure instanceof UndecodableEvent
                ? RefusedException.conflict("It is refused again: " + failure.getMessage())
                : failure;
    }

    private Mono<DeadLetter> describe(ConsumerRecord<String, byte[]> record) {
        String consumer = String.valueOf(header(record, DeadLetterHeaders.CONSUMER));
        String eventId = header(record, "ce_id");
        Mono<Boolean> handled =
                uuid(eventId).map(id -> inbox.knows(consumer, id)).orElse(Mono.just(false));
        return handled.map(known -> new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                consumer,
                header(record, DeadLetterHeaders.TOPIC)
                        + "-"
                        + header(record, DeadLetterHeaders.PARTITION)
                        + "@"
                        + header(record, DeadLetterHeaders.OFFSET),
                String.valueOf(header(record, DeadLetterHeaders.REASON)),
                eventId,
                header(record, "ce_type"),
                header(record, "ce_subject"),
                record.key(),
                Instant.ofEpochMilli(record.timestamp()),
                known));
    }

    private Optional<EventConsumer> consumerOf(ConsumerRecord<String, byte[]> record) {
        String name = header(record, DeadLetterHeaders.CONSUMER);
        return StreamSupport.stream(consumers.groups().spliterator(), false)
                .filter(consumer -> consumer.name().equals(name))
                .findFirst();
    }

    private List<ConsumerRecord<String, byte[]>> readNewest() {
        List<TopicPartition> partitions = StreamSupport.stream(
                        consumers.groups().spliterator(), false)
                .flatMap(consumer -> consumer.topics().stream())
                .distinct()
                .flatMap(topic -> IntStream.range(0, EventTopic.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic.deadLetterName(), partition)))
                .toList();
        if (partitions.isEmpty()) {
            return List.of();
        }
        try (Consumer<String, byte[]> consumer = open()) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            end.forEach((partition, offset) ->
                    consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), offset - PER_PARTITION)));
            return readTo(consumer, end);
        }
    }

    private Optional<ConsumerRecord<String, byte[]>> readOne(String topic, int partition, long offset) {
        Set<String> known = Arrays.stream(EventTopic.values())
                .map(EventTopic::deadLetterName)
                .collect(Collectors.toSet());
        if (!known.contains(topic) || partition < 0 || partition >= EventTopic.PARTITIONS || offset < 0) {
            return Optional.empty();
        }
        TopicPartition place = new TopicPartition(topic, partition);
        try (Consumer<String, byte[]> consumer = open()) {
            consumer.assign(List.of(place));
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            if (offset >= end) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            return readTo(consumer, Map.of(place, offset + 1)).stream()
                    .filter(record -> record.offset() == offset)
                    .findFirst();
        }
    }

    private Consumer<String, byte[]> open() {
        Properties overrides = new Properties();
        overrides.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_LIMIT.toMillis()));
        return kafka.createConsumer(null, "dead-letters", UUID.randomUUID().toString(), overrides);
    }

    private static List<ConsumerRecord<String, byte[]>> readTo(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> end) {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < READ_LIMIT.toNanos()
                && end.entrySet().stream().anyMatch(part -> consumer.position(part.getKey()) < part.getValue())) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(read::add);
        }
        return read;
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
