package org.pressroom.common.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.AfterCommit;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.tracing.TraceContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
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

    /** Values are JSON: as text they fit an array. Rows are given their ids in the order in which they stand there. */
    private static final String INSERT = """
            INSERT INTO outbox (event_id, topic, key, type, subject, occurred_at, traceparent, value)
            SELECT event_id, topic, key, type, subject, :eventsOccurredAt, traceparent, convert_to(value, 'UTF8')
            FROM unnest(:eventIds::uuid[], :eventTopics::text[], :eventKeys::text[], :eventTypes::text[],
                        :eventSubjects::text[], :eventTraceparents::text[], :eventValues::text[])
                 WITH ORDINALITY AS event (event_id, topic, key, type, subject, traceparent, value, place)
            WHERE %s
            ORDER BY place
            """;

    private static final String INSERT_ALL = INSERT.formatted("true");

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

    /** Leaves events in one statement, in their order; like {@link #append(EventType, UUID, UUID, Record)} in all else. */
    public Mono<Void> append(List<OutboxEvent> events) {
        return events.isEmpty()
                ? Mono.empty()
                : TransactionSynchronizationManager.forCurrentTransaction()
                        .onErrorMap(
                                NoTransactionException.class,
                                none -> new IllegalStateException("an event outside a transaction could be lost", none))
                        .then(AfterCommit.run(relay::wake))
                        .then(Mono.defer(
                                () -> bind(database.sql(INSERT_ALL), events).then()));
    }

    /**
     * What a statement says that leaves its events itself, as the last part of its {@code WITH}: rows and events then go
     * to the database together, and where there is no transaction around the statement, it is one.
     *
     * <pre>{@code
     * WITH posted AS (INSERT INTO comment ... RETURNING id),
     *      told AS (%s)
     * SELECT id FROM posted
     * }</pre>
     *
     * @param condition that the versioned row was written, asked of the part that wrote it, which it thereby follows
     */
    public static String appendWhere(String condition) {
        return INSERT.formatted(condition);
    }

    /**
     * Gives a statement with {@link #appendWhere} the events that it leaves.
     *
     * @param done how it is run, and what comes of it
     * @return fails like {@link #append(EventType, UUID, UUID, Record)}, a transaction aside
     */
    public <T> Mono<T> appendWith(
            DatabaseClient.GenericExecuteSpec statement,
            List<OutboxEvent> events,
            Function<DatabaseClient.GenericExecuteSpec, Mono<T>> done) {
        return Mono.defer(() -> done.apply(bind(statement, events))).delayUntil(result -> AfterCommit.run(relay::wake));
    }

    private DatabaseClient.GenericExecuteSpec bind(DatabaseClient.GenericExecuteSpec insert, List<OutboxEvent> events) {
        String current = traces.traceparent();
        return insert.bind("eventsOccurredAt", Instant.now(clock))
                .bind("eventIds", events.stream().map(event -> Ids.next()).toArray(UUID[]::new))
                .bind("eventTopics", texts(events, event -> event.type().topic().topicName()))
                .bind("eventKeys", texts(events, event -> event.key().toString()))
                .bind("eventTypes", texts(events, event -> event.type().typeName()))
                .bind("eventSubjects", texts(events, event -> event.subject().toString()))
                .bind(
                        "eventTraceparents",
                        texts(events, event -> event.traceparent() == null ? current : event.traceparent()))
                .bind("eventValues", texts(events, Outbox::value));
    }

    private static @Nullable String[] texts(List<OutboxEvent> events, Function<OutboxEvent, @Nullable String> text) {
        @Nullable String[] texts = new String[events.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text.apply(events.get(i));
        }
        return texts;
    }

    private static @Nullable String value(OutboxEvent event) {
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
        return new String(value, StandardCharsets.UTF_8);
    }
}
