package org.pressroom.subscription.notifying;

import static org.pressroom.common.database.Columns.uuidOrNull;
import static org.pressroom.common.database.Columns.uuids;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads who is to hear of a publication, by ranges of keys: here and nowhere else it is chosen. */
@Component
class AudienceRepository {

    private final DatabaseClient database;

    AudienceRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One range of an audience.
     *
     * @param last the subscription up to which it goes; null where nothing was left
     * @param targets of those who are to hear of it
     */
    record Range(@Nullable UUID last, List<UUID> targets) {}

    /**
     * The targets of the next subscriptions. Rows are named by arrays of ids, each of which is looked up: a join may be
     * planned to read the whole table instead. Indexes: subscription_topic_matching, subscription_pkey,
     * delivery_target_of_subscription.
     *
     * @param after the subscription up to which an earlier range went
     * @param limit how many are looked at
     */
    Mono<Range> targets(Audience audience, UUID after, int limit) {
        return database.sql("""
                        WITH interested AS (
                            SELECT DISTINCT subscription_id FROM (
                                (SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'all' AND key = '' AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit)
                                UNION ALL
                                SELECT filed.subscription_id FROM unnest(:categories::text[]) AS category, LATERAL (
                                    SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'category' AND key = category AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit) filed
                                UNION ALL
                                SELECT written.subscription_id FROM unnest(:authors::text[]) AS author, LATERAL (
                                    SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'author' AND key = author AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit) written
                                UNION ALL
                                SELECT tagged.subscription_id FROM unnest(:tags::text[]) AS tag, LATERAL (
                                    SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'tag' AND key = tag AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit) tagged
                            ) matching
                            ORDER BY subscription_id
                            LIMIT :limit)
                        SELECT (SELECT subscription_id FROM interested ORDER BY subscription_id DESC LIMIT 1) AS last,
                            ARRAY(
                                SELECT t.id FROM delivery_target t
                                WHERE t.active AND t.subscription_id = ANY (ARRAY(
                                    SELECT s.id FROM subscription s
                                    WHERE s.id = ANY (ARRAY(SELECT subscription_id FROM interested))
                                        AND s.status = 'confirmed' AND s.frequency = 'instant'
                                        AND s.confirmed_at < :confirmedBefore))) AS targets
                        """)
                .bind("categories", audience.categories().toArray(String[]::new))
                .bind("authors", audience.authors().toArray(String[]::new))
                .bind("tags", audience.tags().toArray(String[]::new))
                .bind("confirmedBefore", audience.confirmedBefore())
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> new Range(uuidOrNull(row, "last"), uuids(row, "targets")))
                .one();
    }
}
