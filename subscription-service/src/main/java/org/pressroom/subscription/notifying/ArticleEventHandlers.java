package org.pressroom.subscription.notifying;

import java.util.UUID;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.jobs.Jobs;
import org.pressroom.subscription.articles.ArticleRepository;
import org.pressroom.subscription.streaming.ArticleStream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Acts on what became of an article, inside the transaction of its event. */
@Component
class ArticleEventHandlers {

    private final NotificationRepository notifications;
    private final ArticleRepository articles;
    private final Jobs jobs;
    private final ArticleStream stream;

    ArticleEventHandlers(
            NotificationRepository notifications, ArticleRepository articles, Jobs jobs, ArticleStream stream) {
        this.notifications = notifications;
        this.articles = articles;
        this.jobs = jobs;
        this.stream = stream;
    }

    /** A state that is not newer than what is known changes nothing, and causes nothing. */
    Mono<Void> project(ArticleState state) {
        return articles.project(state).flatMap(isNew -> isNew ? act(state) : Mono.empty());
    }

    private Mono<Void> act(ArticleState state) {
        return switch (NotificationRule.of(state)) {
            case NOTIFY ->
                notifications
                        .isKnown(state.articleId(), state.publication())
                        .flatMap(known -> known ? Mono.empty() : begin(state));
            case SILENCE -> notifications.silence(state);
            case WITHDRAW ->
                notifications
                        .underWay(state.articleId())
                        .collectList()
                        .flatMapIterable(ids -> ids)
                        .concatMap(this::withdraw)
                        .then();
        };
    }

    private Mono<Void> begin(ArticleState state) {
        return notifications
                .inTurn()
                .then(notifications.open(state))
                .delayUntil(id -> jobs.begin(FreezeRecipients.KIND, id))
                .flatMap(id -> stream.wakeUp().afterCommit());
    }

    /**
     * From now on none of the messages begins; those that wait are ended bit by bit. What is being done for all of them ends
     * first: a step of it holds the job's row and then the notification's, so they are taken in that order here too.
     */
    private Mono<Void> withdraw(UUID id) {
        return jobs.cancel(FreezeRecipients.KIND, id)
                .then(Mono.defer(() -> jobs.cancel(ReleaseDeliveries.KIND, id)))
                .then(Mono.defer(() -> notifications.lock(id)))
                .flatMap(phase -> withdraw(id, phase.withdrawn()));
    }

    private Mono<Void> withdraw(UUID id, NotificationPhase next) {
        Mono<Void> withdrawn = notifications.withdraw(id, next);
        return next == NotificationPhase.WITHDRAWING
                ? withdrawn.then(Mono.defer(() -> jobs.begin(WithdrawDeliveries.KIND, id)))
                : withdrawn;
    }
}
