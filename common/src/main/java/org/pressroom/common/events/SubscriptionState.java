package org.pressroom.common.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that began or ended: who it belongs to is not in it.
 *
 * @param version grows with every change
 * @param status {@code confirmed} or {@code ended}
 * @param frequency {@code instant}, {@code daily} or {@code weekly}
 */
public record SubscriptionState(
        UUID subscriptionId, long version, String status, List<Subject> topics, String frequency, Instant at) {

    /**
     * What is subscribed to.
     *
     * @param kind {@code all}, {@code category}, {@code tag}, {@code author} or {@code thread}
     * @param key which one; null for {@code all}
     */
    public record Subject(String kind, @Nullable String key) {}
}
