package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Forgets, from time to time, the addresses that somebody entered and nobody confirmed. */
@Component
class Forgetting {

    private static final int AT_ONCE = 1000;

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private final Subscriptions subscriptions;
    private final RequestedMails mails;
    private final TransactionalOperator transaction;
    private final SubscribingSettings settings;
    private final Clock clock;

    Forgetting(
            Subscriptions subscriptions,
            RequestedMails mails,
            TransactionalOperator transaction,
            SubscribingSettings settings,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.mails = mails;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** Forgets all that are due now. Where the one cannot be forgotten the other is. */
    Mono<Void> forget() {
        return Mono.whenDelayError(forgetAddresses(), forgetMails());
    }

    /** Some in each transaction. */
    private Mono<Void> forgetAddresses() {
        Instant createdBefore = clock.instant().minus(settings.confirmWithin());
        return subscriptions
                .forgetUnconfirmed(createdBefore, AT_ONCE)
                .as(transaction::transactional)
                .timeout(LONGEST_STEP)
                .repeat()
                .takeWhile(forgotten -> forgotten == AT_ONCE)
                .then();
    }

    /** Who asked for mails, and to which mailboxes, is known for no longer than it counts. */
    private Mono<Void> forgetMails() {
        Instant before = clock.instant().minus(SubscribingSettings.DAY).minus(settings.quiet());
        return mails.forget(before)
                .timeout(LONGEST_STEP)
                .repeat()
                .takeWhile(forgotten -> forgotten > 0)
                .then();
    }
}
