package org.pressroom.subscription.subscribing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What somebody asked for, until the owner of the address confirms it. */
@Component
class Requests {

    private final DatabaseClient database;
    private final JsonMapper json;

    Requests(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A request, open or confirmed. */
    record Request(
            UUID id,
            UUID subscriptionId,
            Wish wish,
            Instant expiresAt,
            @Nullable Instant confirmedAt) {}

    /** The one that is open, and whose it is. */
    record Open(UUID id, UUID subscriptionId) {}

    /**
     * Has the request that is open take over the new wish and stay the same, so that the link in the mail on its way
     * confirms what was asked for last. Nothing where none is open. Index: subscription_request_open.
     */
    Mono<Open> renew(UUID subscriptionId, Wish wish, Instant now, Instant expiresAt) {
        return database.sql("""
                        UPDATE subscription_request
                        SET topics = :topics::jsonb, frequency = :frequency, expires_at = :expiresAt
                        WHERE subscription_id = :subscription AND confirmed_at IS NULL AND expires_at > :now
                        RETURNING id
                        """)
                .bind("subscription", subscriptionId)
                .bind("topics", json.writeValueAsString(wish.subjects()))
                .bind("frequency", wish.frequency().label())
                .bind("now", now)
                .bind("expiresAt", expiresAt)
                .map(row -> new Open(get(row, "id", UUID.class), subscriptionId))
                .one();
    }

    /** Opens a request; one that was open and is too old by now is gone. Index: subscription_request_open. */
    Mono<UUID> open(UUID subscriptionId, Wish wish, Instant now, Instant expiresAt) {
        UUID id = Ids.next();
        return database.sql("DELETE FROM subscription_request WHERE subscription_id = :subscription"
                        + " AND confirmed_at IS NULL")
                .bind("subscription", subscriptionId)
                .then()
                .then(database.sql("""
                                INSERT INTO subscription_request
                                    (id, subscription_id, topics, frequency, created_at, expires_at)
                                VALUES (:id, :subscription, :topics::jsonb, :frequency, :now, :expiresAt)
                                """)
                        .bind("id", id)
                        .bind("subscription", subscriptionId)
                        .bind("topics", json.writeValueAsString(wish.subjects()))
                        .bind("frequency", wish.frequency().label())
                        .bind("now", now)
                        .bind("expiresAt", expiresAt)
                        .then())
                .thenReturn(id);
    }

    Mono<Request> find(UUID id) {
        return database.sql("""
                        SELECT id, subscription_id, topics::text AS topics, frequency, expires_at, confirmed_at
                        FROM subscription_request WHERE id = :id
                        """).bind("id", id).map(this::request).one();
    }

    Mono<Void> markConfirmed(UUID id, Instant now) {
        return database.sql("UPDATE subscription_request SET confirmed_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("now", now)
                .then();
    }

    private Request request(Readable row) {
        Subject[] subjects = json.readValue(get(row, "topics", String.class), Subject[].class);
        Wish wish = new Wish(
                List.of(subjects),
                Frequency.named(get(row, "frequency", String.class)).orElseThrow());
        return new Request(
                get(row, "id", UUID.class),
                get(row, "subscription_id", UUID.class),
                wish,
                get(row, "expires_at", Instant.class),
                row.get("confirmed_at", Instant.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
