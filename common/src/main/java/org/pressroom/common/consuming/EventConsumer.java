package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import reactor.core.publisher.Mono;

/**
 * A group consumer. Its thread reads a batch, hands it to reactive handlers and waits for them with a time limit:
 * records of one key one after another, keys side by side. Then it commits once. What failed through no fault of its
 * own is read again after a growing pause; what had been done by then is recognised by the inbox. A record whose
 * statements take longer than they may is put aside after some tries, and holds up only its own key until then.
 */
public final class EventConsumer extends TopicReader {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** So much is not waited for any longer. */
    private static final int GATHERED_BYTES = 1024 * 1024;

    private final RecordHandler handler;
    private final BatchHandler batches;

    /** @param name its group's and its inbox's too */
    EventConsumer(
            String name,
            ConsumerFactory<String, byte[]> kafka,
            KafkaTopics creation,
            Set<EventType> types,
            RecordHandler handler,
            BatchOptions reading) {
        super(name, types, kafka, creation, inGroup(name, types, reading));
        this.handler = handler;
        this.batches = new BatchHandler(name, handler, reading);
        container().getContainerProperties().setConsumerRebalanceListener(batches);
        container().setupMessageListener(batches);
        container().setCommonErrorHandler(tryAgainForEver());
    }

    private static ContainerProperties inGroup(String name, Set<EventType> types, BatchOptions reading) {
        ContainerProperties properties = new ContainerProperties(
                topicsOf(types).stream().map(EventTopic::topicName).toArray(String[]::new));
        properties.setGroupId(name);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
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

    /** Acts on a dead letter of this consumer once more. */
    public Mono<Void> replay(ConsumerRecord<String, byte[]> record) {
        return handler.replay(record);
    }

    @Override
    void begins() {
        batches.stopping(false);
    }

    @Override
    void ends() {
        batches.stopping(true);
    }
}
