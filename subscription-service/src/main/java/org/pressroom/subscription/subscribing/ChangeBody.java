package org.pressroom.subscription.subscribing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /api/subscriptions/{manageToken}}: what is missing stays as it is. */
record ChangeBody(
        @Nullable List<Preferences.@Nullable TopicBody> topics,
        @Nullable String frequency) {}
