package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The life of whatever reads topics. It starts with the program and waits until the topics exist, however long the broker
 * lets it wait; neither a broker that is away nor one that refuses for a moment ends it; it stops once what it is at is
 * done, side by side with others.
 */
abstract sealed class TopicReader implements SmartLifecycle permits EventConsumer, EventBroadcast {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

    /** Between two tries. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** What comes meanwhile is fetched at once: most of what an event costs the broker is the request for it. */
    static final Duration BETWEEN_FETCHES = Duration.ofMillis(20);

    /** Longer than a reader takes to end. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final String name;
    private final Set<EventType> types;
    private final KafkaTopics creation;
    private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
    private volatile boolean running;

    TopicReader(String name, Set<EventType> types, KafkaTopics creation) {
        this.name = name;
        this.types = types;
        this.creation = creation;
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

    /**
     * Begins to read: the topics exist.
     *
     * @param closed is run once it has ended
     */
    abstract void open(Runnable closed);

    /** Begins to end. */
    abstract void close();

    @Override
    public final void start() {
        running = true;
        creation.whenReady(this::openUnlessStopped);
    }

    private synchronized void openUnlessStopped() {
        if (running && ended.isDone()) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ended = end;
            open(() -> end.complete(null));
        }
    }

    private synchronized CompletableFuture<Void> end() {
        running = false;
        if (!ended.isDone()) {
            close();
        }
        return ended;
    }

    @Override
    public final void stop() {
        try {
            end().get(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("{} takes long to end", name);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Side by side with others: each waits for what it is at. */
    @Override
    public final void stop(Runnable callback) {
        end().thenRun(callback).exceptionally(failure -> {
            LOG.error("what waited for the end of {} failed", name, failure);
            return null;
        });
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}
