package org.pressroom.article.scheduling;

import java.time.Clock;
import org.pressroom.article.publishing.PublishArticle;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Result;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Publishes what is due, as of when it was to be, and notes why where it cannot be. */
class PublishDueArticles {

    private static final Actor HOUSE = new Actor.House("schedule");

    private final ScheduledPublications schedule;
    private final PublishArticle publishArticle;
    private final TransactionalOperator transactions;
    private final Clock clock;

    PublishDueArticles(
            ScheduledPublications schedule,
            PublishArticle publishArticle,
            TransactionalOperator transactions,
            Clock clock) {
        this.schedule = schedule;
        this.publishArticle = publishArticle;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Tried(ScheduledPublications.Due due, Result<?> result) {}

    /** Publishes one article; whether there may be more. A refusal undoes the transaction, so it is noted in another. */
    Mono<Boolean> step() {
        return Mono.defer(() -> schedule.lockNext(clock.instant()))
                .flatMap(this::publish)
                .as(transactions::transactional)
                .flatMap(this::note)
                .defaultIfEmpty(false);
    }

    private Mono<Tried> publish(ScheduledPublications.Due due) {
        return publishArticle
                .execute(new PublishArticle.Command(due.articleId(), HOUSE, ExpectedVersion.ANY, due.at(), true))
                .flatMap(result -> result instanceof Result.Done
                        ? schedule.delete(due.articleId()).thenReturn(result)
                        : Mono.just(result))
                .map(result -> new Tried(due, result));
    }

    private Mono<Boolean> note(Tried tried) {
        return tried.result() instanceof Result.Refused<?> refused
                ? schedule.refuse(tried.due().articleId(), refused.why().toString())
                        .thenReturn(true)
                : Mono.just(true);
    }
}
