package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its owner, or staff, sees it.
 *
 * @param email null where its reader may not know it
 * @param status {@code pending}, {@code confirmed} or {@code ended}
 * @param frequency {@code instant}, {@code daily} or {@code weekly}
 */
public record SubscriptionView(
        @Nullable String email,
        String status,
        List<TopicView> topics,
        String frequency,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant endedAt) {

    @JsonIgnore
    public boolean isConfirmed() {
        return status.equals("confirmed");
    }

    @JsonIgnore
    public boolean isEnded() {
        return status.equals("ended");
    }
}
