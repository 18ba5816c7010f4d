package org.pressroom.subscription.streaming;

import static org.pressroom.common.database.Columns.number;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The new articles by their position in the stream. Those that are not public any more are left out. */
@Component
class StreamedArticleRepository {

    private static final String SELECT = """
            SELECT n.stream_position, a.id, a.slug, a.title, a.summary, a.author_slug, a.author_name,
                a.coauthor_slugs, a.coauthor_names,
                a.category_slug, a.category_name, a.tag_slugs, a.tag_names, a.cover, a.cover_alt, n.published_at
            FROM notification n JOIN article a ON a.id = n.article_id
            WHERE n.stream_position > :after AND a.status = 'published' AND a.publication = n.publication
            """;

    private final DatabaseClient database;

    StreamedArticleRepository(DatabaseClient database) {
        this.database = database;
    }

    /** The last position that was given out; 0 where none was. Index: notification_stream_position. */
    Mono<Long> last() {
        return database.sql("SELECT COALESCE(max(stream_position), 0) AS last FROM notification")
                .map(row -> number(row, "last"))
                .one();
    }

    /** The first ones behind a position, in order. Index: notification_stream_position. */
    Flux<StreamedArticle> firstAfter(long position, int limit) {
        return read(SELECT + " ORDER BY n.stream_position LIMIT :limit", position, limit);
    }

    /** The latest ones behind a position, in order. Index: notification_stream_position. */
    Flux<StreamedArticle> latestAfter(long position, int limit) {
        return read(
                "SELECT * FROM (" + SELECT + " ORDER BY n.stream_position DESC LIMIT :limit) latest"
                        + " ORDER BY stream_position",
                position,
                limit);
    }

    private Flux<StreamedArticle> read(String sql, long position, int limit) {
        return database.sql(sql)
                .bind("after", position)
                .bind("limit", limit)
                .map(StreamedArticle::of)
                .all();
    }
}
