package org.pressroom.subscription.subscribing;

import org.pressroom.common.outbox.Outbox;
import org.pressroom.subscription.delivery.DeliveryTargets;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Writes what an owner did with a subscription, and all that follows from it: where its messages go, that the mails that
 * asked were wanted, and what others are told. Part of the caller's transaction.
 */
@Component
class ChangedSubscriptions {

    private final SubscriptionRepository subscriptions;
    private final RequestRepository requests;
    private final RequestedMailRepository mails;
    private final DeliveryTargets targets;
    private final Outbox outbox;

    ChangedSubscriptions(
            SubscriptionRepository subscriptions,
            RequestRepository requests,
            RequestedMailRepository mails,
            DeliveryTargets targets,
            Outbox outbox) {
        this.subscriptions = subscriptions;
        this.requests = requests;
        this.mails = mails;
        this.targets = targets;
        this.outbox = outbox;
    }

    /** @param before is locked */
    Mono<Subscription> save(Subscription before, SubscriptionChange change) {
        Subscription next = change.next();
        return subscriptions
                .save(before, next)
                .then(Mono.defer(() -> direct(before, next)))
                .then(Mono.defer(() -> mails.answered(next.id())))
                .then(Mono.defer(() -> publish(change)))
                .thenReturn(next);
    }

    private Mono<Void> direct(Subscription before, Subscription next) {
        if (next instanceof Subscription.Ended ended) {
            boolean erased = ended.details().address() == null;
            return requests.drop(next.id()).then(targets.end(next.id(), erased));
        }
        return before instanceof Subscription.Confirmed ? Mono.empty() : targets.activate(next.id());
    }

    private Mono<Void> publish(SubscriptionChange change) {
        SubscriptionChange.Event event = change.event();
        return event == null
                ? Mono.empty()
                : outbox.append(event.type(), change.next().id(), change.next().id(), event.state());
    }
}
