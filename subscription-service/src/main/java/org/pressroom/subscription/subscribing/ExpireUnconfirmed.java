package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Ends, from time to time, what somebody asked for an address and nobody confirmed. */
@Component
class ExpireUnconfirmed {

    private static final int AT_ONCE = 1000;

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private final SubscriptionRepository subscriptions;
    private final RequestedMailRepository mails;
    private final TransactionalOperator transaction;
    private final SubscribingProperties properties;
    private final Clock clock;

    ExpireUnconfirmed(
            SubscriptionRepository subscriptions,
            RequestedMailRepository mails,
            TransactionalOperator transaction,
            SubscribingProperties properties,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.mails = mails;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** Expires all that are due now. Where the one cannot be dropped the other is. */
    Mono<Void> expire() {
        return Mono.whenDelayError(expireSubscriptions(), dropMails());
    }

    /** Some in each transaction. */
    private Mono<Void> expireSubscriptions() {
        Instant createdBefore = clock.instant().minus(properties.confirmWithin());
        return subscriptions
                .lockUnconfirmed(createdBefore, AT_ONCE)
                .collectList()
                .delayUntil(this::expire)
                .map(List::size)
                .as(transaction::transactional)
                .timeout(LONGEST_STEP)
                .repeat()
                .takeWhile(expired -> expired == AT_ONCE)
                .then();
    }

    private Mono<Void> expire(List<Subscription> unconfirmed) {
        List<UUID> dropped = new ArrayList<>();
        List<Subscription.Ended> ended = new ArrayList<>();
        for (Subscription each : unconfirmed) {
            Subscription.Ended left = each instanceof Subscription.Pending pending ? pending.expire() : null;
            if (left == null) {
                dropped.add(each.id());
            } else {
                ended.add(left);
            }
        }
        return subscriptions.saveExpired(ended).then(subscriptions.dropExpired(dropped));
    }

    /** Who asked for mails, and to which mailboxes, is known for no longer than it counts. */
    private Mono<Void> dropMails() {
        Instant before = clock.instant().minus(SubscribingProperties.DAY).minus(properties.quiet());
        return mails.drop(before)
                .timeout(LONGEST_STEP)
                .repeat()
                .takeWhile(dropped -> dropped > 0)
                .then();
    }
}
