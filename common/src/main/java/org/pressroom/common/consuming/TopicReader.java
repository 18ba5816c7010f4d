package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * The life of whatever reads topics. It starts with the program and waits until the topics exist, however long the broker
 * lets it wait; neither a broker that is away nor one that refuses for a moment ends it; it stops once what it is at is
 * done, side by side with others.
 */
abstract sealed class TopicReader implements SmartLifecycle permits EventConsumer, EventBroadcast {

    /** Between two tries. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** What comes meanwhile is fetched at once: most of what an event costs the broker is the request for it. */
    private static final long BETWEEN_FETCHES_MILLIS = 20;

    private final String name;
    private final Set<EventType> types;
    private final KafkaTopics creation;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private volatile boolean running;

    /** @param properties which topics are read and how; the listener is set by {@link #container()} */
    TopicReader(
            String name,
            Set<EventType> types,
            ConsumerFactory<String, byte[]> kafka,
            KafkaTopics creation,
            ContainerProperties properties) {
        this.name = name;
        this.types = types;
        this.creation = creation;
        properties.setClientId(name);
        properties.setIdleBetweenPolls(BETWEEN_FETCHES_MILLIS);
        // Else a broker that refuses us for a moment would end the reader for good.
        properties.setAuthExceptionRetryInterval(LONGEST_PAUSE);
        this.container = new ConcurrentMessageListenerContainer<>(kafka, properties);
        container.setBeanName(name);
    }

    /** The reader's name, which is its client's too. */
    public final String name() {
        return name;
    }

    /** The types of events that it acts on. */
    public final Set<EventType> types() {
        return types;
    }

    /** The topics that carry these types. */
    public final Set<EventTopic> topics() {
        return topicsOf(types);
    }

    static Set<EventTopic> topicsOf(Set<EventType> types) {
        return types.stream()
                .map(EventType::topic)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventTopic.class)));
    }

    final ConcurrentMessageListenerContainer<String, byte[]> container() {
        return container;
    }

    /** It is about to read. */
    abstract void begins();

    /** It is about to stop: what fails from now on may fail because other parts of the program are stopping too. */
    abstract void ends();

    @Override
    public final void start() {
        running = true;
        begins();
        creation.whenReady(() -> {
            if (running) {
                container.start();
            }
        });
    }

    @Override
    public final void stop() {
        running = false;
        ends();
        container.stop();
    }

    /** Side by side with others: each waits for what it is at. */
    @Override
    public final void stop(Runnable callback) {
        running = false;
        ends();
        container.stop(callback);
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}
