package org.pressroom.common.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
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

    private static final String INSERT = """
            INSERT INTO outbox (event_id, topic, key, type, subject, occurred_at, traceparent, value)
            VALUES (:eventId, :topic, :key, :type, :subject, :occurredAt, :traceparent, :value)
            """;

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
        return Mono.defer(() -> {
            if (!type.dataClass().isInstance(data)) {
                return Mono.error(
                        new IllegalArgumentException(type + " takes " + type.dataClass() + ", not " + data.getClass()));
            }
            byte[] value = CloudEventsCodec.encode(data);
            if (value.length > MAX_VALUE_BYTES) {
                return Mono.error(new IllegalArgumentException(
                        type + " of " + value.length + " bytes is over the limit of " + MAX_VALUE_BYTES));
            }
            return append(type, key, subject, value);
        });
    }

    /** Leaves a tombstone: compaction forgets all events of the key. It comes after the event that said so. */
    public Mono<Void> appendTombstone(EventType type, UUID key) {
        return Mono.defer(() -> append(type, key, key, (byte @Nullable []) null));
    }

    private Mono<Void> append(EventType type, UUID key, UUID subject, byte @Nullable [] value) {
        DatabaseClient.GenericExecuteSpec insert = database.sql(INSERT)
                .bind("eventId", Ids.next())
                .bind("topic", type.topic().topicName())
                .bind("key", key.toString())
                .bind("type", type.typeName())
                .bind("subject", subject.toString())
                .bind("occurredAt", Instant.now(clock));
        insert = value == null ? insert.bindNull("value", byte[].class) : insert.bind("value", value);
        String traceparent = traces.traceparent();
        insert = traceparent == null
                ? insert.bindNull("traceparent", String.class)
                : insert.bind("traceparent", traceparent);
        return wakeAfterCommit().then(insert.then());
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
