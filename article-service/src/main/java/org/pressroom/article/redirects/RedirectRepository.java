package org.pressroom.article.redirects;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Redirects in the database. */
@Component
class RedirectRepository {

    private static final String COLUMNS = "id, source, target, status, created_at";

    /** Names the advisory lock: "lead" in ASCII. */
    private static final long LOCK = 0x6c65_6164L;

    /** Behind all that begins with something comes what has this behind it. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private final DatabaseClient database;

    RedirectRepository(DatabaseClient database) {
        this.database = database;
    }

    /** Two that are added at once could lead to each other: one waits for the other's transaction. */
    Mono<Void> lock() {
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .then();
    }

    /** The redirect for an address; empty where there is none. */
    Mono<Redirect> find(RedirectSource source) {
        // redirect_source_key
        return database.sql("SELECT " + COLUMNS + " FROM redirect WHERE source = ANY (:keys)"
                        + " ORDER BY length(source) DESC LIMIT 1")
                .bind("keys", source.keys().toArray(String[]::new))
                .map(RedirectRepository::redirect)
                .one();
    }

    /**
     * A page of redirects, the newest first.
     *
     * @param prefix what their addresses begin with; null for all
     */
    Mono<Page<Redirect>> page(@Nullable String prefix, PageRequest request) {
        Cursor after = request.after();
        // redirect_pkey backwards, since ids grow with time, or redirect_source_key
        DatabaseClient.GenericExecuteSpec query = database.sql("SELECT " + COLUMNS + " FROM redirect WHERE true"
                        + (prefix == null ? "" : " AND source >= :prefix AND source < :behind")
                        + (after == null ? "" : " AND id < :after")
                        + " ORDER BY id DESC LIMIT :rows")
                .bind("rows", request.rows());
        query = prefix == null ? query : query.bind("prefix", prefix).bind("behind", prefix + LAST);
        query = after == null ? query : query.bind("after", after.uuid(0));
        return query.map(RedirectRepository::redirect)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, row -> Cursor.of(row.id())));
    }

    /** How many there are. */
    Mono<Long> count() {
        return database.sql("SELECT count(*) FROM redirect")
                .mapValue(Long.class)
                .one();
    }

    /** How many others, at most, lead to an address in a row. */
    Mono<Integer> leadingTo(String source, int most) {
        // redirect_of_target
        return database.sql("""
                        WITH RECURSIVE chain AS (
                            SELECT source, 1 AS place FROM redirect WHERE target_source = :source
                            UNION
                            SELECT redirect.source, place + 1 FROM chain
                            JOIN redirect ON redirect.target_source = chain.source WHERE place < :most)
                        SELECT coalesce(max(place), 0) FROM chain
                        """)
                .bind("source", source)
                .bind("most", most)
                .mapValue(Integer.class)
                .one();
    }

    /** Nothing where there is one for its address already. */
    Mono<Redirect> insert(Redirect redirect) {
        RedirectTarget target = redirect.target();
        return database.sql("""
                        INSERT INTO redirect (id, source, target, target_source, status, created_at)
                        VALUES (:id, :source, :target, :targetSource, :status, :createdAt)
                        ON CONFLICT (source) DO NOTHING
                        """)
                .bind("id", redirect.id())
                .bind("source", redirect.source())
                .bind("target", Columns.orNull(target == null ? null : target.text(), String.class))
                .bind(
                        "targetSource",
                        Columns.orNull(
                                target == null
                                        ? null
                                        : target.onThisSite()
                                                .map(RedirectSource::text)
                                                .orElse(null),
                                String.class))
                .bind("status", redirect.status())
                .bind("createdAt", redirect.createdAt())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .map(rows -> redirect);
    }

    /** What it was; empty where there is none of that id. */
    Mono<Redirect> delete(UUID id) {
        // redirect_pkey
        return database.sql("DELETE FROM redirect WHERE id = :id RETURNING " + COLUMNS)
                .bind("id", id)
                .map(RedirectRepository::redirect)
                .one();
    }

    private static Redirect redirect(Readable row) {
        String target = Columns.textOrNull(row, "target");
        return new Redirect(
                Columns.uuid(row, "id"),
                Columns.text(row, "source"),
                target == null ? null : new RedirectTarget(target),
                Columns.integer(row, "status"),
                Columns.instant(row, "created_at"));
    }
}
