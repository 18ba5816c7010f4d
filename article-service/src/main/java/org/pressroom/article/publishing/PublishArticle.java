package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.Author;
import org.pressroom.article.counters.CommentCounts;
import org.pressroom.article.reviewing.EndSubmission;
import org.pressroom.article.slugs.SlugRepository;
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
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Shows readers a draft as it is now. Rows are locked in one order, as whatever changes an article does: the draft, the
 * article, the category, the tags, the authors.
 */
@Component
public class PublishArticle {

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
            return published(new Order(
                    command.id(),
                    command.actor(),
                    command.expected(),
                    new PublicationState.When(now, PublicationTimes.past(command.at(), now)),
                    PublicationTimes.end(command.until(), now),
                    command.notifies(),
                    null));
        }));
    }

    /** Carries out what was ordered, as of the time for which it was; refused where that does not stand any more. */
    public Mono<Result<Published>> execute(ScheduleRepository.Due due) {
        Schedule schedule = due.schedule();
        return Result.of(Mono.defer(() -> {
            if (schedule.unpublishAt() != null && !schedule.unpublishAt().isAfter(clock.instant())) {
                return Mono.error(RefusedException.conflict("Its time was over before it could be published."));
            }
            return published(new Order(
                    due.articleId(),
                    ScheduleRepository.ACTOR,
                    ExpectedVersion.ANY,
                    new PublicationState.When(Objects.requireNonNull(schedule.publishAt()), null),
                    schedule.unpublishAt(),
                    schedule.notifies(),
                    schedule));
        }));
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

        /** What is to become of it after this. */
        private @Nullable Schedule left(Draft draft) {
            return Schedule.unpublishing(Schedule.end(until, draft.schedule(), when.moment()));
        }
    }

    private Mono<Published> published(Order order) {
        return drafts.find(order.id(), order.actor())
                .doOnNext(draft -> order.expected().require(draft.version()))
                .flatMap(preparation::prepare)
                .flatMap(prepared -> publish(order, prepared).as(transactions::transactional))
                .retryWhen(Retry.max(REWRITTEN_MEANWHILE)
                        .filter(Rewritten.class::isInstance)
                        .onRetryExhaustedThrow((rule, last) -> RefusedException.conflict(
                                "This draft is being rewritten just now. Publish it again.")));
    }

    private Mono<Published> publish(Order order, PreparedContent prepared) {
        return drafts.claim(order.id(), order.actor(), order.expected())
                .doOnNext(draft -> {
                    ScheduleRepository.requireStanding(order.schedule(), draft);
                    requireUnchanged(draft, prepared);
                })
                .zipWhen(draft -> articles.lock(draft.id()))
                .flatMap(locked -> publish(order, prepared, locked.getT1(), locked.getT2()));
    }

    private static void requireByline(PublishedArticle article, Map<UUID, Long> versions) {
        for (Author author : article.authors()) {
            if (!Objects.equals(versions.get(author.accountId()), author.version())) {
                throw new Rewritten();
            }
        }
    }

    private static void requireUnchanged(Draft draft, PreparedContent prepared) {
        if (draft.version() != prepared.draftVersion()) {
            throw new Rewritten();
        }
    }

    private Mono<Published> publish(Order order, PreparedContent prepared, Draft draft, PublicationState state) {
        if (state instanceof PublicationState.Published published
                && published.draftVersion() == draft.version()
                && order.when().dated() == null) {
            Schedule left = order.left(draft);
            return schedules.change(draft, left).map(version -> new Published(published.article(), version, left));
        }
        return preparation
                .content(draft, prepared)
                .map(content -> state.publish(content, draft.authors(), order.when(), order.notifies()))
                .map(change -> change.asOf(order.when().moment()))
                .flatMap(change -> save(change, order, state, draft));
    }

    private Mono<Published> save(ArticleChange change, Order order, PublicationState before, Draft draft) {
        PublishedArticle article = change.article();
        Schedule left = order.left(draft);
        return articles.publish(article, draft.version() + 1)
                .then(comments.ensure(draft.id()))
                .then(slugs.keep(article.content().slug()))
                .then(drafts.touch(draft.id()))
                .then(schedules.set(draft, left))
                .then(revisions.markPublished(draft, order.when().moment()))
                .then(submissions.published(draft, order.actor(), order.when().moment()))
                .then(events.append(change))
                .then(counts.recount(before, article.content(), draft.authorIds()))
                .doOnNext(versions -> requireByline(article, versions))
                .thenReturn(new Published(article, draft.version() + 1, left));
    }
}
