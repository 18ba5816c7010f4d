package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.Author;
import org.pressroom.article.counters.CommentCounts;
import org.pressroom.article.reviewing.EndSubmission;
import org.pressroom.article.slugs.SlugRepository;
import org.pressroom.article.writing.ArticleAccess;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.RevisionRepository;
import org.pressroom.article.writing.Schedule;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Shows readers a draft as it is now. Rows are locked in one order, as whatever changes an article does: the draft, the
 * article, the category, the tags, the authors.
 */
@Component
public class PublishArticle {

    /** Of several that are published together. */
    private static final int RENDERED_AT_ONCE = 4;

    /** How often the body is rendered anew where somebody else changed the draft meanwhile. */
    private static final int REWRITTEN_MEANWHILE = 3;

    private final DraftRepository drafts;
    private final ContentPreparation preparation;
    private final ArticleRepository articles;
    private final SlugRepository slugs;
    private final CommentCounts comments;
    private final ArticleCounts counts;
    private final RevisionRepository revisions;
    private final ScheduleRepository schedules;
    private final EndSubmission submissions;
    private final ArticleEvents events;
    private final TransactionalOperator transactions;
    private final Clock clock;

    PublishArticle(
            DraftRepository drafts,
            ContentPreparation preparation,
            ArticleRepository articles,
            SlugRepository slugs,
            CommentCounts comments,
            ArticleCounts counts,
            RevisionRepository revisions,
            ScheduleRepository schedules,
            EndSubmission submissions,
            ArticleEvents events,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.preparation = preparation;
        this.articles = articles;
        this.slugs = slugs;
        this.comments = comments;
        this.counts = counts;
        this.revisions = revisions;
        this.schedules = schedules;
        this.submissions = submissions;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What to publish, and how.
     *
     * @param expected the draft's version
     * @param at the date that it gets, not in the future; null for now, or for the one that it has
     * @param until when it is taken from readers again; null to leave that as it is
     * @param notifies whether subscribers are to hear of it, where it goes public with this; null for what is usual. A
     *     revision leaves that as it was.
     */
    public record Command(
            UUID id,
            Actor actor,
            ExpectedVersion expected,
            @Nullable Instant at,
            @Nullable Instant until,
            @Nullable Boolean notifies) {}

    /**
     * What readers see from now on.
     *
     * @param draftVersion the draft's from now on
     * @param schedule what is to become of it; null for nothing
     */
    public record Published(
            PublishedArticle article,
            long draftVersion,
            @Nullable Schedule schedule) {}

    /** The draft was changed while its body was rendered, or an author's name before all of it was written. */
    private static final class Rewritten extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Rewritten() {
            super("rewritten", null, false, false);
        }
    }

    /** Opens a transaction, or joins that of the caller. Changes nothing where readers see just that already. */
    public Mono<Result<Published>> execute(Command command) {
        return Result.of(Mono.defer(() -> {
            Instant now = clock.instant();
            return published(List.of(new Order(
                            command.id(),
                            command.actor(),
                            command.expected(),
                            new PublicationState.When(now, PublicationTimes.past(command.at(), now)),
                            PublicationTimes.end(command.until(), now),
                            command.notifies(),
                            null)))
                    .map(published -> published.get(0));
        }));
    }

    /**
     * Carries out what was ordered for several, as of the times for which it was: all of it, or none, where one of the
     * orders does not stand any more.
     */
    public Mono<Result<List<Published>>> execute(List<ScheduleRepository.Due> due) {
        return Result.of(Mono.defer(() -> {
            Instant now = clock.instant();
            return published(due.stream().map(each -> order(each, now)).toList());
        }));
    }

    private static Order order(ScheduleRepository.Due due, Instant now) {
        Schedule schedule = due.schedule();
        if (schedule.unpublishAt() != null && !schedule.unpublishAt().isAfter(now)) {
            throw RefusedException.conflict("Its time was over before it could be published.");
        }
        return new Order(
                due.articleId(),
                ScheduleRepository.ACTOR,
                ExpectedVersion.ANY,
                new PublicationState.When(Objects.requireNonNull(schedule.publishAt()), null),
                schedule.unpublishAt(),
                schedule.notifies(),
                schedule);
    }

    /**
     * What is to be done, its times being allowed.
     *
     * @param schedule what has to stand for it; null where it needs no schedule
     */
    private record Order(
            UUID id,
            Actor actor,
            ExpectedVersion expected,
            PublicationState.When when,
            @Nullable Instant until,
            @Nullable Boolean notifies,
            @Nullable Schedule schedule) {

        /** Lets pass what whoever ordered it may do, to the version that was expected, as long as the order stands. */
        private void require(Draft draft) {
            ArticleAccess.requireAccess(actor, draft.authorIds());
            expected.require(draft.version());
            ScheduleRepository.requireStanding(schedule, draft);
        }

        /** What is to become of it after this. */
        private @Nullable Schedule left(Draft draft) {
            return Schedule.unpublishing(Schedule.end(until, draft.schedule(), when.moment()));
        }
    }

    /** What goes public by an order, made from a version of the draft. */
    private record Ready(Order order, Draft draft, PreparedContent prepared) {}

