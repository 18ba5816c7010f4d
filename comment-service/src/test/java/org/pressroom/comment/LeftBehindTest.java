package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.common.database.Columns;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.PoisonedRows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** No comment stays unjudged, whatever became of the event that tells of it, and of what is known of its article. */
class LeftBehindTest extends ServiceTest {

    @Autowired
    private TransactionalOperator transaction;

    @Test
    void aCommentWhoseEventWasLostIsJudged() {
        UUID article = article("open");
        UUID fine = unjudged(article, "Nothing wrong with it", "2 minutes");
        UUID doubtful = unjudged(article, "Come to the online casino", "2 minutes");

        awaitStatus(fine, "approved");
        awaitStatus(doubtful, "held");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Recorder.types(article, fine)).contains("comment.approved.v1"));
    }

    @Test
    void aChangeWhoseEventWasLostIsJudged() {
        UUID article = article("open");
        Posted posted = posted(article, comment("As it was"), "approved");
        database.sql("""
                        UPDATE comment SET version = version + 1, edit_body = 'As it is', edit_body_html = '<p>As it is</p>',
                            edit_fingerprint = '', edit_at = now() - interval '2 minutes',
                            reading = '{"plain": "As it is", "shown": "As it is", "links": [], "markup": []}'
                        WHERE id = :id
                        """).bind("id", posted.id()).then().block();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        thread(article).get(0).path("bodyHtml").asString())
                .contains("As it is"));
    }

    @Test
    void aCommentOfAnArticleThatIsNotKnownYetIsJudgedOnceItIs() {
        UUID unknown = Ids.next();
        // More than are looked at together, and before the one that can be judged.
        database.sql(INSERT)
                .bind("article", UUID.randomUUID())
                .bind("body", "Nobody knows where")
                .bind("age", "5 minutes")
                .bind("count", 60)
                .bind("reading", Columns.orNull(null, String.class))
                .then()
                .block();
        UUID early = unjudged(unknown, "Here before its article", "3 minutes");
        UUID article = article("open");
        UUID behind = unjudged(article, "Behind those", "1 minute");

        awaitStatus(behind, "approved");
        assertThat(statusOf(early)).isEqualTo("pending");
        tell(state(unknown, 1, ArticleState.PUBLISHED, "open"), EventType.ARTICLE_PUBLISHED);

        awaitStatus(early, "approved");
    }

    @Test
    void aCommentOfAnArticleThatStaysUnknownIsLeftToPeople() {
        UUID unknown = Ids.next();
        UUID comment = unjudged(unknown, "Nobody ever knows where", "11 minutes");

        awaitStatus(comment, "held");
        assertThat(json(moderator.get().uri("/api/moderation/comments?limit=100&status=held"))
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("id").asString()))
                .contains(comment.toString());
    }

    @Test
    void aCommentWhoseReadingNobodyCanReadIsLeftToPeople() {
        UUID article = article("open");
        UUID comment = unjudged(article, "Nothing wrong with it", "1 minute", "{");

        awaitStatus(comment, "held");
        awaitStatus(unjudged(article, "Behind it", "1 minute"), "approved");
    }

    /** Somebody may be judging the thread, one comment after another: then nothing of it was tried, however old it is. */
    @Test
    void aCommentOfAThreadThatOthersHoldIsNotLeftToPeople() {
        UUID hot = article("open");
        UUID other = article("open");

        database.sql("SELECT article_id FROM thread WHERE article_id = :id FOR NO KEY UPDATE")
                .bind("id", hot)
                .fetch()
                .one()
                .flatMap(locked -> Mono.fromCallable(() -> {
                            UUID waiting = unjudged(hot, "Nothing wrong with it", "20 minutes");
                            // It is looked at behind the one that waits.
                            awaitStatus(unjudged(other, "Behind it", "19 minutes"), "approved");
                            assertThat(statusOf(waiting)).isEqualTo("pending");
                            return waiting;
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .as(transaction::transactional)
                .flatMap(waiting -> Mono.fromRunnable(() -> awaitStatus(waiting, "approved"))
                        .subscribeOn(Schedulers.boundedElastic()))
                .block(PATIENCE.multipliedBy(3));
    }

    @ParameterizedTest
    @CsvSource({"57014, 20 minutes", "P0001, 2 minutes"})
    void oneThatCannotBeJudgedHoldsUpNoOther(String sqlState, String age) {
        UUID article = article("open");
        UUID poison = unjudged(article, "Nobody can judge this", age);
        try {
            whilePoisoned(
                    new PoisonedRows(
                            "unjudgeable", "moderation", "INSERT", "NEW.comment_id = '" + poison + "'", sqlState),
                    () -> {
                        // In its own thread and in another, behind it and before it.
                        List<UUID> others = Stream.of(article, article("open"))
                                .flatMap(thread -> Stream.of(
                                        unjudged(thread, "Behind it", "1 minute"),
                                        unjudged(thread, "Before it", "30 minutes")))
                                .toList();
                        others.forEach(other -> awaitStatus(other, "approved"));
                        assertThat(statusOf(poison)).isEqualTo("pending");
                    });
            awaitStatus(poison, "approved");
        } finally {
            database.sql("DELETE FROM comment WHERE id = :id AND status = 'pending'")
                    .bind("id", poison)
                    .then()
                    .block();
        }
    }

    private static final String INSERT = """
            INSERT INTO comment (id, article_id, depth, status, author_name, author_verified, author_staff,
                                 body, body_html, fingerprint, created_at, edit_token_hash, editable_until,
                                 notify_replies, reading)
            SELECT gen_random_uuid(), :article, 0, 'pending', 'Rita', false, false, :body, '<p>Text</p>',
                   gen_random_uuid()::text::bytea, now() - :age::interval, '', now(), false,
                   coalesce(:reading, json_build_object('plain', cast(:body AS text), 'shown', cast(:body AS text),
                                     'links', '{}'::text[], 'markup', '{}'::text[])::text)
            FROM generate_series(1, :count)
            RETURNING id
            """;

    /** A pending comment of which no event was told. */
    private UUID unjudged(UUID article, String body, String age) {
        return unjudged(article, body, age, null);
    }

    private UUID unjudged(UUID article, String body, String age, @Nullable String reading) {
        return Objects.requireNonNull(database.sql(INSERT)
                .bind("article", article)
                .bind("body", body)
                .bind("age", age)
                .bind("count", 1)
                .bind("reading", Columns.orNull(reading, String.class))
                .map(row -> row.get("id", UUID.class))
                .one()
                .block());
    }

    private void awaitStatus(UUID comment, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf(comment)).isEqualTo(status));
    }

    private String statusOf(UUID comment) {
        return String.valueOf(database.sql("SELECT status FROM comment WHERE id = :id")
                .bind("id", comment)
                .map(row -> row.get("status", String.class))
                .one()
                .block());
    }
}
