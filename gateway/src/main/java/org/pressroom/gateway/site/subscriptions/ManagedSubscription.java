package org.pressroom.gateway.site.subscriptions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its owner sees it.
 *
 * @param email null where the service does not say
 * @param status {@code pending}, {@code confirmed} or {@code ended}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ManagedSubscription(@Nullable String email, String status, List<SubscribedTopic> topics) {

    boolean isConfirmed() {
        return status.equals("confirmed");
    }

    boolean isEnded() {
        return status.equals("ended");
    }
}
