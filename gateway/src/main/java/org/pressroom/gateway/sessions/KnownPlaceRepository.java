package org.pressroom.gateway.sessions;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.pressroom.common.database.Columns;
import org.pressroom.gateway.secrets.Pseudonyms;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * From which addresses a user has signed in within the last 30 days; the {@value #MOST_OF_ONE} newest of each. Addresses say
 * where people are: what is kept are pseudonyms, of the user as well.
 */
@Component
class KnownPlaceRepository {

    static final int MOST_OF_ONE = 100;

    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    /** Where somebody signs in more often, it is written down no more often than this. */
    private static final Duration NOTED = Duration.ofDays(1);

    private static final int SWEPT_AT_ONCE = 1000;

    private final DatabaseClient database;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    KnownPlaceRepository(DatabaseClient database, SiteSecret secret, Clock clock) {
        this.database = database;
        this.pseudonyms = secret.pseudonyms("known places");
        this.clock = clock;
    }

    /** By the primary key. */
    Mono<Boolean> contains(String username, String machine) {
        return database.sql("""
                        SELECT EXISTS (SELECT 1 FROM known_place
                                        WHERE person = :person AND place = :place AND known_until > :now) AS known
                        """)
                .bind("person", person(username))
                .bind("place", place(username, machine))
                .bind("now", clock.instant())
                .map((row, metadata) -> Columns.flag(row, "known"))
                .one();
    }

    /** The user has just signed in there. By the primary key; the oldest places beyond those that are kept make room. */
    Mono<Void> add(String username, String machine) {
        return database.sql("""
                        WITH oldest AS (
                            DELETE FROM known_place
                             WHERE person = :person
                               AND place IN (SELECT place FROM known_place
                                              WHERE person = :person AND place <> :place
                                              ORDER BY known_until DESC, place
                                             OFFSET :others))
                        INSERT INTO known_place (person, place, known_until)
                        VALUES (:person, :place, :until)
                            ON CONFLICT (person, place) DO UPDATE SET known_until = excluded.known_until
                         WHERE known_place.known_until < :noted
                        """)
                .bind("person", person(username))
                .bind("place", place(username, machine))
                .bind("others", MOST_OF_ONE - 1)
                .bind("until", clock.instant().plus(KNOWN_FOR))
                .bind("noted", clock.instant().plus(KNOWN_FOR).minus(NOTED))
                .then();
    }

    /** Some of those that nobody knows any more; whether there may be others. By the index known_place_known_until. */
    Mono<Boolean> deleteForgotten() {
        return Mono.defer(() -> database.sql("""
                        DELETE FROM known_place
                         WHERE (person, place) IN (SELECT person, place FROM known_place WHERE known_until <= :now
                                                    ORDER BY known_until LIMIT :most FOR UPDATE SKIP LOCKED)
                        """)
                .bind("now", clock.instant())
                .bind("most", SWEPT_AT_ONCE)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == SWEPT_AT_ONCE));
    }

    private UUID person(String username) {
        return pseudonyms.of("person", username);
    }

    private UUID place(String username, String machine) {
        return pseudonyms.of("place", username + " " + machine);
    }
}
