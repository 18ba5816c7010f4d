package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** An owner changes what a confirmed subscription is sent. */
@Component
class ChangeSubscription {

    private final ManagedSubscriptions managed;
    private final ChangedSubscriptions changed;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ChangeSubscription(
            ManagedSubscriptions managed,
            ChangedSubscriptions changed,
            TransactionalOperator transaction,
            Clock clock) {
        this.managed = managed;
        this.changed = changed;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What to change.
     *
     * @param token what opens the subscription
     * @param topics null to leave them
     * @param frequency null to leave it
     */
    record Command(
            String token,
            @Nullable List<Preferences.@Nullable TopicRequest> topics,
            @Nullable String frequency) {}

    Mono<Result<NamedSubscription>> handle(Command change) {
        return Result.of(managed.lock(change.token())
                .flatMap(subscription -> change(subscription, change))
                .flatMap(managed::named)
                .as(transaction::transactional));
    }

    private Mono<Subscription> change(Subscription subscription, Command command) {
        Preferences preferences = Preferences.change(subscription.preferences(), command.topics(), command.frequency());
        if (!(subscription instanceof Subscription.Confirmed confirmed)) {
            return Mono.error(RefusedException.conflict("This subscription has ended. Subscribe again."));
        }
        SubscriptionChange change = confirmed.change(preferences, clock.instant());
        return change == null ? Mono.just(subscription) : changed.save(subscription, change);
    }
}