    private Mono<List<Published>> published(List<Order> orders) {
        return drafts.find(orders.stream().map(Order::id).toList())
                .flatMap(found -> Flux.range(0, orders.size())
                        .flatMapSequential(place -> ready(orders.get(place), found.get(place)), RENDERED_AT_ONCE)
                        .collectList())
                .flatMap(ready -> publish(ready).as(transactions::transactional))
                .retryWhen(Retry.max(REWRITTEN_MEANWHILE)
                        .filter(Rewritten.class::isInstance)
                        .onRetryExhaustedThrow((rule, last) -> RefusedException.conflict(
                                "This draft is being rewritten just now. Publish it again.")));
    }

    private Mono<Ready> ready(Order order, Draft draft) {
        order.require(draft);
        return preparation.prepare(draft).map(prepared -> new Ready(order, draft, prepared));
    }

    private Mono<List<Published>> publish(List<Ready> ready) {
        List<UUID> ids = ready.stream().map(each -> each.draft().id()).toList();
        return drafts.lock(ids)
                .doOnNext(versions -> ready.forEach(each -> requireUnchanged(each.draft(), versions)))
                .then(Mono.defer(() -> articles.lock(ids)))
                .zipWhen(states ->
                        preparation.terms(ready.stream().map(Ready::prepared).toList()))
                .flatMap(locked -> {
                    List<Step> steps = new ArrayList<>();
                    for (int place = 0; place < ready.size(); place++) {
                        steps.add(Step.of(ready.get(place), locked.getT1().get(place), locked.getT2()));
                    }
                    return take(steps);
                });
    }

    private static void requireUnchanged(Draft draft, Map<UUID, Long> versions) {
        if (!Objects.equals(versions.get(draft.id()), draft.version())) {
            throw new Rewritten();
        }
    }

    /** What is done for an order. */
    private sealed interface Step {

        static Step of(Ready ready, PublicationState before, ContentPreparation.Terms terms) {
            Order order = ready.order();
            Draft draft = ready.draft();
            if (before instanceof PublicationState.Published published
                    && published.draftVersion() == draft.version()
                    && order.when().dated() == null) {
                return new Same(order, draft, published.article());
            }
            ArticleContent content = terms.content(draft, ready.prepared());
            ArticleChange change = before.publish(content, draft.authors(), order.when(), order.notifies());
            return new Changed(order, draft, before, change.asOf(order.when().moment()));
        }
    }

    /** Readers see just that already. */
    private record Same(Order order, Draft draft, PublishedArticle article) implements Step {}

    private record Changed(Order order, Draft draft, PublicationState before, ArticleChange change) implements Step {

        private DraftRepository.Shown shown() {
            return new DraftRepository.Shown(draft.id(), change.article().publishedAt(), order.left(draft) != null);
        }

        private Published published() {
            return new Published(change.article(), draft.version() + 1, order.left(draft));
        }
    }

    /** What becomes of the counts comes last. */
    private Mono<List<Published>> take(List<Step> steps) {
        List<Changed> changes = steps.stream()
                .filter(Changed.class::isInstance)
                .map(Changed.class::cast)
                .toList();
        return Flux.fromIterable(steps)
                .concatMap(step -> step instanceof Same same ? leave(same) : Mono.just(((Changed) step).published()))
                .collectList()
                .delayUntil(published -> changes.isEmpty() ? Mono.empty() : save(changes));
    }

    private Mono<Published> leave(Same same) {
        Schedule left = same.order().left(same.draft());
        return schedules.change(same.draft(), left).map(version -> new Published(same.article(), version, left));
    }

    private Mono<Void> save(List<Changed> changes) {
        return drafts.show(all(changes, Changed::shown))
                .then(articles.publish(all(
                        changes,
                        each -> new ArticleRepository.Shown(
                                each.change().article(), each.draft().version() + 1))))
                .then(comments.ensure(all(changes, each -> each.draft().id())))
                .then(slugs.keep(
                        all(changes, each -> each.change().article().content().slug())))
                .then(schedules.set(all(
                        changes,
                        each -> new ScheduleRepository.Next(
                                each.draft(), each.order().left(each.draft())))))
                .then(revisions.markPublished(all(
                        changes,
                        each -> new RevisionRepository.Shown(
                                each.draft(), each.order().when().moment()))))
                .thenMany(Flux.fromIterable(changes))
                .concatMap(each -> submissions.published(
                        each.draft(), each.order().actor(), each.order().when().moment()))
                .then(events.append(all(changes, Changed::change)))
                .then(counts.recount(all(
                        changes,
                        each -> new ArticleCounts.Recount(
                                each.before(),
                                each.change().article().content(),
                                each.draft().authorIds()))))
                .doOnNext(versions ->
                        changes.forEach(each -> requireByline(each.change().article(), versions)))
                .then();
    }

    private static <T> List<T> all(List<Changed> changes, Function<Changed, T> part) {
        return changes.stream().map(part).toList();
    }

    private static void requireByline(PublishedArticle article, Map<UUID, Long> versions) {
        for (Author author : article.authors()) {
            if (!Objects.equals(versions.get(author.accountId()), author.version())) {
                throw new Rewritten();
            }
        }
    }
}
