package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.inbox.Inbox;
import org.pressroom.common.tracing.TraceContext;
import org.springframework.kafka.core.ConsumerFactory;
import reactor.core.publisher.Mono;

/**
 * Makes consumers of events.
 *
 * <pre>{@code
 * @Bean
 * EventConsumer articles(EventConsumers consumers, Articles articles) {
 *     return consumers.group("comment-articles")
 *             .on(EventType.ARTICLE_PUBLISHED, ArticleState.class, (event, state) -> articles.learn(state))
 *             .build();
 * }
 * }</pre>
 */
public final class EventConsumers {

    private final ConsumerFactory<String, byte[]> kafka;
    private final KafkaTopics topics;
    private final Inbox inbox;
    private final DeadLetterSender deadLetters;
    private final TraceContext traces;
    private final CopyOnWriteArrayList<EventConsumer> made = new CopyOnWriteArrayList<>();

    EventConsumers(
            ConsumerFactory<String, byte[]> kafka,
            KafkaTopics topics,
            Inbox inbox,
            DeadLetterSender deadLetters,
            TraceContext traces) {
        this.kafka = kafka;
        this.topics = topics;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.traces = traces;
    }

    /** A consumer that acts on each event once, in the order of its key. Its name is its group's and its inbox's. */
    public Group group(String name) {
        return new Group(name);
    }

    /** A consumer in every process that sees each event from now on, and acts on it in memory alone. */
    public Broadcast broadcast(String name) {
        return new Broadcast(name);
    }

    /** The group consumers of this program. */
    public Iterable<EventConsumer> groups() {
        return made;
    }

    /** Builds an {@link EventConsumer}. */
    public final class Group {
        private final String name;
        private final EventHandlers<Mono<Void>> handlers = new EventHandlers<>();
        private Function<ConsumerRecord<String, byte[]>, Mono<Void>> onDeadLetter = record -> Mono.empty();
        private Duration timeLimit = Duration.ofSeconds(30);
        private int sideBySide = 8;
        private int batch = 200;
        private boolean newestOnly;
        private @Nullable Function<List<ReceivedEvent>, Mono<Void>> together;
        private Duration gathering = Duration.ZERO;

        private Group(String name) {
            this.name = name;
        }

        /**
         * What is done for events of a type, in one transaction with the inbox row. A failure that is no fault of the
         * record (database away, time limit, open breaker) is tried again without end, one of a statement that took
         * longer than it may, or waited longer for a lock, some times; any other makes it a dead letter.
         */
        public <T extends Record> Group on(
                EventType type, Class<T> dataClass, BiFunction<ReceivedEvent, T, Mono<Void>> handler) {
            handlers.add(type, dataClass, handler);
            return this;
        }

        /**
         * What is done for all events that wait for their turn, of the types above, in one transaction with their inbox
         * rows: for work whose cost is its round trips. Where it fails nothing was done, and each event is handled by
         * itself. Keys with an event that is tried again are not among them.
         */
        public Group together(Function<List<ReceivedEvent>, Mono<Void>> handler) {
            together = handler;
            return this;
        }

        /** What is done besides when a record becomes a dead letter; may happen more than once for one record. */
        public Group onDeadLetter(Function<ConsumerRecord<String, byte[]>, Mono<Void>> action) {
            onDeadLetter = action;
            return this;
        }

        /**
         * How long one event, or those that are handled together, may take before it is given up and tried again; 30 s
         * unless told.
         */
        public Group timeLimit(Duration limit) {
            timeLimit = limit;
            return this;
        }

        /** How many keys are worked on side by side; 8 unless told. */
        public Group sideBySide(int keys) {
            sideBySide = keys;
            return this;
        }

        /** How many records are read and handled at once, at most; 200 unless told. */
        public Group batch(int records) {
            batch = records;
            return this;
        }

        /**
         * Of the events of a key that wait only the newest counts: older ones are passed over, unseen and
         * without a note in the inbox. For topics whose events each tell the whole state.
         */
        public Group newestOnly() {
            newestOnly = true;
            return this;
        }

        /** How long events are gathered where few come, so that more are read at once; not at all unless told. */
        public Group gather(Duration wait) {
            gathering = wait;
            return this;
        }

        private ReadingOptions reading() {
            return new ReadingOptions(timeLimit, sideBySide, batch, newestOnly, gathering);
        }

        public EventConsumer build() {
            RecordHandler handler =
                    new RecordHandler(name, handlers, together, inbox, deadLetters, traces, onDeadLetter);
            if (made.stream().anyMatch(other -> other.name().equals(name))) {
                throw new IllegalStateException("two consumers called " + name + " would take each other's events");
            }
            EventConsumer consumer = new EventConsumer(name, kafka, topics, handlers.types(), handler, reading());
            made.add(consumer);
            return consumer;
        }
    }

    /** Builds an {@link EventBroadcast}. */
    public final class Broadcast {
        private final String name;
        private final EventHandlers<Boolean> handlers = new EventHandlers<>();

        private Broadcast(String name) {
            this.name = name;
        }

        /** What is done for events of a type. It runs on Kafka's thread: it must not block and must not be slow. */
        public <T extends Record> Broadcast on(
                EventType type, Class<T> dataClass, BiConsumer<ReceivedEvent, T> handler) {
            handlers.add(type, dataClass, (event, data) -> {
                handler.accept(event, data);
                return Boolean.TRUE;
            });
            return this;
        }

        public EventBroadcast build() {
            return new EventBroadcast(name, kafka, topics, handlers);
        }
    }
}
