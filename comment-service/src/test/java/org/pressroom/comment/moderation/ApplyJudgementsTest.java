package org.pressroom.comment.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.comment.ServiceTest;
import org.pressroom.comment.markdown.Reading;
import org.pressroom.comment.model.CommentPolicy;
import org.pressroom.comment.model.Decision;
import org.pressroom.comment.model.ModerationDecision;
import org.pressroom.comment.moderation.evidence.EvidenceProvider;
import org.pressroom.comment.moderation.evidence.GatherEvidence;
import org.pressroom.comment.moderation.rules.Evidence;
import org.pressroom.comment.moderation.rules.Finding;
import org.pressroom.comment.moderation.rules.ModerationRule;
import org.pressroom.comment.moderation.rules.RulePipeline;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.comment.store.ClaimRepository;
import org.pressroom.comment.store.ClaimedComment;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Claims on comments, and what is written by whoever holds one. */
class ApplyJudgementsTest extends ServiceTest {

    @Autowired
    private ApplyJudgements judgements;

    @Autowired
    private ClaimRepository claims;

    @Autowired
    private GatherEvidence gather;

    @Autowired
    private ModerationProperties properties;

    @Autowired
    private Clock clock;

    @Autowired
    private TransactionalOperator transaction;

    @Test
    void anOutcomeForATextThatIsAnotherByNowIsDropped() {
        UUID article = article("open");
        UUID comment = claimed(article, null, "infinity");
        Judgement old = judgement(comment, article, 1);
        database.sql("UPDATE comment SET version = 2, body = 'Another' WHERE id = :id")
                .bind("id", comment)
                .then()
                .block();

        judgements.apply(List.of(old)).block(PATIENCE);
        assertThat(statusOf(comment)).isEqualTo("pending");

        judgements.apply(List.of(judgement(comment, article, 2))).block(PATIENCE);
        assertThat(statusOf(comment)).isEqualTo("approved");
    }

    /** Whoever was silent for so long that others did its work does no more harm. */
    @Test
    void anOutcomeIsWrittenOnce() {
        UUID article = article("open");
        UUID comment = claimed(article, null, "infinity");
        List<Judgement> outcome = List.of(judgement(comment, article, 1));

        judgements.apply(outcome).block(PATIENCE);
        judgements.apply(outcome).block(PATIENCE);

        assertThat(json(moderator.get().uri("/api/moderation/comments/{id}/history", comment))
                        .path("items"))
                .hasSize(1);
        assertThat(thread(article)).hasSize(1);
    }

    @Test
    void answersAreWrittenAfterWhatTheyAnswer() {
        UUID article = article("open");
        UUID parent = claimed(article, null, "infinity");
        UUID answer = claimed(article, parent, "infinity");
        UUID below = claimed(article, answer, "infinity");

        judgements
                .apply(Stream.of(below, answer, parent)
                        .map(id -> judgement(id, article, 1))
                        .toList())
                .block(PATIENCE);

        assertThat(thread(article))
                .extracting(comment -> comment.path("replyCount").asInt())
                .containsExactly(1, 1, 0);
    }

