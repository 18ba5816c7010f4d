package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.Topic;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A group consumer. Its thread reads a batch, hands it to reactive handlers and waits for them with a time limit:
 * records of one key one after another, keys side by side. Then it commits once. What failed through no fault of its
 * own is read again after a growing pause; what had been done by then is recognised by the inbox. A record whose
 * statements take longer than they may is put aside after some tries, and holds up only its own key until then.
 */
public final class EventConsumer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Of a record whose statements are overdue: longer in all than somebody who went silent can hold a lock. */
    private static final int OVERDUE_TRIES = 5;

    private final String name;
    private final Set<Topic> topics;
    private final KafkaTopics creation;
    private final RecordHandler handler;
    private final Reading reading;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private final OutageLog outage;
    /**
     * What was handled behind a record that is tried again, until it is read again. The inbox knows what had an effect;
     * without this, what was put aside would be put aside anew each time. Used by the one thread of the container.
     */
    private final Set<Place> ahead = new HashSet<>();

    /** How often a record's statements were overdue, until it is handled. */
    private final Map<Place, Integer> overdue = new ConcurrentHashMap<>();

    /**
     * Partitions that a record is tried again of. Their records are handled one by one. Batches of other partitions
     * come between the tries, and say nothing of these.
     */
    private final Set<TopicPartition> triedAgain = new HashSet<>();

    private volatile boolean running;

    /** So much is not waited for any longer. */
    private static final int GATHERED_BYTES = 1024 * 1024;

    /**
     * How batches are read and worked on.
     *
     * @param timeLimit for one batch
     * @param sideBySide how many keys at once
     * @param batch how many records at most
     * @param newestOnly whether only the newest record of each key in a batch counts
     * @param gathering how long the broker waits for a batch to fill; zero: not at all
     */
    record Reading(Duration timeLimit, int sideBySide, int batch, boolean newestOnly, Duration gathering) {}

    EventConsumer(
            String name,
            ConsumerFactory<String, byte[]> kafka,
            KafkaTopics creation,
            Set<Topic> topics,
            RecordHandler handler,
            Reading reading) {
        this.name = name;
        this.topics = topics;
        this.creation = creation;
        this.handler = handler;
        this.reading = reading;
        this.outage = new OutageLog(LOG, name + " waits and tries again");
        this.container = new ConcurrentMessageListenerContainer<>(kafka, properties());
        container.setBeanName(name);
        container.setCommonErrorHandler(tryAgainForEver());
    }

    /** The consumer's name, which is its group's and its inbox's. */
    public String name() {
        return name;
    }

    public Set<Topic> topics() {
        return topics;
    }

    /** Acts on a dead letter of this consumer once more. */
    public Mono<Void> replay(ConsumerRecord<String, byte[]> record) {
        return handler.replay(record);
    }

    @Override
    public void start() {
        running = true;
        handler.stopping(false);
        creation.whenReady(() -> {
            if (running) {
                container.start();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        handler.stopping(true);
        container.stop();
    }

    /** Side by side with others: each waits for the batch that it is at. */
    @Override
    public void stop(Runnable callback) {
        running = false;
        handler.stopping(true);
        container.stop(callback);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private ContainerProperties properties() {
        ContainerProperties properties =
                new ContainerProperties(topics.stream().map(Topic::topicName).toArray(String[]::new));
        properties.setGroupId(name);
        properties.setClientId(name);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        // Else a broker that refuses us for a moment would end the consumer for good.
        properties.setAuthExceptionRetryInterval(LONGEST_PAUSE);
        properties.setMessageListener((BatchMessageListener<String, byte[]>) this::handle);
        properties.setConsumerRebalanceListener(new Forgetting());
        Properties overrides = new Properties();
        overrides.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(reading.batch()));
        if (!reading.gathering().isZero()) {
            overrides.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(GATHERED_BYTES));
            overrides.setProperty(
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    Long.toString(reading.gathering().toMillis()));
        }
        properties.setKafkaConsumerProperties(overrides);
        return properties;
    }

    private static DefaultErrorHandler tryAgainForEver() {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        DefaultErrorHandler errors = new DefaultErrorHandler(pauses);
        // No exception may count as "not worth trying again": that would skip the record.
        errors.setClassifications(Map.of(), true);
        errors.setLogLevel(KafkaException.Level.DEBUG);
        return errors;
    }

    private record Place(TopicPartition partition, long offset) {
        static Place of(ConsumerRecord<String, byte[]> record) {
            return new Place(new TopicPartition(record.topic(), record.partition()), record.offset());
        }
    }

    /** Partitions that others read now may have got on by the time they come back. */
    private final class Forgetting implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            ahead.removeIf(place -> partitions.contains(place.partition()));
            overdue.keySet().removeIf(place -> partitions.contains(place.partition()));
            triedAgain.removeAll(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Nothing is known of them.
        }
    }

    /** What a batch has come to. */
    private record Progress(Set<Integer> handled, AtomicReference<@Nullable Throwable> failure, AtomicBoolean stopped) {
        Progress() {
            this(ConcurrentHashMap.newKeySet(), new AtomicReference<>(), new AtomicBoolean());
        }

        /** The first failure counts: those that follow are often its consequence. */
        void failed(Throwable cause) {
            failure.compareAndSet(null, cause);
            if (!Outages.isOverdue(cause)) {
                stopped.set(true);
            }
        }

        /** Whether more would fail in the same way. */
        boolean isStopped() {
            return stopped.get();
        }

        /** The first record that is to be read again; {@code size} where all were handled. */
        int next(int size) {
            int next = 0;
            while (next < size && handled.contains(next)) {
                next++;
            }
            return next;
        }
    }

    private void handle(List<ConsumerRecord<String, byte[]>> records) {
        Progress progress = new Progress();
        List<Place> places = records.stream().map(Place::of).toList();
        for (int i = 0; i < records.size(); i++) {
            if (ahead.contains(places.get(i))) {
                progress.handled().add(i);
            }
        }
        boolean oneByOne = places.stream().anyMatch(place -> triedAgain.contains(place.partition()));
        try {
            handler.handleTogether(oneByOne ? Map.of() : rest(records, progress))
                    .doOnNext(progress.handled()::addAll)
                    .thenMany(Flux.fromIterable(lanes(records).values()))
                    .flatMap(
                            lane -> reading.newestOnly()
                                    ? handleNewest(records, lane, progress)
                                    : handleInOrder(records, lane, progress),
                            reading.sideBySide())
                    .then()
                    .timeout(reading.timeLimit())
                    .block();
        } catch (RuntimeException | Error gaveUp) {
            // An error would end the container, and with it the consumer, for good.
            progress.failed(gaveUp);
        }
        int next = progress.next(records.size());
        places.subList(0, next).forEach(this::isDone);
        if (next < records.size()) {
            Throwable cause = progress.failure().get();
            progress.handled().stream().filter(index -> index > next).forEach(index -> ahead.add(places.get(index)));
            triedAgain.add(places.get(next).partition());
            if (running) {
                outage.failed(String.valueOf(cause));
            }
            throw new BatchListenerFailedException("handled no further", cause, next);
        }
        if (triedAgain.isEmpty()) {
            outage.worked();
        }
    }

    /** It will not be read again. */
    private void isDone(Place place) {
        ahead.remove(place);
        overdue.remove(place);
        triedAgain.remove(place.partition());
    }

    private static Map<Integer, ConsumerRecord<String, byte[]>> rest(
            List<ConsumerRecord<String, byte[]>> records, Progress progress) {
        Map<Integer, ConsumerRecord<String, byte[]>> rest = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            if (!progress.handled().contains(i)) {
                rest.put(i, records.get(i));
            }
        }
        return rest;
    }

    /** Indexes of the records of each key, in order. */
    private static Map<String, List<Integer>> lanes(List<ConsumerRecord<String, byte[]>> records) {
        Map<String, List<Integer>> lanes = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> record = records.get(i);
            lanes.computeIfAbsent(record.topic() + '/' + record.key(), key -> new ArrayList<>())
                    .add(i);
        }
        return lanes;
    }

    /**
     * Once any record failed since something is away, no lane begins another: they would fail in the same way. One whose
     * statements are overdue holds up its own lane alone.
     */
    private Mono<Void> handleInOrder(
            List<ConsumerRecord<String, byte[]>> records, List<Integer> lane, Progress progress) {
        return Flux.fromIterable(lane)
                .concatMap(index -> Mono.defer(
                        () -> progress.isStopped() || progress.handled().contains(index)
                                ? Mono.empty()
                                : handle(records.get(index))
                                        .doOnSuccess(done -> progress.handled().add(index))))
                .then()
                .onErrorResume(failure -> {
                    progress.failed(failure);
                    return Mono.empty();
                });
    }

    private Mono<Void> handleNewest(
            List<ConsumerRecord<String, byte[]>> records, List<Integer> lane, Progress progress) {
        int newest = lane.size() - 1;
        progress.handled().addAll(lane.subList(0, newest));
        return handleInOrder(records, lane.subList(newest, lane.size()), progress);
    }

    private Mono<Void> handle(ConsumerRecord<String, byte[]> record) {
        return handler.handle(record)
                .onErrorResume(
                        Outages::isOverdue,
                        failure -> overdue.merge(Place.of(record), 1, Integer::sum) < OVERDUE_TRIES
                                ? Mono.error(failure)
                                : handler.giveUp(record, failure));
    }
}
