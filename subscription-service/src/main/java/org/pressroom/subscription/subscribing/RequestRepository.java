package org.pressroom.subscription.subscribing;

import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.instantOrNull;
import static org.pressroom.common.database.Columns.text;
import static org.pressroom.common.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What somebody asked for, until the owner of the address confirms it. */
@Component
class RequestRepository {

    private final DatabaseClient database;
    private final JsonMapper json;

    RequestRepository(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A request, open or confirmed. */
    record Request(
            UUID id,
            UUID subscriptionId,
            Preferences preferences,
            Instant expiresAt,
            @Nullable Instant confirmedAt) {}

    /**
     * Has the request that is open take over the new preferences and stay the same, so that the link in the mail on its way
     * confirms what was asked for last. Its id; nothing where none is open. Index: subscription_request_open.
     */
    Mono<UUID> renew(UUID subscriptionId, Preferences preferences, Instant now, Instant expiresAt) {
        return database.sql("""
                        UPDATE subscription_request
                        SET topics = :topics::jsonb, frequency = :frequency, expires_at = :expiresAt
                        WHERE subscription_id = :subscription AND confirmed_at IS NULL AND expires_at > :now
                        RETURNING id
                        """)
                .bind("subscription", subscriptionId)
                .bind("topics", json.writeValueAsString(preferences.topics()))
                .bind("frequency", preferences.frequency().label())
                .bind("now", now)
                .bind("expiresAt", expiresAt)
                .map(row -> uuid(row, "id"))
                .one();
    }

    /** Opens a request; one that was open and is too old by now is gone. Index: subscription_request_open. */
    Mono<UUID> open(UUID subscriptionId, Preferences preferences, Instant now, Instant expiresAt) {
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
                        .bind("topics", json.writeValueAsString(preferences.topics()))
                        .bind("frequency", preferences.frequency().label())
                        .bind("now", now)
                        .bind("expiresAt", expiresAt)
                        .then())
                .thenReturn(id);
    }

    /** Index: subscription_request_pkey. */
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

    /** Drops all of a subscription, with the mails about them. Index: subscription_request_of_subscription. */
    Mono<Void> drop(UUID subscriptionId) {
        return database.sql("DELETE FROM subscription_request WHERE subscription_id = :subscription")
                .bind("subscription", subscriptionId)
                .then();
    }

    private Request request(Readable row) {
        Topic[] topics = json.readValue(text(row, "topics"), Topic[].class);
        return new Request(
                uuid(row, "id"),
                uuid(row, "subscription_id"),
                new Preferences(
                        List.of(topics), Frequency.named(text(row, "frequency")).orElseThrow()),
                instant(row, "expires_at"),
                instantOrNull(row, "confirmed_at"));
    }
}