    @Test
    void whatSomebodyClaimedAndForgotIsJudgedByAnother() {
        UUID comment = claimed(article("open"), null, "3 seconds");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf(comment)).isEqualTo("held"));
    }

    @Test
    void whatARuleFailsAtIsLeftToPeople() {
        UUID article = article("open");
        UUID comment = claimed(article, null, "infinity");
        ModerationRule broken = new ModerationRule() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Finding evaluate(Submission submission, Evidence evidence) {
                throw new IllegalStateException("broken");
            }
        };

        new ModerateComments(
                        claims, gather, new RulePipeline(List.of(broken), 0.5, 0.95), judgements, properties, clock)
                .moderate(List.of(claim(comment, article, 1)))
                .block(PATIENCE);

        assertThat(statusOf(comment)).isEqualTo("held");
    }

    @Test
    void whatIsBrokenOffOthersJudgeAtOnce() {
        UUID article = article("open");
        UUID comment = claimed(article, null, "1 hour");
        Instant until = Objects.requireNonNull(database.sql("SELECT moderation_due_at FROM comment WHERE id = :id")
                .bind("id", comment)
                .map(row -> Columns.instant(row, "moderation_due_at"))
                .one()
                .block(PATIENCE));
        EvidenceProvider<String> endless = new EvidenceProvider<>() {
            @Override
            public Class<String> kind() {
                return String.class;
            }

            @Override
            public Mono<Map<UUID, String>> gather(List<Submission> submissions) {
                return Mono.never();
            }
        };

        new ModerateComments(
                        claims,
                        new GatherEvidence(List.of(endless)),
                        new RulePipeline(List.of(), 0.5, 0.95),
                        judgements,
                        properties,
                        clock)
                .moderate(List.of(claim(comment, article, 1, until)))
                .subscribe()
                .dispose();

        await().atMost(PATIENCE).until(() -> !statusOf(comment).equals("pending"));
    }

    @Test
    void nobodyClaimsWhatIsClaimed() {
        UUID article = article("open");

        Set<UUID> all = new HashSet<>();
        List<ClaimedComment> claimed = Objects.requireNonNull(transaction
                .execute(status -> insertSome(article, status)
                        .then(Mono.zip(
                                claims.claim(500, Duration.ofMinutes(1)), claims.claim(500, Duration.ofMinutes(1)))))
                .map(twice -> Stream.concat(twice.getT1().stream(), twice.getT2().stream())
                        .toList())
                .next()
                .block(PATIENCE));

        List<UUID> ids = claimed.stream()
                .filter(claim -> claim.articleId().equals(article))
                .map(ClaimedComment::id)
                .toList();
        all.addAll(ids);
        assertThat(ids).hasSize(5);
        assertThat(all).hasSize(5);
    }

    /** Seen by nobody else, since it is undone in the end. */
    private Mono<Void> insertSome(UUID article, ReactiveTransaction status) {
        status.setRollbackOnly();
        return Mono.when(Stream.generate(() -> insert(Ids.next(), article, null, "-1 seconds"))
                .limit(5)
                .toList());
    }

    private static Judgement judgement(UUID comment, UUID article, long version) {
        Instant now = Instant.parse("2026-01-01T12:00:00Z");
        return new Judgement(
                claim(comment, article, version), new ModerationDecision(Decision.APPROVE, 0, List.of(), null, now));
    }

    private static ClaimedComment claim(UUID comment, UUID article, long version) {
        return claim(comment, article, version, Instant.parse("2026-01-01T12:00:00Z"));
    }

    private static ClaimedComment claim(UUID comment, UUID article, long version, Instant until) {
        Instant now = Instant.parse("2026-01-01T12:00:00Z");
        Reading text = new Reading("Text", "Text", List.of(), List.of());
        return new ClaimedComment(comment, article, version, now, until, null, CommentPolicy.OPEN, false, "Rita", text);
    }

    /** A pending comment that somebody has claimed. */
    private UUID claimed(UUID article, @Nullable UUID parent, String until) {
        UUID id = Ids.next();
        insert(id, article, parent, until).block(PATIENCE);
        return id;
    }

    private Mono<Void> insert(UUID id, UUID article, @Nullable UUID parent, String until) {
        return database.sql("""
                        INSERT INTO comment (id, article_id, parent_id, depth, status, author_name, author_verified,
                                             author_staff, body, body_html, fingerprint, created_at, edit_token_hash,
                                             editable_until, notify_replies, moderation_due_at)
                        VALUES (:id, :article, :parent, 0, 'pending', 'Rita', false, false, 'Text', '<p>Text</p>', '',
                                clock_timestamp(), '', now(), false,
                                CASE WHEN :until = 'infinity' THEN 'infinity' ELSE now() + :until::interval END)
                        """)
                .bind("id", id)
                .bind("article", article)
                .bind("parent", Columns.orNull(parent, UUID.class))
                .bind("until", until)
                .then();
    }

    private String statusOf(UUID comment) {
        return String.valueOf(database.sql("SELECT status FROM comment WHERE id = :id")
                .bind("id", comment)
                .map(row -> row.get("status", String.class))
                .one()
                .block());
    }
}
