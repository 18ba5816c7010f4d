package org.pressroom.comment.moderation.evidence;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pressroom.comment.moderation.rules.AddressHistory;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts what became of the latest comments from an address. */
@Component
class AddressHistoryProvider implements EvidenceProvider<AddressHistory> {

    // comment_pkey, comment_address_ix
    private static final String HISTORY = """
            SELECT c.id,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE lower(o.author_email) = lower(c.author_email) AND o.status = 'approved' AND o.id <> c.id
                    ORDER BY o.created_at DESC LIMIT :most) o)::int AS approved,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE lower(o.author_email) = lower(c.author_email) AND o.status = 'rejected' AND o.id <> c.id
                    ORDER BY o.created_at DESC LIMIT :most) o)::int AS rejected
            FROM comment c
            WHERE c.id = ANY(:ids)
            """;

    private final DatabaseClient database;

    AddressHistoryProvider(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Class<AddressHistory> kind() {
        return AddressHistory.class;
    }

    @Override
    public Mono<Map<UUID, AddressHistory>> gather(List<Submission> submissions) {
        return database.sql(HISTORY)
                .bind("ids", submissions.stream().map(Submission::id).toArray(UUID[]::new))
                .bind("most", AddressHistory.MOST)
                .map(row -> Map.entry(
                        Columns.uuid(row, "id"),
                        new AddressHistory(Columns.integer(row, "approved"), Columns.integer(row, "rejected"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
