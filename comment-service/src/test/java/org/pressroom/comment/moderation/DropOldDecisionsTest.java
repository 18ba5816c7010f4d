package org.pressroom.comment.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.WithServers;
import org.pressroom.testkit.WithTokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithServers
@WithTokens
class DropOldDecisionsTest {

    @Autowired
    DropOldDecisions decisions;

    @Autowired
    DatabaseClient database;

    @Test
    void oldDecisionsGoBitByBitButForThoseOfWhatIsHeld() {
        UUID settled = comment("approved");
        UUID held = comment("held");
        decided(held, "400 days", 1_200);
        decided(settled, "399 days", 1_200);
        decided(settled, "364 days", 2);

        Boolean more = decisions.step().block();
        assertThat(more).isTrue();
        decisions.step().repeat().takeUntil(again -> !again).then().block();

        assertThat(count(settled)).isEqualTo(2);
        assertThat(count(held)).isEqualTo(1_200);
        assertThat(decisions
                        .step()
                        .repeat()
                        .takeUntil(again -> !again)
                        .then(Mono.just(true))
                        .block())
                .isTrue();
        assertThat(count(settled)).isEqualTo(2);
    }

    private UUID comment(String status) {
        UUID id = Ids.next();
        database.sql("""
                        INSERT INTO comment (id, article_id, depth, status, version, judged_version, author_name,
                                             author_verified, author_staff, body, body_html, fingerprint, created_at,
                                             edit_token_hash, editable_until, notify_replies)
                        VALUES (:id, :id, 0, :status, 2, 2, 'Rita', false, false, 'Text', '<p>Text</p>', '', now(), '',
                                now(), false)
                        """).bind("id", id).bind("status", status).then().block();
        return id;
    }

    private void decided(UUID comment, String age, int count) {
        database.sql("""
                        INSERT INTO moderation (id, comment_id, comment_version, decision, score, reasons, decided_at)
                        SELECT gen_random_uuid(), :comment, n, 'hold', 0.5, '{}', now() - :age::interval
                        FROM generate_series(1, :count) n
                        """)
                .bind("comment", comment)
                .bind("age", age)
                .bind("count", count)
                .then()
                .block();
    }

    private long count(UUID comment) {
        return Objects.requireNonNull(database.sql("SELECT count(*) AS number FROM moderation WHERE comment_id = :id")
                .bind("id", comment)
                .map(row -> row.get("number", Long.class))
                .one()
                .block());
    }
}
