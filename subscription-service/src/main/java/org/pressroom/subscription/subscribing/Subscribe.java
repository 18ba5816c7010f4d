package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.delivery.DeliveryQueue;
import org.pressroom.subscription.delivery.DeliveryTargets;
import org.pressroom.subscription.mailing.MailChannel;
import org.pressroom.subscription.subscribing.SignUpRepository.SignUp;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Somebody asks to have an address subscribed. Whoever asked learns nothing of it; what there is to tell goes to the
 * address itself, unless its mailbox is to be left alone, or too much was asked for from there.
 */
@Component
class Subscribe {

    private final SubscriptionRepository subscriptions;
    private final RequestRepository requests;
    private final RequestedMailRepository mails;
    private final DeliveryQueue queue;
    private final DeliveryTargets targets;
    private final TransactionalOperator transaction;
    private final SubscribingProperties properties;
    private final Clock clock;

    Subscribe(
            SubscriptionRepository subscriptions,
            RequestRepository requests,
            RequestedMailRepository mails,
            DeliveryQueue queue,
            DeliveryTargets targets,
            TransactionalOperator transaction,
            SubscribingProperties properties,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.requests = requests;
        this.mails = mails;
        this.queue = queue;
        this.targets = targets;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** A mail that was queued. */
    private record Queued(UUID subscriptionId, Instant leavesAt) {}

    Mono<Void> handle(SignUp signUp) {
        Instant now = clock.instant();
        Mailbox mailbox = Mailbox.of(signUp.address().key());
        return mails.allowance(mailbox, signUp.origin(), now)
                .filter(allowance -> !allowance.exhausted())
                .flatMap(allowance -> known(signUp).flatMap(known -> answer(signUp, known, allowance, now)))
                .flatMap(mail -> mails.add(mail.subscriptionId(), mailbox, signUp.origin(), now, mail.leavesAt()))
                .as(transaction::transactional);
    }

    private Mono<Optional<Subscription>> known(SignUp signUp) {
        return subscriptions.lock(signUp.address()).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<Queued> answer(SignUp signUp, Optional<Subscription> known, MailAllowance allowance, Instant now) {
        Subscription.Mail asked =
                known.map(it -> it.asked(signUp.preferences())).orElse(Subscription.Mail.CONFIRMATION);
        return switch (asked) {
            case REMINDER -> remind(known.orElseThrow().id(), allowance, now);
            case CONFIRMATION -> ask(signUp, known, allowance, now);
        };
    }

    private Mono<Queued> remind(UUID subscription, MailAllowance allowance, Instant now) {
        return allowance.isNow(now)
                ? queue.reminder(subscription, MailChannel.NAME).thenReturn(new Queued(subscription, now))
                : Mono.empty();
    }

    /**
     * A request that is open takes over what is asked for now, and its mail is repeated where it may be; a new one gets
     * its mail as soon as that may leave. Without a mail nobody could confirm it, so then there is none.
     */
    private Mono<Queued> ask(SignUp signUp, Optional<Subscription> known, MailAllowance allowance, Instant now) {
        Instant expiresAt = now.plus(properties.confirmWithin());
        return Mono.justOrEmpty(known)
                .flatMap(it -> requests.renew(it.id(), signUp.preferences(), now, expiresAt))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(open -> open.map(request -> repeat(known.orElseThrow().id(), request, allowance, now))
                        .orElseGet(() -> begin(signUp, known, allowance, now, expiresAt)));
    }

    private Mono<Queued> repeat(UUID subscription, UUID request, MailAllowance allowance, Instant now) {
        return allowance.isNow(now) ? confirmation(subscription, request, now, now) : Mono.empty();
    }

    private Mono<Queued> begin(
            SignUp signUp, Optional<Subscription> known, MailAllowance allowance, Instant now, Instant expiresAt) {
        return Mono.justOrEmpty(allowance.leavesAt()).flatMap(leavesAt -> known.map(this::reopen)
                .orElseGet(() -> add(signUp, now))
                .flatMap(subscription -> requests.open(subscription, signUp.preferences(), now, expiresAt)
                        .flatMap(request -> confirmation(subscription, request, now, leavesAt))));
    }

    private Mono<UUID> reopen(Subscription known) {
        return known instanceof Subscription.Ended ended
                ? subscriptions.save(known, ended.reopen()).thenReturn(known.id())
                : Mono.just(known.id());
    }

    private Mono<UUID> add(SignUp signUp, Instant now) {
        Subscription.Pending pending = Subscription.begin(Ids.next(), signUp.address(), now);
        return subscriptions
                .add(pending, signUp.address())
                .then(Mono.defer(() -> targets.add(
                        pending.id(), MailChannel.NAME, signUp.address().mailbox())))
                .thenReturn(pending.id());
    }

    private Mono<Queued> confirmation(UUID subscription, UUID request, Instant now, Instant leavesAt) {
        return queue.confirmation(subscription, MailChannel.NAME, request, Duration.between(now, leavesAt))
                .thenReturn(new Queued(subscription, leavesAt));
    }
}
