package org.pressroom.comment.moderation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pressroom.comment.model.CommentPolicy;
import org.pressroom.comment.moderation.evidence.GatherEvidence;
import org.pressroom.comment.moderation.evidence.Gathered;
import org.pressroom.comment.moderation.rules.Evaluation;
import org.pressroom.comment.moderation.rules.RulePipeline;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.comment.store.ClaimRepository;
import org.pressroom.comment.store.ClaimedComment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Judges comments by the rules: claims a batch, gathers evidence without any lock, decides, and has it written in one
 * short transaction. Nothing is held while something slow is asked.
 */
@Component
class ModerateComments {

    private static final Logger LOG = LoggerFactory.getLogger(ModerateComments.class);

    /** Longer than any evidence is waited for; whoever falls silent loses what it claimed. */
    private static final Duration LEASE = Duration.ofSeconds(9);

    private final ClaimRepository claims;
    private final GatherEvidence evidence;
    private final RulePipeline rules;
    private final ApplyJudgements judgements;
    private final ModerationProperties properties;
    private final Clock clock;

    ModerateComments(
            ClaimRepository claims,
            GatherEvidence evidence,
            RulePipeline rules,
            ApplyJudgements judgements,
            ModerationProperties properties,
            Clock clock) {
        this.claims = claims;
        this.evidence = evidence;
        this.rules = rules;
        this.judgements = judgements;
        this.properties = properties;
        this.clock = clock;
    }

    /** Judges a batch; whether there may be more. */
    Mono<Boolean> step() {
        return claims.claim(properties.batch(), LEASE)
                .flatMap(claimed -> claimed.isEmpty()
                        ? Mono.just(false)
                        : moderate(claimed).thenReturn(claimed.size() == properties.batch()));
    }

    /** Judges what was claimed; where it is broken off, others may claim it at once. */
    Mono<Void> moderate(List<ClaimedComment> claimed) {
        return evidence.gather(submissions(claimed))
                .map(gathered -> decide(claimed, gathered))
                .flatMap(decided -> judgements
                        .apply(decided.judgements())
                        .then(claims.putOff(decided.notYet(), properties.retryAfter())))
                .doOnCancel(() -> giveBack(claimed));
    }

    /** Where that fails, the lease ends by itself. */
    private void giveBack(List<ClaimedComment> claimed) {
        claims.putOff(claimed, Duration.ZERO)
                .onErrorResume(failure ->
                        Mono.fromRunnable(() -> LOG.debug("claims could not be given back: {}", failure.toString())))
                .subscribe();
    }

    private static List<Submission> submissions(List<ClaimedComment> claimed) {
        return claimed.stream()
                .filter(ModerateComments::isReadable)
                .map(ModerateComments::submission)
                .toList();
    }

    /** What is decided of a batch, and of what nothing can be decided yet. */
    private record Decided(List<Judgement> judgements, List<ClaimedComment> notYet) {}

    private Decided decide(List<ClaimedComment> claimed, Gathered gathered) {
        Decided decided = new Decided(new ArrayList<>(), new ArrayList<>());
        for (ClaimedComment claim : claimed) {
            judge(claim, gathered).ifPresentOrElse(decided.judgements()::add, () -> decided.notYet()
                    .add(claim));
        }
        return decided;
    }

    /** Empty where more may be known later. What is known too late, or never, people decide on. */
    private Optional<Judgement> judge(ClaimedComment claim, Gathered gathered) {
        boolean mayWait = !judgements.isOverdue(claim);
        Instant now = clock.instant();
        if (claim.policy() == null && mayWait) {
            return Optional.empty();
        } else if (!isReadable(claim)) {
            return Optional.of(Judgement.leftToPeople(claim, now));
        }
        try {
            Evaluation evaluation = rules.evaluate(submission(claim), gathered.of(claim.id()));
            return !evaluation.isComplete() && gathered.mayBeMoreLater() && mayWait
                    ? Optional.empty()
                    : Optional.of(new Judgement(claim, evaluation.decided(now)));
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.error(
                    "a rule fails at the comment {}: {}",
                    claim.id(),
                    broken.getClass().getName());
            return Optional.of(Judgement.leftToPeople(claim, now));
        }
    }

    private static boolean isReadable(ClaimedComment claim) {
        return claim.policy() != null && claim.reading() != null;
    }

    private static Submission submission(ClaimedComment claim) {
        return Submission.of(
                claim.id(),
                Objects.requireNonNull(claim.reading()),
                claim.signature(),
                claim.policy() == CommentPolicy.MODERATED,
                claim.staff());
    }
}
