package org.pressroom.article.publishing;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which articles are pinned to the front page: a handful, in their order. */
@Component
class PinRepository {

    /** Names the advisory lock: "pins" in ASCII. */
    private static final long LOCK = 0x7069_6e73L;

    private final DatabaseClient database;

    PinRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Those that readers find, in their order, which nobody else changes until the transaction ends. It comes before any lock
     * on an article: who waits here holds none.
     */
    Mono<List<UUID>> lock() {
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .then()
                // article_pkey
                .then(database.sql("""
                                SELECT pin.article_id FROM pin JOIN article a ON a.id = pin.article_id
                                WHERE a.status = 'published' AND a.kind = 'article' AND a.visibility <> 'unlisted'
                                ORDER BY pin.position, pin.article_id
                                """).mapValue(UUID.class).all().collectList());
    }

    /** Pins these, in this order, and no others. */
    Mono<Void> set(List<UUID> articleIds) {
        UUID[] ids = articleIds.toArray(UUID[]::new);
        // pin_pkey
        return database.sql("DELETE FROM pin WHERE article_id <> ALL (:ids)")
                .bind("ids", ids)
                .then()
                .then(database.sql("""
                                INSERT INTO pin (article_id, position)
                                SELECT id, place FROM unnest(:ids) WITH ORDINALITY AS pinned (id, place)
                                ON CONFLICT (article_id) DO UPDATE SET position = excluded.position
                                """).bind("ids", ids).then());
    }
}
