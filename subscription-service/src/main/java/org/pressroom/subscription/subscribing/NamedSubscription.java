package org.pressroom.subscription.subscribing;

import java.util.List;

/** A subscription with the names of what it is to. */
record NamedSubscription(Subscription subscription, List<TopicView> topics) {}
