package org.pressroom.article.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
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
        return Result.of(drafts.claim(command.id(), command.actor(), command.expected())
                .flatMap(draft -> unpublish(List.of(draft)))
                .map(versions -> versions.get(0))
                .as(transactions::transactional));
    }

    /**
     * Carries out what was ordered: all of it, or none, where one of the orders does not stand any more. Answers the drafts'
     * versions from now on.
     */
    public Mono<Result<List<Long>>> execute(List<ScheduleRepository.Due> due) {
        List<UUID> ids = due.stream().map(ScheduleRepository.Due::articleId).toList();
        return Result.of(drafts.lock(ids)
                .then(Mono.defer(() -> drafts.find(ids)))
                .doOnNext(locked -> {
                    for (int place = 0; place < due.size(); place++) {
                        ScheduleRepository.requireStanding(due.get(place).schedule(), locked.get(place));
                    }
                })
                .flatMap(this::unpublish)
                .as(transactions::transactional));
    }

    /** Of locked ones. */
    private Mono<List<Long>> unpublish(List<Draft> locked) {
        List<UUID> ids = locked.stream().map(Draft::id).toList();
        return articles.lock(ids).flatMap(states -> {
            List<ArticleChange> changes = new ArrayList<>();
            List<ArticleRepository.Shown> shown = new ArrayList<>();
            List<ScheduleRepository.Next> nexts = new ArrayList<>();
            List<ArticleCounts.Recount> recounts = new ArrayList<>();
            for (int place = 0; place < locked.size(); place++) {
                if (!(states.get(place) instanceof PublicationState.Published published)) {
                    return Mono.error(RefusedException.conflict("This article is not published."));
                }
                Draft draft = locked.get(place);
                ArticleChange change = published.unpublish();
                changes.add(change);
                shown.add(new ArticleRepository.Shown(change.article(), draft.version() + 1));
                nexts.add(new ScheduleRepository.Next(draft, null));
                recounts.add(new ArticleCounts.Recount(published, null, draft.authorIds()));
            }
            return drafts.show(ids.stream()
                            .map(id -> new DraftRepository.Shown(id, null, false))
                            .toList())
                    .then(articles.unpublish(shown))
                    .then(schedules.set(nexts))
                    .then(events.append(changes))
                    .then(counts.recount(recounts))
                    .thenReturn(shown.stream()
                            .map(ArticleRepository.Shown::draftVersion)
                            .toList());
        });
    }
}
