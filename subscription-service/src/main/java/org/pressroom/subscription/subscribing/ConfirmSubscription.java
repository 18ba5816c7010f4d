package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Instant;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.pressroom.subscription.subscribing.RequestRepository.Request;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The owner of an address says that a request was meant. Nothing that a stranger asks for has an effect before it. */
@Component
class ConfirmSubscription {

    private final SubscriptionRepository subscriptions;
    private final RequestRepository requests;
    private final ChangedSubscriptions changed;
    private final ManagedSubscriptions managed;
    private final LinkTokens links;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ConfirmSubscription(
            SubscriptionRepository subscriptions,
            RequestRepository requests,
            ChangedSubscriptions changed,
            ManagedSubscriptions managed,
            LinkTokens links,
            TransactionalOperator transaction,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.requests = requests;
        this.changed = changed;
        this.managed = managed;
        this.links = links;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param token of the mail that asks */
    record Command(String token) {}

    /** What a confirmation link is about, as long as it can be used. */
    Mono<Result<Confirmation>> ask(String token) {
        return Result.of(request(token).flatMap(this::standing).switchIfEmpty(noLonger()));
    }

    private Mono<Confirmation> standing(Request request) {
        return request.confirmedAt() != null
                ? Mono.just(new Confirmation.Repeated())
                : managed.named(request.preferences())
                        .map(topics -> new Confirmation.Waiting(
                                topics, request.preferences().frequency()));
    }

    /**
     * Confirms a request, once: what a confirmation answers opens the subscription, and a link that lies about after it
     * was used must not. It ends with its time, used or not.
     */
    Mono<Result<Confirmation>> handle(Command confirm) {
        return Result.of(request(confirm.token())
                .flatMap(request -> subscriptions.lock(request.subscriptionId()))
                // Read again behind the lock: the same link may be used twice at once.
                .zipWhen(subscription -> request(confirm.token()))
                .flatMap(locked -> confirm(locked.getT1(), locked.getT2()))
                .switchIfEmpty(noLonger())
                .as(transaction::transactional));
    }

    private Mono<Request> request(String token) {
        return Mono.justOrEmpty(links.check(LinkPurpose.CONFIRM, token))
                .flatMap(requests::find)
                .filter(request -> clock.instant().isBefore(request.expiresAt()));
    }

    private Mono<Confirmation> confirm(Subscription subscription, Request request) {
        if (request.confirmedAt() != null) {
            return Mono.just(new Confirmation.Repeated());
        }
        if (!(subscription instanceof Subscription.Confirmable confirmable)) {
            return Mono.empty();
        }
        Instant now = clock.instant();
        SubscriptionChange change = confirmable.confirm(request.preferences(), now);
        return requests.markConfirmed(request.id(), now)
                .then(Mono.defer(() -> changed.save(subscription, change)))
                .flatMap(managed::named)
                .map(Confirmation.Done::new);
    }

    private static <T> Mono<T> noLonger() {
        return Mono.error(
                () -> RefusedException.notFound("This link is not valid any more. Subscribe again to get a new one."));
    }
}
