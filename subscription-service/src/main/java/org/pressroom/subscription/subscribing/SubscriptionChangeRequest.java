package org.pressroom.subscription.subscribing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /api/subscriptions/{manageToken}}: what is missing stays as it is.
 *
 * @param frequency digests are not sent yet, and refused
 */
record SubscriptionChangeRequest(
        @Nullable List<Preferences.@Nullable TopicRequest> topics,

        @Schema(allowableValues = {"instant", "daily", "weekly"}) @Nullable
        String frequency) {}
