package org.pressroom.subscription.notifying;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.jobs.Jobs;
import org.pressroom.subscription.articles.ArticleRepository;
import org.pressroom.subscription.streaming.ArticleStream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Acts on what became of articles, inside the transaction of their events. */
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

    Mono<Void> project(ReceivedEvent event, ArticleState state) {
        return project(List.of(event));
    }

    /** States that are not newer than what is known change nothing, and cause nothing. */
    Mono<Void> project(List<ReceivedEvent> events) {
        return Flux.fromIterable(rounds(events))
                .concatMap(states -> articles.project(states).flatMap(this::act))
                .then();
    }

    /**
     * The first event of each article, then the second of those that have one, and so on: what follows from a state may hang
     * on the one before. In the order of the articles' ids, in which their rows are locked.
     */
    private static List<List<ArticleState>> rounds(List<ReceivedEvent> events) {
        Map<UUID, Integer> seen = new HashMap<>();
        List<Map<UUID, ArticleState>> rounds = new ArrayList<>();
        for (ReceivedEvent event : events) {
            ArticleState state = event.data(ArticleState.class);
            int round = seen.merge(state.articleId(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new TreeMap<>());
            }
            rounds.get(round).put(state.articleId(), state);
        }
        return rounds.stream().map(round -> List.copyOf(round.values())).toList();
    }

    /** What waits for others comes last. */
    private Mono<Void> act(List<ArticleState> states) {
        Map<NotificationRule, List<ArticleState>> byRule =
                states.stream().collect(Collectors.groupingBy(NotificationRule::of));
        List<ArticleState> silent = byRule.getOrDefault(NotificationRule.SILENCE, List.of());
        return (silent.isEmpty() ? Mono.<Void>empty() : notifications.silence(silent))
                .thenMany(Flux.fromIterable(byRule.getOrDefault(NotificationRule.WITHDRAW, List.of())))
                .concatMap(this::withdraw)
                .then(Mono.defer(() -> tell(byRule.getOrDefault(NotificationRule.NOTIFY, List.of()))));
    }

    private Mono<Void> withdraw(ArticleState state) {
        return notifications
                .underWay(state.articleId())
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(this::withdraw)
                .then();
    }

    private Mono<Void> tell(List<ArticleState> states) {
        return Flux.fromIterable(states)
                .filterWhen(state -> notifications
                        .isKnown(state.articleId(), state.publication())
                        .map(known -> !known))
                .collectList()
                .flatMap(news -> news.isEmpty() ? Mono.empty() : begin(news));
    }

    private Mono<Void> begin(List<ArticleState> news) {
        return notifications
                .inTurn()
                .thenMany(Flux.fromIterable(news))
                .concatMap(notifications::open)
                .concatMap(id -> jobs.begin(FreezeRecipients.KIND, id))
                .then(stream.wakeUp().afterCommit());
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
