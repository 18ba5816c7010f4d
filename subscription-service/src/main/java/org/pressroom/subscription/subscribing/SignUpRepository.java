package org.pressroom.subscription.subscribing;

import static org.pressroom.common.database.Columns.bytesOrNull;
import static org.pressroom.common.database.Columns.flag;
import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.orNull;
import static org.pressroom.common.database.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What was asked for and is not yet looked at, in the order in which it came. */
@Component
class SignUpRepository {

    /** More than can have come while nothing is wrong: each is handled in a few milliseconds. */
    static final int MOST_WAITING = 10_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** Names the advisory lock: "sign up" in ASCII. */
    private static final long TURN = 0x73_6967_6E20_7570L;

    private final DatabaseClient database;
    private final JsonMapper json;

    SignUpRepository(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Somebody's request to have an address subscribed. */
    record SignUp(long id, EmailAddress address, Preferences preferences, ClientOrigin origin, Instant at) {}

    /**
     * Writes a request down: one statement, the same for every address. Refused as busy where very many are waiting.
     * Index: sign_up_pkey.
     */
    Mono<Void> add(EmailAddress address, Preferences preferences, ClientOrigin origin, Instant now) {
        return database.sql("""
                        INSERT INTO sign_up (address, address_key, topics, frequency, client, network, created_at)
                        SELECT :address, :key, :topics::jsonb, :frequency, :client, :network, :now
                        WHERE (SELECT count(*) FROM sign_up) < :most
                        """)
                .bind("address", address.mailbox())
                .bind("key", address.key())
                .bind("topics", json.writeValueAsString(preferences.topics()))
                .bind("frequency", preferences.frequency().label())
                .bind("now", now)
                .bind("most", MOST_WAITING)
                .bind("client", orNull(origin.client(), byte[].class))
                .bind("network", orNull(origin.network(), byte[].class))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .switchIfEmpty(Mono.error(() -> RefusedException.busy(RETRY_AFTER)))
                .then();
    }

    /** The one that has waited longest, but for those. Index: sign_up_pkey. */
    Mono<SignUp> first(Collection<Long> resting) {
        return database.sql("""
                        SELECT id, address, address_key, topics::text AS topics, frequency, client, network, created_at
                        FROM sign_up WHERE id <> ALL (:resting) ORDER BY id LIMIT 1
                        """)
                .bind("resting", resting.toArray(Long[]::new))
                .map(this::signUp)
                .one();
    }

    /**
     * Takes one away, to be handled in the same transaction. All are handled one after another, whichever process does
     * so: each has to see what the one before caused.
     *
     * @return false where another process has the turn, or has handled it
     */
    Mono<Boolean> take(long id) {
        return database.sql("SELECT pg_try_advisory_xact_lock(:turn) AS mine")
                .bind("turn", TURN)
                .map(row -> flag(row, "mine"))
                .one()
                .filter(mine -> mine)
                .flatMap(mine -> drop(id))
                .defaultIfEmpty(false);
    }

    Mono<Boolean> drop(long id) {
        return database.sql("DELETE FROM sign_up WHERE id = :id")
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private SignUp signUp(Readable row) {
        Topic[] topics = json.readValue(text(row, "topics"), Topic[].class);
        return new SignUp(
                number(row, "id"),
                new EmailAddress(text(row, "address"), text(row, "address_key")),
                new Preferences(
                        List.of(topics), Frequency.named(text(row, "frequency")).orElseThrow()),
                new ClientOrigin(bytesOrNull(row, "client"), bytesOrNull(row, "network")),
                instant(row, "created_at"));
    }
}
