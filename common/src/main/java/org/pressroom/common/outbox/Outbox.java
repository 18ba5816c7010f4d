package org.pressroom.common.outbox;

import io.r2dbc.spi.Parameters;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.tracing.TraceContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Where a program leaves what is to be told to others. The rows are committed with the state that they speak of, and
 * the relay sends them.
 *
 * <pre>{@code
 * articles.save(article)                                     // the versioned row first: its lock orders the events
 *     .then(outbox.append(ARTICLE_PUBLISHED, id, id, state)) // then what others are to hear
 *     .as(transactions::transactional)
 * }</pre>
 */
public final class Outbox {

    /** The largest value that is taken, in bytes. */
    public static final int MAX_VALUE_BYTES = 512 * 1024;

    /** As many as are left by one call. */
    private static final int MOST_AT_ONCE = 10;

    /** The statement for one event, for two, and so on. */
    private static final List<String> INSERTS =
            IntStream.rangeClosed(1, MOST_AT_ONCE).mapToObj(Outbox::insert).toList();

    private final DatabaseClient database;
    private final RelayWakeUp relay;
    private final TraceContext traces;
    private final Clock clock;

    public Outbox(DatabaseClient database, RelayWakeUp relay, TraceContext traces, Clock clock) {
        this.database = database;
        this.relay = relay;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Leaves an event. Belongs inside a transaction, after the statement that wrote the versioned row of what the event
     * is about.
     *
     * @param key what its order is kept by
     * @param subject what it is about; often the key itself
     * @return fails with {@link IllegalStateException} outside a transaction, and with
     *     {@link IllegalArgumentException} for data that is of another type or over {@link #MAX_VALUE_BYTES}
     */
    public Mono<Void> append(EventType type, UUID key, UUID subject, Record data) {
        return append(List.of(new OutboxEvent(type, key, subject, data)));
    }

    /** Leaves a tombstone: compaction forgets all events of the key. It comes after the event that said so. */
    public Mono<Void> appendTombstone(EventType type, UUID key) {
        return append(List.of(new OutboxEvent(type, key, key, null)));
    }

    /**
     * Leaves up to ten events in one statement, in their order; like {@link #append(EventType, UUID, UUID, Record)} in
     * all else.
     */
    public Mono<Void> append(List<OutboxEvent> events) {
        return Mono.defer(() -> {
            if (events.isEmpty()) {
                return Mono.empty();
            }
            if (events.size() > MOST_AT_ONCE) {
                return Mono.error(new IllegalArgumentException(events.size() + " events at once"));
            }
            Instant now = Instant.now(clock);
            String traceparent = traces.traceparent();
            DatabaseClient.GenericExecuteSpec insert = database.sql(INSERTS.get(events.size() - 1))
                    .bind("occurredAt", now)
                    .bind("traceparent", orNull(traceparent, String.class));
            for (int i = 0; i < events.size(); i++) {
                OutboxEvent event = events.get(i);
                insert = insert.bind("eventId" + i, Ids.next())
                        .bind("topic" + i, event.type().topic().topicName())
                        .bind("key" + i, event.key().toString())
                        .bind("type" + i, event.type().typeName())
                        .bind("subject" + i, event.subject().toString())
                        .bind("value" + i, orNull(value(event), byte[].class));
            }
            return wakeAfterCommit().then(insert.then());
        });
    }

    /** Rows are given their ids in the order in which they stand there. */
    private static String insert(int events) {
        return IntStream.range(0, events)
                .mapToObj(i ->
                        "(:eventId%1$d, :topic%1$d, :key%1$d, :type%1$d, :subject%1$d, :occurredAt, :traceparent, :value%1$d)"
                                .formatted(i))
                .collect(Collectors.joining(
                        ",\n",
                        "INSERT INTO outbox (event_id, topic, key, type, subject, occurred_at, traceparent, value) VALUES\n",
                        ""));
    }

    private static byte @Nullable [] value(OutboxEvent event) {
        Record data = event.data();
        if (data == null) {
            return null;
        }
        EventType type = event.type();
        if (!type.dataClass().isInstance(data)) {
            throw new IllegalArgumentException(type + " takes " + type.dataClass() + ", not " + data.getClass());
        }
        byte[] value = CloudEventsCodec.encode(data);
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    type + " of " + value.length + " bytes is over the limit of " + MAX_VALUE_BYTES);
        }
        return value;
    }

    private static Object orNull(@Nullable Object value, Class<?> type) {
        return value == null ? Parameters.in(type) : value;
    }

    private Mono<Void> wakeAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .onErrorMap(
                        NoTransactionException.class,
                        none -> new IllegalStateException("an event outside a transaction could be lost", none))
                .doOnNext(transaction -> {
                    if (transaction.getSynchronizations().stream().noneMatch(WakeAfterCommit.class::isInstance)) {
                        transaction.registerSynchronization(new WakeAfterCommit());
                    }
                })
                .then();
    }

    private final class WakeAfterCommit implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(relay::wake);
        }
    }
}
