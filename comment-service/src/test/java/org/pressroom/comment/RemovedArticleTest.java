package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;

/** A removed article with very many comments: who wrote them is forgotten by ranges, and nobody waits for it. */
class RemovedArticleTest extends ServiceTest {

    /** The property asks for more where somebody wants to know how long it takes. */
    private static final int MANY = Integer.getInteger("removed.comments", 100_000);

    @Test
    @Timeout(900)
    void whoWroteVeryManyCommentsIsForgottenByRanges() {
        UUID article = article("open");
        UUID other = article("open");
        for (int from = 0; from < MANY; from += 10_000) {
            insert(article, Math.min(10_000, MANY - from));
        }

        Instant start = Instant.now();
        tell(state(article, 2, ArticleState.REMOVED, "open"), EventType.ARTICLE_REMOVED);
        posted(other, comment("Nobody waits for it"), "approved");
        await().atMost(Duration.ofMinutes(10)).until(() -> known(article) == 0);
        System.out.println(
                MANY + " forgotten in " + Duration.between(start, Instant.now()).toMillis() + " ms");

        assertThat(number("SELECT count(DISTINCT xmin::text) AS number FROM comment WHERE article_id = :id", article))
                .as("transactions")
                .isGreaterThanOrEqualTo(MANY / 1_000);
        assertThat(number("SELECT count(*) AS number FROM comment WHERE article_id = :id", article))
                .isEqualTo(MANY);
        assertThat(number("SELECT count(*) AS number FROM job WHERE subject = :id", article))
                .as("latecomers are looked for once more")
                .isEqualTo(1);
    }

    @Test
    void whoCommentedWhileItWasRemovedIsForgottenToo() {
        UUID article = article("open");
        tell(state(article, 2, ArticleState.REMOVED, "open"), EventType.ARTICLE_REMOVED);
        await().atMost(PATIENCE)
                .until(() ->
                        number("SELECT count(*) AS number FROM job WHERE subject = :id AND steps > 0", article) == 1);
        insert(article, 3);
        // As it is two minutes later.
        database.sql("""
                        UPDATE job SET due_at = now(), begun_at = begun_at - interval '2 minutes'
                        WHERE subject = :id
                        """).bind("id", article).then().block();

        await().atMost(PATIENCE).until(() -> known(article) == 0);
        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) AS number FROM job WHERE subject = :id", article) == 0);
    }

    @Test
    void anArticleThatFailsHoldsUpNoOther() {
        UUID failing = article("open");
        UUID other = article("open");
        insert(failing, 3);
        insert(other, 3);
        String refusing = "refuse_" + failing.toString().replace('-', '_');
        database.sql("CREATE FUNCTION " + refusing + "() RETURNS trigger LANGUAGE plpgsql AS "
                        + "$$ BEGIN RAISE EXCEPTION 'refused'; END $$")
                .then()
                .then(database.sql("CREATE TRIGGER " + refusing
                                + " BEFORE UPDATE ON comment FOR EACH ROW WHEN (OLD.article_id = '" + failing
                                + "') EXECUTE FUNCTION " + refusing + "()")
                        .then())
                .block();
        try {
            for (UUID removed : new UUID[] {failing, other}) {
                database.sql("""
                                INSERT INTO job (kind, subject, begun_at, due_at)
                                VALUES ('anonymise-commenters', :id, now(), now() - interval '1 hour')
                                """).bind("id", removed).then().block();
            }
            await().atMost(PATIENCE).until(() -> known(other) == 0);
            assertThat(known(failing)).isEqualTo(3);
        } finally {
            database.sql("DROP FUNCTION " + refusing + "() CASCADE").then().block();
        }
        await().atMost(PATIENCE.multipliedBy(3)).until(() -> known(failing) == 0);
    }

    private long known(UUID article) {
        return number("""
                SELECT count(*) AS number FROM comment
                WHERE article_id = :id AND (author_name <> '' OR author_email IS NOT NULL)
                """, article);
    }

    private long number(String sql, UUID article) {
        return Objects.requireNonNull(database.sql(sql)
                .bind("id", article)
                .map(row -> row.get("number", Long.class))
                .one()
                .block());
    }

    private void insert(UUID article, int count) {
        database.sql("""
                        INSERT INTO comment (id, article_id, depth, status, version, judged_version, author_name,
                                             author_email, author_verified, author_staff, body, body_html, fingerprint,
                                             created_at, edit_token_hash, editable_until, notify_replies)
                        SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0')
                                || substr(replace(gen_random_uuid()::text, '-', ''), 13))::uuid,
                               :article, 0, 'rejected', 1, 1, 'Rita', 'rita' || n || '@example.org', false, false,
                               'Text', '<p>Text</p>', gen_random_uuid()::text::bytea, now(), '', now(), true
                        FROM generate_series(1, :count) n
                        """).bind("article", article).bind("count", count).then().block();
    }
}
