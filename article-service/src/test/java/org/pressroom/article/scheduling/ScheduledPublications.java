package org.pressroom.article.scheduling;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Which articles are to be published when. */
class ScheduledPublications {

    private final DatabaseClient database;

    ScheduledPublications(DatabaseClient database) {
        this.database = database;
    }

    record Due(UUID articleId, Instant at) {}

    Mono<Void> add(UUID articleId, Instant at) {
        return database.sql("INSERT INTO scheduled_publication (article_id, at) VALUES (:articleId, :at)")
                .bind("articleId", articleId)
                .bind("at", at)
                .then();
    }

    /** The one that is due longest, and that no other process is at, until the transaction ends. */
    Mono<Due> lockNext(Instant now) {
        // scheduled_publication_due
        return database.sql("""
                        SELECT article_id, at FROM scheduled_publication WHERE refusal IS NULL AND at <= :now
                        ORDER BY at LIMIT 1
                        FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", now)
                .map(ScheduledPublications::due)
                .one();
    }

    Mono<Void> delete(UUID articleId) {
        // scheduled_publication_pkey
        return database.sql("DELETE FROM scheduled_publication WHERE article_id = :articleId")
                .bind("articleId", articleId)
                .then();
    }

    Mono<Void> refuse(UUID articleId, String why) {
        // scheduled_publication_pkey
        return database.sql("UPDATE scheduled_publication SET refusal = :why WHERE article_id = :articleId")
                .bind("articleId", articleId)
                .bind("why", why)
                .then();
    }

    /** Why it was not published; empty where it waits, or is not there any more. */
    Mono<String> refusal(UUID articleId) {
        // scheduled_publication_pkey
        return database.sql("SELECT refusal FROM scheduled_publication WHERE article_id = :articleId")
                .bind("articleId", articleId)
                .map(row -> Optional.ofNullable(row.get("refusal", String.class)))
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    private static Due due(Readable row) {
        return new Due(
                Objects.requireNonNull(row.get("article_id", UUID.class)),
                Objects.requireNonNull(row.get("at", Instant.class)));
    }
}
