package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndexesTest extends ServiceTest {

    /** Else deleting a row would read the whole table that refers to it. */
    @Test
    void everyReferenceCanBeFollowedBackByAnIndex() {
        List<String> without = database.sql("""
                        SELECT c.conrelid::regclass || '.' || a.attname AS reference
                        FROM pg_constraint c
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                        WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
                            SELECT FROM pg_index i
                            WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1]
                                AND (i.indpred IS NULL
                                    OR pg_get_expr(i.indpred, i.indrelid) = '(' || a.attname || ' IS NOT NULL)'))
                        """)
                .map(row -> String.valueOf(row.get("reference", String.class)))
                .all()
                .collectList()
                .block();

        assertThat(without).isEmpty();
    }

    /** Else each mail would leave a dead entry in every index, and no row would make room for its own next version. */
    @Test
    void noIndexKnowsWhatChangesOfADelivery() {
        List<String> indexed = database.sql("""
                        SELECT indexdef FROM pg_indexes
                        WHERE tablename = 'delivery'
                            AND indexdef ~ '\\m(status|attempts|reply_code|reason|updated_at)\\M'
                        UNION ALL
                        SELECT indexdef FROM pg_indexes
                        WHERE tablename = 'delivery_count'
                            AND indexdef ~ '\\m(queued|sent|failed|uncertain|skipped)\\M'
                        """)
                .map(row -> String.valueOf(row.get("indexdef", String.class)))
                .all()
                .collectList()
                .block();

        assertThat(indexed).isEmpty();
    }
}
