package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
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
public final class EventBroadcast implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventBroadcast.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final KafkaTopics creation;
    private final EventHandlers<Boolean> handlers;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private volatile boolean running;
    private volatile boolean listening;

    EventBroadcast(
            String name, ConsumerFactory<String, byte[]> kafka, KafkaTopics creation, EventHandlers<Boolean> handlers) {
        this.name = name;
        this.creation = creation;
        this.handlers = handlers;
        this.container = new ConcurrentMessageListenerContainer<>(kafka, properties());
        container.setBeanName(name);
    }

    /** Whether a place in the topics was taken, so that no later event is missed. */
    public boolean isListening() {
        return listening;
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
        listening = false;
        container.stop();
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        listening = false;
        container.stop(callback);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private ContainerProperties properties() {
        ContainerProperties properties = new ContainerProperties(handlers.topics().stream()
                .flatMap(topic -> IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(
                                partition -> new TopicPartitionOffset(topic.topicName(), partition, SeekPosition.END)))
                .toArray(TopicPartitionOffset[]::new));
        properties.setClientId(name);
        properties.setAckMode(ContainerProperties.AckMode.MANUAL); // and never acknowledged: nothing is committed
        properties.setAuthExceptionRetryInterval(PAUSE);
        properties.setMessageListener(new Listener());
        Properties overrides = new Properties();
        // Where the broker forgot our place, the end counts again: what is old is of no use here.
        overrides.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.setKafkaConsumerProperties(overrides);
        return properties;
    }

    private final class Listener extends AbstractConsumerSeekAware implements MessageListener<String, byte[]> {

        @Override
        public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
            super.onPartitionsAssigned(assignments, callback);
            LOG.debug("{} listens to {}", name, List.copyOf(assignments.keySet()));
            listening = true;
        }

        @Override
        public void onMessage(ConsumerRecord<String, byte[]> record) {
            try {
                Optional<EventType> type = record.value() == null ? Optional.empty() : CloudEventsCodec.typeOf(record);
                if (type.isPresent() && handlers.handles(type.get())) {
                    handlers.handle(CloudEventsCodec.decode(record));
                }
            } catch (RuntimeException | Error failure) {
                // Nobody can act on it later: it is told, and the next one is looked at. An error would end the
                // container, and with it the broadcast, for good.
                LOG.warn(
                        "{} skips {}-{}@{}: {}",
                        name,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        failure.toString());
            }
        }
    }
}
