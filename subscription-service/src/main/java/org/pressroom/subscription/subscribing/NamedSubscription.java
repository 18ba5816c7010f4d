package org.pressroom.subscription.subscribing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pressroom.common.contract.SubscriptionView;
import org.pressroom.common.contract.TopicView;
import org.pressroom.subscription.articles.TopicNameRepository;

/** A subscription with the names of what it is to. */
record NamedSubscription(Subscription subscription, List<TopicView> topics) {

    /** Topics with those of their names that are known. */
    static List<TopicView> named(List<Topic> topics, Map<TopicNameRepository.Key, String> names) {
        return topics.stream()
                .map(topic -> new TopicView(
                        topic.kind(),
                        topic.key(),
                        names.get(new TopicNameRepository.Key(topic.kind(), topic.storedKey()))))
                .toList();
    }

    /** What may have a name. */
    static List<TopicNameRepository.Key> keys(List<Topic> topics) {
        return topics.stream()
                .flatMap(topic -> topic.key() == null
                        ? Stream.empty()
                        : Stream.of(new TopicNameRepository.Key(topic.kind(), topic.key())))
                .toList();
    }

    /** As its owner, or staff, sees it. */
    SubscriptionView view() {
        Subscription.Details details = subscription.details();
        return new SubscriptionView(
                details.address(),
                subscription.status().label(),
                topics,
                subscription.preferences().frequency().label(),
                details.createdAt(),
                details.confirmedAt(),
                details.endedAt());
    }
}
