package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.usecase.Result;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** An owner ends a subscription. */
@Component
class LeaveSubscription {

    private final SubscriptionRepository subscriptions;
    private final ManagedSubscriptions managed;
    private final ChangedSubscriptions changed;
    private final LinkTokens links;
    private final TransactionalOperator transaction;
    private final Clock clock;

    LeaveSubscription(
            SubscriptionRepository subscriptions,
            ManagedSubscriptions managed,
            ChangedSubscriptions changed,
            LinkTokens links,
            TransactionalOperator transaction,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.managed = managed;
        this.changed = changed;
        this.links = links;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Whether it is only to end.
     *
     * @param token what opens the subscription
     * @param erase whether the address is to go too
     */
    record Command(String token, boolean erase) {}

    /** One click in a mail program (RFC 8058), by the token of the mail, whatever has become of it before. */
    record OneClick(String token) {}

    /** Answers the subscription's id. */
    Mono<Result<UUID>> handle(Command leave) {
        return Result.of(managed.lock(leave.token())
                .flatMap(subscription -> end(subscription, leave.erase()))
                .as(transaction::transactional));
    }

    /** Answers the subscription's id. */
    Mono<Result<UUID>> handle(OneClick leave) {
        return Result.of(Mono.justOrEmpty(links.check(LinkPurpose.UNSUBSCRIBE, leave.token()))
                .switchIfEmpty(ManagedSubscriptions.unknown())
                .flatMap(id -> subscriptions
                        .lock(id)
                        .flatMap(subscription -> end(subscription, false))
                        .defaultIfEmpty(id))
                .as(transaction::transactional));
    }

    private Mono<UUID> end(Subscription subscription, boolean erase) {
        SubscriptionChange change = ended(subscription, erase, clock.instant());
        return change == null
                ? Mono.just(subscription.id())
                : changed.save(subscription, change).map(Subscription::id);
    }

    /** Null where there is nothing left to end. */
    private static @Nullable SubscriptionChange ended(Subscription subscription, boolean erase, Instant now) {
        if (subscription instanceof Subscription.Confirmable confirmable) {
            return confirmable.end(erase, now);
        }
        return erase && subscription instanceof Subscription.Ended ended ? ended.erase() : null;
    }
}
