package org.pressroom.subscription.subscribing;

import java.util.List;
import java.util.UUID;
import org.pressroom.common.contract.TopicView;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.subscription.articles.TopicNameRepository;
import org.pressroom.subscription.links.LinkPurpose;
import org.pressroom.subscription.links.LinkTokens;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Subscriptions as their owners open them, by the token of a link. A token that opens none, or none any more, is refused. */
@Component
class ManagedSubscriptions {

    private final SubscriptionRepository subscriptions;
    private final TopicNameRepository names;
    private final LinkTokens links;

    ManagedSubscriptions(SubscriptionRepository subscriptions, TopicNameRepository names, LinkTokens links) {
        this.subscriptions = subscriptions;
        this.names = names;
        this.links = links;
    }

    Mono<Subscription> find(String token) {
        return opened(token)
                .flatMap(subscriptions::find)
                .filter(ManagedSubscriptions::isThere)
                .switchIfEmpty(unknown());
    }

    /** The same, locked until the transaction ends. */
    Mono<Subscription> lock(String token) {
        return opened(token)
                .flatMap(subscriptions::lock)
                .filter(ManagedSubscriptions::isThere)
                .switchIfEmpty(unknown());
    }

    /** With the names of what it is to. */
    Mono<NamedSubscription> named(Subscription subscription) {
        return named(subscription.preferences()).map(topics -> new NamedSubscription(subscription, topics));
    }

    Mono<List<TopicView>> named(Preferences preferences) {
        return names.of(NamedSubscription.keys(preferences.topics()))
                .map(names -> NamedSubscription.named(preferences.topics(), names));
    }

    private Mono<UUID> opened(String token) {
        return Mono.justOrEmpty(links.check(LinkPurpose.MANAGE, token));
    }

    private static boolean isThere(Subscription subscription) {
        return subscription.details().address() != null;
    }

    static <T> Mono<T> unknown() {
        return Mono.error(() -> RefusedException.notFound("This link is not valid."));
    }
}
