package org.pressroom.subscription.subscribing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Change what a confirmed subscription is sent.
 *
 * @param token what opens the subscription
 * @param topics null to leave them
 * @param frequency null to leave it
 */
record ChangeSubscription(
        String token,
        @Nullable List<Wish.@Nullable SubjectBody> topics,
        @Nullable String frequency) {}
