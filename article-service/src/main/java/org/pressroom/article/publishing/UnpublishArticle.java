package org.pressroom.article.publishing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.Schedule;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes an article from readers, and with that whatever was ordered for a time to come. */
@Component
public class UnpublishArticle {

    private final DraftRepository drafts;
    private final ArticleRepository articles;
    private final ArticleCounts counts;
    private final ScheduleRepository schedules;
    private final ArticleEvents events;
    private final TransactionalOperator transactions;

    UnpublishArticle(
            DraftRepository drafts,
            ArticleRepository articles,
            ArticleCounts counts,
            ScheduleRepository schedules,
            ArticleEvents events,
            TransactionalOperator transactions) {
        this.drafts = drafts;
        this.articles = articles;
        this.counts = counts;
        this.schedules = schedules;
        this.events = events;
        this.transactions = transactions;
    }

    /**
     * What to unpublish.
     *
     * @param expected the draft's version
     */
    public record Command(UUID id, Actor actor, ExpectedVersion expected) {}

    /**
     * Opens a transaction, or joins that of the caller. Answers the draft's version from now on; a conflict where readers
     * do not see the article.
     */
    public Mono<Result<Long>> execute(Command command) {
        return Result.of(unpublished(command, null));
    }

    /** Carries out what was ordered; refused where that does not stand any more. */
    public Mono<Result<Long>> execute(ScheduleRepository.Due due) {
        return Result.of(unpublished(
                new Command(due.articleId(), ScheduleRepository.ACTOR, ExpectedVersion.ANY), due.schedule()));
    }

    private Mono<Long> unpublished(Command command, @Nullable Schedule order) {
        return drafts.claim(command.id(), command.actor(), command.expected())
                .doOnNext(draft -> ScheduleRepository.requireStanding(order, draft))
                .zipWhen(draft -> articles.lock(draft.id()))
                .flatMap(locked -> unpublish(locked.getT1(), locked.getT2()))
                .as(transactions::transactional);
    }

    private Mono<Long> unpublish(Draft draft, PublicationState state) {
        if (!(state instanceof PublicationState.Published published)) {
            return Mono.error(RefusedException.conflict("This article is not published."));
        }
        ArticleChange change = published.unpublish();
        return articles.unpublish(change.article(), draft.version() + 1)
                .then(drafts.touch(draft.id()))
                .then(schedules.set(draft, null))
                .then(events.append(change))
                .then(counts.recount(state, null, draft.authorIds()))
                .thenReturn(draft.version() + 1);
    }
}
