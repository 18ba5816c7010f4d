package org.pressroom.common.consuming;

import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.springframework.kafka.core.ConsumerFactory;
import reactor.core.publisher.Mono;

/**
 * A group consumer. Its thread reads and commits, and waits for nothing: records of one key are handled one after
 * another, keys side by side, each within a time limit. What failed through no fault of its own is tried again after a
 * growing pause, and only its own key waits for it. Where another process goes on, what had been done behind such a
 * record is read again, and recognised by the inbox. A record whose statements take longer than they may is put aside
 * after some tries.
 */
public final class EventConsumer extends TopicReader {

    /** So much is not waited for any longer. */
    private static final int GATHERED_BYTES = 1024 * 1024;

    private final RecordHandler handler;
    private final Lanes lanes;
    private final ConsumerFactory<String, byte[]> kafka;
    private final Properties settings;
    private @Nullable GroupReader reader;

    /** @param name its group's and its inbox's too */
    EventConsumer(
            String name,
            ConsumerFactory<String, byte[]> kafka,
            KafkaTopics creation,
            Set<EventType> types,
            RecordHandler handler,
            ReadingOptions reading) {
        super(name, types, creation);
        this.handler = handler;
        this.lanes = new Lanes(name, handler, reading);
        this.kafka = kafka;
        this.settings = settings(reading);
    }

    private static Properties settings(ReadingOptions reading) {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(reading.batch()));
        if (!reading.gathering().isZero()) {
            settings.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(GATHERED_BYTES));
            settings.setProperty(
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    Long.toString(reading.gathering().toMillis()));
        }
        return settings;
    }

    /** Acts on a dead letter of this consumer once more. */
    public Mono<Void> replay(ConsumerRecord<String, byte[]> record) {
        return handler.replay(record);
    }

    @Override
    void open(Runnable closed) {
        lanes.stopping(false);
        Set<String> names = topics().stream().map(EventTopic::topicName).collect(Collectors.toSet());
        reader = new GroupReader(name(), names, kafka, settings, lanes, closed);
        reader.start();
    }

    /** What fails from now on may fail because other parts of the program are stopping too. */
    @Override
    void close() {
        lanes.stopping(true);
        if (reader != null) {
            reader.stop();
        }
    }
}
