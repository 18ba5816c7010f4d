package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.pressroom.subscription.articles.TopicNames;
import org.pressroom.subscription.delivery.DeliveryQueue;
import org.pressroom.subscription.delivery.DeliveryTargets;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.pressroom.subscription.mailing.MailChannel;
import org.pressroom.subscription.subscribing.SignUps.SignUp;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * What a reader does, each in a transaction, or in that of the caller. Nothing that a stranger asks for an address has an effect before its owner confirms it.
 */
@Component
class Subscribing {

    private final Subscriptions subscriptions;
    private final Requests requests;
    private final RequestedMails mails;
    private final TopicNames names;
    private final DeliveryQueue queue;
    private final DeliveryTargets targets;
    private final Outbox outbox;
    private final LinkTokens links;
    private final TransactionalOperator transaction;
    private final SubscribingSettings settings;
    private final Clock clock;

    Subscribing(
            Subscriptions subscriptions,
            Requests requests,
            RequestedMails mails,
            TopicNames names,
            DeliveryQueue queue,
            DeliveryTargets targets,
            Outbox outbox,
            LinkTokens links,
            TransactionalOperator transaction,
            SubscribingSettings settings,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.requests = requests;
        this.mails = mails;
        this.names = names;
        this.queue = queue;
        this.targets = targets;
        this.outbox = outbox;
        this.links = links;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Handles a request. Whoever asked learns nothing of it; what there is to tell goes to the address itself, unless its
     * mailbox is to be left alone, or too much was asked for from there.
     */
    Mono<Void> subscribe(SignUp signUp) {
        Instant now = clock.instant();
        Mailbox mailbox = Mailbox.of(signUp.address().key());
        return mails.allowance(mailbox, signUp.origin(), now)
                .filter(allowance -> !allowance.exhausted())
                .flatMap(allowance -> subscriptions
                        .lock(signUp.address())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(known -> subscribe(signUp, known, allowance, now)))
                .flatMap(mail -> mails.add(mail.subscriptionId(), mailbox, signUp.origin(), now, mail.leavesAt()))
                .as(transaction::transactional);
    }

    /** A mail that was queued. */
    private record Queued(UUID subscriptionId, Instant leavesAt) {}

    private Mono<Queued> subscribe(SignUp signUp, Optional<Subscription> known, MailAllowance allowance, Instant now) {
        boolean nothingNew = known.filter(it -> it.isConfirmed() && it.wish().covers(signUp.wish()))
                .isPresent();
        return nothingNew ? remind(known.get(), allowance, now) : ask(signUp, known, allowance, now);
    }

    private Mono<Queued> remind(Subscription subscription, MailAllowance allowance, Instant now) {
        return allowance.isNow(now)
                ? queue.reminder(subscription.id(), MailChannel.NAME).thenReturn(new Queued(subscription.id(), now))
                : Mono.empty();
    }

    /**
     * A request that is open takes over what is asked for now, and its mail is repeated where it may be; a new one gets
     * its mail as soon as that may leave. Without a mail nobody could confirm it, so then there is none.
     */
    private Mono<Queued> ask(SignUp signUp, Optional<Subscription> known, MailAllowance allowance, Instant now) {
        Instant expiresAt = now.plus(settings.confirmWithin());
        return Mono.justOrEmpty(known)
                .flatMap(it -> requests.renew(it.id(), signUp.wish(), now, expiresAt))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(open -> open.map(it -> repeat(it, allowance, now))
                        .orElseGet(() -> begin(signUp, known, allowance, now, expiresAt)));
    }

    private Mono<Queued> repeat(Requests.Open open, MailAllowance allowance, Instant now) {
        return allowance.isNow(now) ? confirmation(open.subscriptionId(), open.id(), now, now) : Mono.empty();
    }

    private Mono<Queued> begin(
            SignUp signUp, Optional<Subscription> known, MailAllowance allowance, Instant now, Instant expiresAt) {
        return Mono.justOrEmpty(allowance.leavesAt()).flatMap(leavesAt -> known.map(
                        it -> subscriptions.reopen(it.id()).thenReturn(it.id()))
                .orElseGet(() -> add(signUp, now))
                .flatMap(subscription -> requests.open(subscription, signUp.wish(), now, expiresAt)
                        .flatMap(request -> confirmation(subscription, request, now, leavesAt))));
    }

    private Mono<UUID> add(SignUp signUp, Instant now) {
        return subscriptions
                .add(signUp.address(), now)
                .delayUntil(
                        id -> targets.add(id, MailChannel.NAME, signUp.address().mailbox()));
    }

    private Mono<Queued> confirmation(UUID subscription, UUID request, Instant now, Instant leavesAt) {
        return queue.confirmation(subscription, MailChannel.NAME, request, Duration.between(now, leavesAt))
                .thenReturn(new Queued(subscription, leavesAt));
    }

    /** What a confirmation link is about, as long as it can be used. */
    Mono<Result<Confirmation>> asked(String token) {
        return Result.of(request(token).flatMap(this::standing).switchIfEmpty(noLonger()));
    }

    private Mono<Confirmation> standing(Requests.Request request) {
        return request.confirmedAt() != null
                ? Mono.just(new Confirmation.Repeated())
                : named(request.wish())
                        .map(topics ->
                                new Confirmation.Waiting(topics, request.wish().frequency()));
    }

    /**
     * Confirms a request, once: what a confirmation answers opens the subscription, and a link that lies about after it
     * was used must not. It ends with its time, used or not.
     */
    Mono<Result<Confirmation>> confirm(ConfirmSubscription confirm) {
        String token = confirm.token();
        return Result.of(request(token)
                .flatMap(request -> subscriptions.lock(request.subscriptionId()))
                // Read again behind the lock: the same link may be used twice at once.
                .flatMap(subscription -> request(token).flatMap(request -> confirm(subscription, request)))
                .switchIfEmpty(noLonger())
                .as(transaction::transactional));
    }

    private Mono<Requests.Request> request(String token) {
        return Mono.justOrEmpty(links.check(LinkPurpose.CONFIRM, token))
                .flatMap(requests::find)
                .filter(request -> clock.instant().isBefore(request.expiresAt()));
    }

    private Mono<Confirmation> confirm(Subscription subscription, Requests.Request request) {
        if (request.confirmedAt() != null) {
            return Mono.just(new Confirmation.Repeated());
        }
        Instant now = clock.instant();
        Wish wish = subscription.isConfirmed() ? request.wish().and(subscription.wish()) : request.wish();
        if (wish.subjects().size() > Wish.MOST_SUBJECTS_IN_ALL) {
            return Mono.error(
                    RefusedException.conflict("A subscription has at most " + Wish.MOST_SUBJECTS_IN_ALL + " topics."));
        }
        return requests.markConfirmed(request.id(), now)
                .then(Mono.defer(() -> subscriptions.confirm(subscription, wish, now)))
                .delayUntil(confirmed -> targets.activate(confirmed.id()))
                .delayUntil(confirmed -> mails.answered(confirmed.id()))
                .delayUntil(confirmed -> tell(EventType.SUBSCRIPTION_CONFIRMED, confirmed, now))
                .flatMap(this::named)
                .map(Confirmation.Done::new);
    }

    private static <T> Mono<T> noLonger() {
        return Mono.error(
                () -> RefusedException.notFound("This link is not valid any more. Subscribe again to get a new one."));
    }

    /** The subscription that a manage link opens. */
    Mono<Result<NamedSubscription>> managed(String token) {
        return Result.of(opened(token)
                .flatMap(subscriptions::find)
                .filter(Subscribing::isThere)
                .flatMap(this::named)
                .switchIfEmpty(unknown()));
    }

    private Mono<NamedSubscription> named(Subscription subscription) {
        return named(subscription.wish()).map(topics -> new NamedSubscription(subscription, topics));
    }

    private Mono<List<TopicView>> named(Wish wish) {
        return names.of(TopicView.keys(wish.subjects())).map(names -> TopicView.of(wish.subjects(), names));
    }

    Mono<Result<NamedSubscription>> change(ChangeSubscription change) {
        return Result.of(locked(change.token())
                .flatMap(subscription -> change(subscription, change))
                .flatMap(this::named)
                .as(transaction::transactional));
    }

    private Mono<Subscription> change(Subscription subscription, ChangeSubscription change) {
        Wish wish = Wish.change(subscription.wish(), change.topics(), change.frequency());
        if (!subscription.isConfirmed()) {
            return Mono.error(RefusedException.conflict("This subscription has ended. Subscribe again."));
        }
        if (wish.equals(subscription.wish())) {
            return Mono.just(subscription);
        }
        Instant now = clock.instant();
        return subscriptions
                .confirm(subscription, wish, now)
                .delayUntil(changed -> mails.answered(changed.id()))
                .delayUntil(changed -> tell(EventType.SUBSCRIPTION_CONFIRMED, changed, now));
    }

    /** Answers the subscription's id. */
    Mono<Result<UUID>> leave(LeaveSubscription leave) {
        return Result.of(locked(leave.token())
                .flatMap(subscription -> end(subscription, leave.erase()))
                .as(transaction::transactional));
    }

    /** Answers the subscription's id. */
    Mono<Result<UUID>> unsubscribe(Unsubscribe unsubscribe) {
        return Result.of(Mono.justOrEmpty(links.check(LinkPurpose.UNSUBSCRIBE, unsubscribe.token()))
                .switchIfEmpty(unknown())
                .flatMap(id -> subscriptions
                        .lock(id)
                        .flatMap(subscription -> end(subscription, false))
                        .defaultIfEmpty(id))
                .as(transaction::transactional));
    }

    private Mono<UUID> end(Subscription subscription, boolean erase) {
        if (subscription.isEnded() && !erase) {
            return Mono.just(subscription.id());
        }
        Instant now = clock.instant();
        return subscriptions
                .end(subscription.id(), erase, now)
                .delayUntil(ended -> targets.end(ended.id(), erase))
                .delayUntil(ended -> mails.answered(ended.id()))
                .delayUntil(ended ->
                        subscription.isConfirmed() ? tell(EventType.SUBSCRIPTION_ENDED, ended, now) : Mono.empty())
                .thenReturn(subscription.id());
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
        return Mono.error(() -> RefusedException.notFound("This link is not valid."));
    }
}
