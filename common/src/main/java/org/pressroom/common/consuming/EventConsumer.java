package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.Topic;
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
 * own is read again after a growing pause; what had been done by then is recognised by the inbox.
 */
public final class EventConsumer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Set<Topic> topics;
    private final KafkaTopics creation;
    private final RecordHandler handler;
    private final Duration timeLimit;
    private final int sideBySide;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private volatile boolean running;

    EventConsumer(
            String name,
            ConsumerFactory<String, byte[]> kafka,
            KafkaTopics creation,
            Set<Topic> topics,
            RecordHandler handler,
            Duration timeLimit,
            int sideBySide,
            int batch) {
        this.name = name;
        this.topics = topics;
        this.creation = creation;
        this.handler = handler;
        this.timeLimit = timeLimit;
        this.sideBySide = sideBySide;
        this.container = new ConcurrentMessageListenerContainer<>(kafka, properties(batch));
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
        creation.whenReady(() -> {
            if (running) {
                container.start();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private ContainerProperties properties(int batch) {
        ContainerProperties properties =
                new ContainerProperties(topics.stream().map(Topic::topicName).toArray(String[]::new));
        properties.setGroupId(name);
        properties.setClientId(name);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMessageListener((BatchMessageListener<String, byte[]>) this::handle);
        Properties overrides = new Properties();
        overrides.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(batch));
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

    private record Failure(int index, Throwable cause) {}

    private void handle(List<ConsumerRecord<String, byte[]>> records) {
        List<Failure> failures;
        try {
            failures = Flux.fromIterable(lanes(records).values())
                    .flatMap(lane -> handleInOrder(records, lane), sideBySide)
                    .collectList()
                    .timeout(timeLimit)
                    .block();
        } catch (RuntimeException gaveUp) {
            failures = List.of(new Failure(0, gaveUp));
        }
        Failure first = first(failures);
        if (first != null) {
            LOG.warn("{} waits and tries again: {}", name, first.cause().toString());
            throw new BatchListenerFailedException("handled no further", first.cause(), first.index());
        }
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

    /** Stops at the lane's first failure and tells it. */
    private Mono<Failure> handleInOrder(List<ConsumerRecord<String, byte[]>> records, List<Integer> lane) {
        return Flux.fromIterable(lane)
                .concatMap(index -> handler.handle(records.get(index))
                        .then(Mono.<Failure>empty())
                        .onErrorResume(failure -> Mono.just(new Failure(index, failure))))
                .next();
    }

    private static @Nullable Failure first(@Nullable List<Failure> failures) {
        Failure first = null;
        for (Failure failure : failures == null ? List.<Failure>of() : failures) {
            if (failure.cause() instanceof WakeupException wakeup) {
                throw wakeup;
            }
            if (first == null || failure.index() < first.index()) {
                first = failure;
            }
        }
        return first;
    }
}
