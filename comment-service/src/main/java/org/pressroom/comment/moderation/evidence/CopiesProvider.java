package org.pressroom.comment.moderation.evidence;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pressroom.comment.moderation.rules.Copies;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks for the same text in comments of the day before. */
@Component
class CopiesProvider implements EvidenceProvider<Copies> {

    /** Copies elsewhere are counted up to this. */
    private static final int MOST = 20;

    // comment_pkey, comment_text_of_author_ix, comment_text_ix. A hash serves the first count, and IS NOT DISTINCT FROM
    // checks what it found: by = the planner might as well take the index of all copies, or of all from the address.
    static final String COPIES = """
            SELECT c.id,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE hash_record_extended(ROW(o.fingerprint, o.article_id, lower(o.author_email)), 0)
                        = hash_record_extended(
                            ROW(coalesce(c.edit_fingerprint, c.fingerprint), c.article_id, lower(c.author_email)), 0)
                      AND o.created_at BETWEEN c.created_at - interval '1 day' AND c.created_at
                      AND o.author_email IS NOT NULL AND o.id <> c.id
                      AND ROW(o.fingerprint, o.article_id, lower(o.author_email)) IS NOT DISTINCT FROM
                            ROW(coalesce(c.edit_fingerprint, c.fingerprint), c.article_id, lower(c.author_email))
                    LIMIT 1) o)::int AS in_thread,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE o.fingerprint = coalesce(c.edit_fingerprint, c.fingerprint) AND o.id <> c.id
                      AND o.created_at BETWEEN c.created_at - interval '1 day' AND c.created_at
                    LIMIT :most) o)::int AS elsewhere
            FROM comment c
            WHERE c.id = ANY(:ids)
            """;

    private final DatabaseClient database;

    CopiesProvider(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Class<Copies> kind() {
        return Copies.class;
    }

    @Override
    public Mono<Map<UUID, Copies>> gather(List<Submission> submissions) {
        return database.sql(COPIES)
                .bind("ids", submissions.stream().map(Submission::id).toArray(UUID[]::new))
                .bind("most", MOST)
                .map(row -> Map.entry(
                        Columns.uuid(row, "id"),
                        new Copies(Columns.integer(row, "in_thread"), Columns.integer(row, "elsewhere"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
