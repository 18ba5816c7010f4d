package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.Schedule;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Orders that a draft is shown to readers at a time to come, as it is then. */
@Component
public class SchedulePublication {

    private final DraftRepository drafts;
    private final ContentPreparation preparation;
    private final ArticleRepository articles;
    private final ScheduleRepository schedules;
    private final TransactionalOperator transactions;
    private final Clock clock;

    SchedulePublication(
            DraftRepository drafts,
            ContentPreparation preparation,
            ArticleRepository articles,
            ScheduleRepository schedules,
            TransactionalOperator transactions,
            Clock clock) {
        this.drafts = drafts;
        this.preparation = preparation;
        this.articles = articles;
        this.schedules = schedules;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What to publish when.
     *
     * @param expected the draft's version
     * @param at in the future
     * @param until when it is taken from readers again; null to leave that as it is
     * @param notifies whether subscribers are to hear of it, where it goes public with this; null for what is usual
     */
    public record Command(
            UUID id,
            Actor actor,
            ExpectedVersion expected,
            Instant at,
            @Nullable Instant until,
            @Nullable Boolean notifies) {}

    /**
     * What is ordered.
     *
     * @param draft with that
     * @param state what readers see meanwhile
     */
    record Ordered(Draft draft, PublicationState state) {}

    /**
     * Opens a transaction, or joins that of the caller. Refused where it could not be published as it is now, so that
     * nobody finds out at night.
     */
    Mono<Result<Ordered>> execute(Command command) {
        return Result.of(Mono.defer(() -> {
            Instant at = PublicationTimes.future(command.at(), clock.instant());
            Instant until = PublicationTimes.end(command.until(), at);
            return drafts.find(command.id(), command.actor())
                    .doOnNext(draft -> command.expected().require(draft.version()))
                    .flatMap(preparation::prepare)
                    .then(order(command, at, until).as(transactions::transactional));
        }));
    }

    private Mono<Ordered> order(Command command, Instant at, @Nullable Instant until) {
        return drafts.claim(command.id(), command.actor(), command.expected())
                .flatMap(draft -> schedules.change(
                        draft, Schedule.publishing(at, Schedule.end(until, draft.schedule(), at), command.notifies())))
                .then(Mono.defer(() -> drafts.find(command.id(), command.actor())))
                .zipWhen(draft -> articles.lock(draft.id()), Ordered::new);
    }
}
