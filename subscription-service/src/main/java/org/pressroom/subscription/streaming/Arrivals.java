package org.pressroom.subscription.streaming;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The new articles by their place in the stream. Those that are not public any more are left out. */
@Component
class Arrivals {

    private static final String SELECT = """
            SELECT n.arrival, a.id, a.slug, a.title, a.summary, a.author_slug, a.author_name, a.category_slug,
                a.category_name, a.tag_slugs, a.tag_names, a.cover, n.published_at
            FROM notification n JOIN article a ON a.id = n.article_id
            WHERE n.arrival > :after AND a.status = 'published' AND a.publication = n.publication
            """;

    private final DatabaseClient database;

    Arrivals(DatabaseClient database) {
        this.database = database;
    }

    /** The last place that was given out; 0 where none was. Index: notification_arrival. */
    Mono<Long> last() {
        return database.sql("SELECT COALESCE(max(arrival), 0) AS last FROM notification")
                .map(row -> row.get("last", Long.class))
                .one();
    }

    /** The first ones behind a place, in order. Index: notification_arrival. */
    Flux<StreamedArticle> firstAfter(long place, int limit) {
        return read(SELECT + " ORDER BY n.arrival LIMIT :limit", place, limit);
    }

    /** The latest ones behind a place, in order. Index: notification_arrival. */
    Flux<StreamedArticle> latestAfter(long place, int limit) {
        return read(
                "SELECT * FROM (" + SELECT + " ORDER BY n.arrival DESC LIMIT :limit) latest ORDER BY arrival",
                place,
                limit);
    }

    private Flux<StreamedArticle> read(String sql, long place, int limit) {
        return database.sql(sql)
                .bind("after", place)
                .bind("limit", limit)
                .map(StreamedArticle::of)
                .all();
    }
}
