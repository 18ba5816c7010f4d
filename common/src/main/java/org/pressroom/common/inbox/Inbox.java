package org.pressroom.common.inbox;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets a consumer see an event twice and act on it once. */
public final class Inbox {

    private static final String INSERT =
            "INSERT INTO inbox (consumer, event_id) VALUES (:consumer, :eventId) ON CONFLICT DO NOTHING";

    private static final String INSERT_ALL = """
            INSERT INTO inbox (consumer, event_id) SELECT :consumer, unnest(:eventIds::uuid[])
            ON CONFLICT DO NOTHING RETURNING event_id
            """;

    private static final String EXISTS = "SELECT 1 FROM inbox WHERE consumer = :consumer AND event_id = :eventId";

    private final DatabaseClient database;
    private final TransactionalOperator transactions;

    public Inbox(DatabaseClient database, TransactionalOperator transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Does the effect in one transaction with the note that it was done; nothing where that note exists already. */
    public Mono<Void> once(String consumer, UUID eventId, Mono<Void> effect) {
        return database.sql(INSERT)
                .bind("consumer", consumer)
                .bind("eventId", eventId)
                .fetch()
                .rowsUpdated()
                .flatMap(inserted -> inserted == 1 ? effect : Mono.empty())
                .as(transactions::transactional);
    }

    /**
     * Does the effect of several events in one transaction with the notes that it was done.
     *
     * @param effect is given those of the events that were not acted on before, and not called without any
     */
    public Mono<Void> once(String consumer, Collection<UUID> eventIds, Function<Set<UUID>, Mono<Void>> effect) {
        return database.sql(INSERT_ALL)
                .bind("consumer", consumer)
                .bind("eventIds", eventIds.toArray(UUID[]::new))
                .map(row -> Columns.uuid(row, "event_id"))
                .all()
                .collect(Collectors.toSet())
                .flatMap(unseen -> unseen.isEmpty() ? Mono.empty() : effect.apply(unseen))
                .as(transactions::transactional);
    }

    /** Whether the consumer has acted on the event. */
    public Mono<Boolean> knows(String consumer, UUID eventId) {
        return database.sql(EXISTS)
                .bind("consumer", consumer)
                .bind("eventId", eventId)
                .fetch()
                .one()
                .hasElement();
    }
}
