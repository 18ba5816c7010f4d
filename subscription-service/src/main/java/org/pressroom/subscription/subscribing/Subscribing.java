package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.problem.Problems;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.pressroom.subscription.mailing.Outbound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What a reader does. Nothing that a stranger asks for an address has an effect before its owner confirms it. */
@Component
class Subscribing {

    private static final int MOST_SUBJECTS = 100;

    private final Subscriptions subscriptions;
    private final Requests requests;
    private final Outbound outbound;
    private final Outbox outbox;
    private final LinkTokens links;
    private final TransactionalOperator transaction;
    private final SubscribingSettings settings;
    private final Clock clock;

    Subscribing(
            Subscriptions subscriptions,
            Requests requests,
            Outbound outbound,
            Outbox outbox,
            LinkTokens links,
            TransactionalOperator transaction,
            SubscribingSettings settings,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.requests = requests;
        this.outbound = outbound;
        this.outbox = outbox;
        this.links = links;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes a request. Whoever asks learns nothing from the answer; what there is to tell goes to the address itself.
     * Belongs inside a transaction.
     */
    Mono<Void> subscribe(EmailAddress address, Wish wish) {
        Instant now = clock.instant();
        return subscriptions.ofAddress(address, now).flatMap(subscription -> {
            boolean nothingNew =
                    subscription.isConfirmed() && subscription.wish().covers(wish);
            return nothingNew ? remind(subscription, now) : ask(subscription, wish, now);
        });
    }

    private Mono<Void> remind(Subscription subscription, Instant now) {
        if (quiet(subscription, now)) {
            return Mono.empty();
        }
        return subscriptions
                .keepQuietUntil(subscription.id(), now.plus(settings.quiet()))
                .then(outbound.reminder(subscription.id()));
    }

    private Mono<Void> ask(Subscription subscription, Wish wish, Instant now) {
        return subscriptions
                .reopen(subscription.id())
                .then(requests.open(subscription.id(), wish, now, now.plus(settings.confirmWithin())))
                .flatMap(request -> mail(subscription, request, now));
    }

    /** A request that was open already has its mail; a new one gets it, if need be once the address may be mailed. */
    private Mono<Void> mail(Subscription subscription, Requests.Opened request, Instant now) {
        boolean quiet = quiet(subscription, now);
        if (quiet && !request.isNew()) {
            return Mono.empty();
        }
        Instant quietUntil = subscription.quietUntil();
        Instant sendAt = quiet && quietUntil != null ? quietUntil : now;
        return subscriptions
                .keepQuietUntil(subscription.id(), sendAt.plus(settings.quiet()))
                .then(outbound.confirmation(subscription.id(), request.id(), Duration.between(now, sendAt)));
    }

    private static boolean quiet(Subscription subscription, Instant now) {
        Instant until = subscription.quietUntil();
        return until != null && now.isBefore(until);
    }

    /** Confirms a request; doing it again changes nothing and answers the same. */
    Mono<Subscription> confirm(String token) {
        return Mono.justOrEmpty(links.check(LinkPurpose.CONFIRM, token))
                .flatMap(requests::find)
                .flatMap(request -> subscriptions.lock(request.subscriptionId()))
                // Read again behind the lock: the same link may be used twice at once.
                .flatMap(subscription -> Mono.justOrEmpty(links.check(LinkPurpose.CONFIRM, token))
                        .flatMap(requests::find)
                        .flatMap(request -> confirm(subscription, request)))
                .switchIfEmpty(Mono.error(
                        () -> Problems.notFound("This link is not valid any more. Subscribe again to get a new one.")))
                .as(transaction::transactional);
    }

    private Mono<Subscription> confirm(Subscription subscription, Requests.Request request) {
        Instant now = clock.instant();
        if (request.confirmedAt() != null) {
            return Mono.just(subscription);
        }
        if (!now.isBefore(request.expiresAt())) {
            return Mono.empty();
        }
        Wish wish = subscription.isConfirmed() ? request.wish().and(subscription.wish()) : request.wish();
        if (wish.subjects().size() > MOST_SUBJECTS) {
            return Mono.error(Problems.conflict("A subscription has at most " + MOST_SUBJECTS + " topics."));
        }
        return requests.markConfirmed(request.id(), now)
                .then(Mono.defer(() -> subscriptions.confirm(subscription, wish, now)))
                .delayUntil(confirmed -> tell(EventType.SUBSCRIPTION_CONFIRMED, confirmed, now));
    }

    /** The subscription that a manage link opens. */
    Mono<Subscription> managed(String token) {
        return opened(token)
                .flatMap(subscriptions::find)
                .filter(Subscribing::isThere)
                .switchIfEmpty(unknown());
    }

    /** Changes what a confirmed subscription is sent. */
    Mono<Subscription> change(String token, ChangeBody body) {
        return locked(token).flatMap(subscription -> change(subscription, body)).as(transaction::transactional);
    }

    private Mono<Subscription> change(Subscription subscription, ChangeBody body) {
        Wish wish = Wish.change(subscription.wish(), body.topics(), body.frequency());
        if (!subscription.isConfirmed()) {
            return Mono.error(Problems.conflict("This subscription has ended. Subscribe again."));
        }
        if (wish.equals(subscription.wish())) {
            return Mono.just(subscription);
        }
        Instant now = clock.instant();
        return subscriptions
                .confirm(subscription, wish, now)
                .delayUntil(changed -> tell(EventType.SUBSCRIPTION_CONFIRMED, changed, now));
    }

    /** Ends a subscription; with {@code erase}, its address is forgotten as well. */
    Mono<Void> leave(String token, boolean erase) {
        return locked(token).flatMap(subscription -> end(subscription, erase)).as(transaction::transactional);
    }

    /** One click of a mail program (RFC 8058): ends a subscription, whatever has become of it before. */
    Mono<Void> unsubscribe(String token) {
        return Mono.justOrEmpty(links.check(LinkPurpose.UNSUBSCRIBE, token))
                .switchIfEmpty(unknown())
                .flatMap(subscriptions::lock)
                .flatMap(subscription -> end(subscription, false))
                .as(transaction::transactional);
    }

    private Mono<Void> end(Subscription subscription, boolean erase) {
        if (subscription.isEnded() && !erase) {
            return Mono.empty();
        }
        Instant now = clock.instant();
        return subscriptions
                .end(subscription.id(), erase, now)
                .delayUntil(ended -> outbound.unsubscribed(ended.id(), erase))
                .flatMap(ended ->
                        subscription.isConfirmed() ? tell(EventType.SUBSCRIPTION_ENDED, ended, now) : Mono.empty());
    }

    private Mono<Void> tell(EventType type, Subscription subscription, Instant now) {
        return outbox.append(type, subscription.id(), subscription.id(), subscription.published(now));
    }

    private Mono<Subscription> locked(String manageToken) {
        return opened(manageToken)
                .flatMap(subscriptions::lock)
                .filter(Subscribing::isThere)
                .switchIfEmpty(unknown());
    }

    private Mono<UUID> opened(String token) {
        return Mono.justOrEmpty(links.check(LinkPurpose.MANAGE, token));
    }

    private static boolean isThere(Subscription subscription) {
        return subscription.address() != null;
    }

    private static <T> Mono<T> unknown() {
        return Mono.error(() -> Problems.notFound("This link is not valid."));
    }
}
