package org.pressroom.comment.moderation;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.LockedComments;
import org.pressroom.comment.model.Settled;
import org.pressroom.comment.store.ClaimRepository;
import org.pressroom.comment.store.ClaimedComment;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.comment.store.ThreadRepository;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes what was decided of claimed comments: all whose threads nobody holds in one transaction, then those that had to
 * be waited for, a thread each. Comments that changed meanwhile are passed over. Where it fails, each is written by
 * itself, which shows which one it was; that one is left to people, and holds up no other.
 */
@Component
class ApplyJudgements {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyJudgements.class);

    /** Whoever holds a thread for longer is not waited for: its comments have their turn again. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int THREADS_AT_ONCE = 4;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final CommentRepository comments;
    private final ThreadRepository threads;
    private final ClaimRepository claims;
    private final TransactionalOperator transaction;
    private final ModerationProperties properties;
    private final Clock clock;

    ApplyJudgements(
            CommentRepository comments,
            ThreadRepository threads,
            ClaimRepository claims,
            TransactionalOperator transaction,
            ModerationProperties properties,
            Clock clock) {
        this.comments = comments;
        this.threads = threads;
        this.claims = claims;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** Whether a comment has waited for too long to be tried again. */
    boolean isOverdue(ClaimedComment claim) {
        return claim.since().isBefore(clock.instant().minus(properties.holdAfter()));
    }

    /** Fails only for an outage. */
    Mono<Void> apply(List<Judgement> judgements) {
        return judgements.isEmpty()
                ? Mono.empty()
                : applyTogether(judgements)
                        .onErrorResume(failure -> !Outages.isOutage(failure), failure -> applyOneByOne(judgements));
    }

    private Mono<Void> applyTogether(List<Judgement> judgements) {
        return ensureThreads(judgements)
                .then(comments.lockFree(ids(judgements))
                        .flatMap(locked -> settle(locked, judgements).thenReturn(locked)))
                .as(transaction::transactional)
                .flatMapIterable(locked -> heldByOthers(locked, judgements))
                .flatMap(this::applyWaiting, THREADS_AT_ONCE)
                .then();
    }

    /** A thread begins with its article, which may have come to nothing. */
    private Mono<Void> ensureThreads(List<Judgement> judgements) {
        List<UUID> unknown = judgements.stream()
                .map(Judgement::claim)
                .filter(claim -> claim.policy() == null)
                .map(ClaimedComment::articleId)
                .distinct()
                .sorted()
                .toList();
        return unknown.isEmpty() ? Mono.empty() : threads.ensure(unknown);
    }

    private static Collection<List<Judgement>> heldByOthers(LockedComments locked, List<Judgement> judgements) {
        return judgements.stream()
                .filter(judgement ->
                        !locked.threads().containsKey(judgement.claim().articleId()))
                .collect(Collectors.groupingBy(judgement -> judgement.claim().articleId()))
                .values();
    }

    /** Judgements of one thread. */
    private Mono<Void> applyWaiting(List<Judgement> judgements) {
        return comments.lockWithin(ids(judgements), LONGEST_WAIT)
                .flatMap(locked -> settle(locked, judgements))
                .as(transaction::transactional)
                .onErrorResume(
                        ApplyJudgements::isHeldForLong,
                        held -> claims.putOff(
                                judgements.stream().map(Judgement::claim).toList(), properties.retryAfter()));
    }

    /** One that answers another comes after it, when that is decided. */
    private Mono<Void> settle(LockedComments locked, List<Judgement> judgements) {
        Map<UUID, Judgement> byComment = judgements.stream()
                .collect(Collectors.toMap(judgement -> judgement.claim().id(), judgement -> judgement));
        List<List<UUID>> parts = locked.parts();
        return Flux.fromIterable(parts)
                .index()
                .concatMap(
                        part -> part.getT1() == 0 ? Mono.just(locked.among(part.getT2())) : comments.lock(part.getT2()),
                        0)
                .concatMap(part -> comments.settle(part, changes(part, byComment)), 0)
                .then();
    }

    private static List<Settled> changes(LockedComments locked, Map<UUID, Judgement> byComment) {
        return locked.comments().stream()
                .flatMap(comment -> change(comment, byComment))
                .toList();
    }

    private static Stream<Settled> change(Comment comment, Map<UUID, Judgement> byComment) {
        return Objects.requireNonNull(byComment.get(comment.id())).settle(comment).stream();
    }

    private Mono<Void> applyOneByOne(List<Judgement> judgements) {
        return Flux.fromIterable(judgements)
                .concatMap(judgement -> ensureThreads(List.of(judgement))
                        .then(applyWaiting(List.of(judgement)))
                        .onErrorResume(
                                failure -> !Outages.isOutage(failure), failure -> failed(judgement.claim(), failure)))
                .then();
    }

    /** What took too long may work the next time, unless it has been so for too long; any other failure would be the same. */
    private Mono<Void> failed(ClaimedComment claim, Throwable failure) {
        LOG.warn(
                "what was decided of the comment {} cannot be written: {}",
                claim.id(),
                failure.getClass().getName());
        return Outages.isOverdue(failure) && !isOverdue(claim)
                ? claims.putOff(List.of(claim), properties.retryAfter())
                : leaveToPeople(claim);
    }

    private Mono<Void> leaveToPeople(ClaimedComment claim) {
        return applyWaiting(List.of(Judgement.leftToPeople(claim, clock.instant())))
                .onErrorResume(failure -> !Outages.isOutage(failure), failure -> {
                    LOG.error(
                            "the comment {} can neither be judged nor be left to people: {}",
                            claim.id(),
                            failure.getClass().getName());
                    return claims.putOff(List.of(claim), properties.retryAfter());
                });
    }

    private static boolean isHeldForLong(Throwable failure) {
        return Outages.sqlState(failure).filter(LOCK_NOT_AVAILABLE::equals).isPresent();
    }

    private static Set<UUID> ids(List<Judgement> judgements) {
        Set<UUID> ids = new HashSet<>();
        judgements.forEach(judgement -> ids.add(judgement.claim().id()));
        return ids;
    }
}
