package org.pressroom.comment.moderation.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pressroom.comment.ServiceTest;
import org.pressroom.comment.moderation.rules.AddressHistory;
import org.pressroom.comment.moderation.rules.Copies;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Each provider that comes with the program keeps to the contract, and finds what it is to find. */
class EvidenceProvidersTest extends ServiceTest {

    @Autowired
    private EvidenceProvider<AddressHistory> addressHistory;

    @Autowired
    private EvidenceProvider<Copies> copies;

    @Autowired
    private TransactionalOperator transaction;

    private final UUID article = Ids.next();
    private final String address = "rita+" + article + "@example.org";

    private List<Submission> submissions = List.of();

    @BeforeEach
    void comments() {
        database.sql("INSERT INTO thread (article_id) VALUES (:id)")
                .bind("id", article)
                .then()
                .block();
        submissions = Stream.of(
                        comment("approved", address, "the same"),
                        comment("rejected", address.toUpperCase(Locale.ROOT), "the same"),
                        comment("held", null, "the same"),
                        comment("held", address, "another"))
                .toList();
    }

    @Nested
    class OfAddresses implements EvidenceProviderContract<AddressHistory> {
        @Override
        public EvidenceProvider<AddressHistory> provider() {
            return addressHistory;
        }

        @Override
        public List<Submission> submissions() {
            return submissions;
        }

        @Override
        public void whileLocked(List<Submission> locked, Runnable what) {
            EvidenceProvidersTest.this.whileLocked(what);
        }

        @Test
        void countsWhatBecameOfOthersFromTheAddressHoweverItIsWritten() {
            assertThat(gathered(addressHistory))
                    .containsExactly(
                            new AddressHistory(0, 1),
                            new AddressHistory(1, 0),
                            new AddressHistory(0, 0),
                            new AddressHistory(1, 1));
        }
    }

    @Nested
    class OfCopies implements EvidenceProviderContract<Copies> {
        @Override
        public EvidenceProvider<Copies> provider() {
            return copies;
        }

        @Override
        public List<Submission> submissions() {
            return submissions;
        }

        @Override
        public void whileLocked(List<Submission> locked, Runnable what) {
            EvidenceProvidersTest.this.whileLocked(what);
        }

        @Test
        void findsTheSameTextThatWasThereBefore() {
            assertThat(gathered(copies))
                    .containsExactly(new Copies(0, 0), new Copies(1, 1), new Copies(0, 2), new Copies(0, 0));
        }

        /** Each copy would else be held against all before it. */
        @Test
        void looksAtFewRowsHoweverManyCopiesThereAre() {
            submissions = Stream.of(comment("held", address, "spread"), comment("held", address, "more"))
                    .toList();
            database.sql("""
                            INSERT INTO comment (id, article_id, depth, status, version, judged_version, author_name,
                                                 author_email, author_verified, author_staff, body, body_html,
                                                 fingerprint, created_at, edit_token_hash, editable_until,
                                                 notify_replies)
                            SELECT gen_random_uuid(), gen_random_uuid(), 0, 'held', 2, 2, 'Rita', author_email, false,
                                   false, body, body_html, fingerprint, created_at - interval '2 seconds', '', now(),
                                   false
                            FROM comment, generate_series(1, 3000) AS n
                            WHERE id = :id
                            """).bind("id", submissions.get(0).id()).then().block();

            try {
                assertThat(gathered(copies)).containsExactly(new Copies(0, 20), new Copies(0, 0));
                assertThat(pagesRead(CopiesProvider.COPIES)).isLessThan(50);
            } finally {
                database.sql("DELETE FROM comment WHERE lower(author_email) = lower(:address)")
                        .bind("address", address)
                        .then()
                        .block();
            }
        }
    }

    private <E> List<E> gathered(EvidenceProvider<E> provider) {
        Map<UUID, E> found = Objects.requireNonNull(provider.gather(submissions).block(PATIENCE));
        return submissions.stream()
                .map(submission -> Objects.requireNonNull(found.get(submission.id())))
                .toList();
    }

    /**
     * Pages that the statement looks at for the submissions. The first plan is for the connection, which looks up what
     * types there are.
     */
    private long pagesRead(String statement) {
        String plan = Objects.requireNonNull(planOf(statement)
                .then(planOf(statement))
                .as(transaction::transactional)
                .block(PATIENCE));
        JsonNode top = JSON.readTree(plan).get(0).get("Plan");
        return top.get("Shared Hit Blocks").asLong()
                + top.get("Shared Read Blocks").asLong();
    }

    private Mono<String> planOf(String statement) {
        return database.sql("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + statement)
                .bind("ids", submissions.stream().map(Submission::id).toArray(UUID[]::new))
                .bind("most", 20)
                .map(row -> Columns.text(row, "QUERY PLAN"))
                .all()
                .collect(Collectors.joining());
    }

    private void whileLocked(Runnable what) {
        database.sql("SELECT FROM thread WHERE article_id = :id FOR UPDATE")
                .bind("id", article)
                .then()
                .then(database.sql("SELECT FROM comment WHERE article_id = :id FOR UPDATE")
                        .bind("id", article)
                        .then())
                .then(Mono.fromRunnable(what).subscribeOn(Schedulers.boundedElastic()))
                .as(transaction::transactional)
                .block(Duration.ofMinutes(1));
    }

    /** Each a second after the one before. */
    private Submission comment(String status, @Nullable String email, String text) {
        UUID id = Ids.next();
        database.sql("""
                        INSERT INTO comment (id, article_id, depth, status, version, judged_version, author_name,
                                             author_email, author_verified, author_staff, body, body_html, fingerprint,
                                             created_at, edit_token_hash, editable_until, notify_replies)
                        SELECT :id, :article, 0, :status, 2, 2, 'Rita', cast(:email AS text), false, false, :text, :text,
                               convert_to(:article::text || :text, 'UTF8'),
                               now() - interval '1 minute'
                                   + (SELECT count(*) FROM comment WHERE article_id = :article) * interval '1 second',
                               '', now(), false
                        """)
                .bind("id", id)
                .bind("article", article)
                .bind("status", status)
                .bind("email", Columns.orNull(email, String.class))
                .bind("text", text)
                .then()
                .block();
        return new Submission(id, text, text, "Rita", List.of(), List.of(), false, false);
    }
}
