package org.pressroom.comment.moderation;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Deletes decisions that are too old to matter, by ranges. Nothing counts them: what a comment is and what speaks for
 * its author is read from comments. Those of comments that still wait for a moderator stay, since they say why.
 */
@Component
class OldDecisions {

    private static final int RANGE = 1_000;
    private static final UUID FIRST_ID = new UUID(0, 0);

    // moderation_decided_ix, comment_pkey, moderation_pkey
    private static final String DELETE = """
            WITH part AS MATERIALIZED (
                SELECT id, comment_id, decided_at FROM moderation
                WHERE decided_at < :before AND (decided_at, id) > (:at, :after)
                ORDER BY decided_at, id
                LIMIT :rows
            ), deleted AS (
                DELETE FROM moderation m USING part, comment c
                WHERE m.id = part.id AND c.id = part.comment_id AND c.status <> 'held'
            )
            SELECT decided_at, id, count(*) OVER () AS rows FROM part ORDER BY decided_at DESC, id DESC LIMIT 1
            """;

    private final DatabaseClient database;
    private final ModerationSettings settings;
    private volatile Place place = Place.FIRST;

    OldDecisions(DatabaseClient database, ModerationSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** How far a round has come: what stays must not be looked at again and again. */
    private record Place(Instant decidedAt, UUID id) {
        static final Place FIRST = new Place(Instant.EPOCH, FIRST_ID);

        static @Nullable Place after(Readable row) {
            return row.get("rows", Long.class) < RANGE
                    ? null
                    : new Place(
                            Objects.requireNonNull(row.get("decided_at", Instant.class)),
                            Objects.requireNonNull(row.get("id", UUID.class)));
        }
    }

    /** One range; whether there may be more. */
    Mono<Boolean> step() {
        return Mono.defer(() -> database.sql(DELETE)
                .bind("before", Instant.now().minus(settings.historyRetention()).truncatedTo(ChronoUnit.MICROS))
                .bind("at", place.decidedAt())
                .bind("after", place.id())
                .bind("rows", RANGE)
                .map(row -> Objects.requireNonNullElse(Place.after(row), Place.FIRST))
                .one()
                .defaultIfEmpty(Place.FIRST)
                .map(next -> {
                    place = next;
                    return !next.equals(Place.FIRST);
                }));
    }
}
