package org.pressroom.comment.store;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.Decision;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The history of decisions; each is written with the comment that it changes. */
@Component
public class DecisionRepository {

    // moderation_comment_ix
    private static final String LAST = """
            SELECT c.id, m.decision
            FROM unnest(:ids::uuid[]) AS c (id)
            CROSS JOIN LATERAL (
                SELECT decision FROM moderation
                WHERE comment_id = c.id
                ORDER BY comment_version DESC, id DESC
                LIMIT 1
            ) m
            """;

    // moderation_comment_ix
    private static final String WIPE = "UPDATE moderation SET reasons = '{}', note = NULL WHERE comment_id = :id";

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

    DecisionRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A place among decisions by age.
     *
     * @param decidedAt to the microsecond
     */
    public record Place(Instant decidedAt, UUID id) {

        /** Before all. */
        public static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));

        private static @Nullable Place ofRange(Readable row, int rows) {
            return Columns.number(row, "rows") < rows
                    ? null
                    : new Place(Columns.instant(row, "decided_at"), Columns.uuid(row, "id"));
        }
    }

    /** What was decided last of each comment, where that is still kept. */
    public Mono<Map<UUID, Decision>> last(Collection<UUID> commentIds) {
        return database.sql(LAST)
                .bind("ids", commentIds.toArray(UUID[]::new))
                .map(row -> Map.entry(Columns.uuid(row, "id"), Decision.of(Columns.text(row, "decision"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Takes away what was said of a comment; what was decided stays. */
    Mono<Void> wipe(UUID commentId) {
        return database.sql(WIPE).bind("id", commentId).then();
    }

    /**
     * Deletes decisions of a range but for those of comments that wait for a moderator, since they say why.
     *
     * @param before what is younger stays
     * @param after where the range begins
     * @param rows how many it has at most
     * @return where the range ended; empty where there is nothing behind it
     */
    public Mono<Place> deleteOld(Instant before, Place after, int rows) {
        return database.sql(DELETE)
                .bind("before", before)
                .bind("at", after.decidedAt())
                .bind("after", after.id())
                .bind("rows", rows)
                .map(row -> Optional.ofNullable(Place.ofRange(row, rows)))
                .one()
                .flatMap(Mono::justOrEmpty);
    }
}
