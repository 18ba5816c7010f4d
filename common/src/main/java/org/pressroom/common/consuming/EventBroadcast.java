package org.pressroom.common.consuming;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.AbstractConsumerSeekAware;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;

/**
 * Sees, in every process, each event from the moment on in which {@link #isListening()} becomes true: no group, no
 * commits, no inbox. While the broker is away it keeps its place.
 */
public final class EventBroadcast extends TopicReader {

    private static final Logger LOG = LoggerFactory.getLogger(EventBroadcast.class);

    private final EventHandlers<Boolean> handlers;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private Runnable onceClosed = () -> {};
    private volatile boolean listening;

    EventBroadcast(
            String name, ConsumerFactory<String, byte[]> kafka, KafkaTopics creation, EventHandlers<Boolean> handlers) {
        super(name, handlers.types(), creation);
        this.handlers = handlers;
        ContainerProperties properties = fromNowOn(handlers.types());
        properties.setClientId(name);
        properties.setIdleBetweenPolls(BETWEEN_FETCHES.toMillis());
        // Else a broker that refuses us for a moment would end the reader for good.
        properties.setAuthExceptionRetryInterval(LONGEST_PAUSE);
        this.container = new ConcurrentMessageListenerContainer<>(kafka, properties);
        container.setBeanName(name);
        container.setupMessageListener(new Listener());
    }

    private static ContainerProperties fromNowOn(Set<EventType> types) {
        ContainerProperties properties = new ContainerProperties(topicsOf(types).stream()
                .flatMap(topic -> IntStream.range(0, EventTopic.PARTITIONS)
                        .mapToObj(
                                partition -> new TopicPartitionOffset(topic.topicName(), partition, SeekPosition.END)))
                .toArray(TopicPartitionOffset[]::new));
        properties.setAckMode(ContainerProperties.AckMode.MANUAL); // and never acknowledged: nothing is committed
        Properties overrides = new Properties();
        // Where the broker forgot our place, the end counts again: what is old is of no use here.
        overrides.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.setKafkaConsumerProperties(overrides);
        return properties;
    }

    /** Whether a place in the topics was taken, so that no later event is missed. */
    public boolean isListening() {
        return listening;
    }

    @Override
    void open(Runnable closed) {
        onceClosed = closed;
        container.start();
    }

    @Override
    void close() {
        listening = false;
        container.stop(onceClosed);
    }

    /** Acts on a record, where it is an event of one of the types; fails where it cannot be read, and as its handler does. */
    public void accept(ConsumerRecord<String, byte[]> record) {
        Optional<EventType> type = record.value() == null ? Optional.empty() : CloudEventsCodec.typeOf(record);
        if (type.isPresent() && handlers.handles(type.get())) {
            handlers.handle(CloudEventsCodec.decode(record));
        }
    }

    private final class Listener extends AbstractConsumerSeekAware implements MessageListener<String, byte[]> {

        @Override
        public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
            super.onPartitionsAssigned(assignments, callback);
            LOG.debug("{} listens to {}", name(), List.copyOf(assignments.keySet()));
            listening = true;
        }

        @Override
        public void onMessage(ConsumerRecord<String, byte[]> record) {
            try {
                accept(record);
            } catch (RuntimeException | Error failure) {
                // Nobody can act on it later: it is told, and the next one is looked at. An error would end the
                // container, and with it the broadcast, for good.
                LOG.warn(
                        "{} skips {}-{}@{}: {}",
                        name(),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        failure.toString());
            }
        }
    }
}
