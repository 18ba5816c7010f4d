package org.pressroom.gateway.site.subscriptions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a confirmation link is about, or what came of using it.
 *
 * @param alreadyConfirmed true where it was used before
 * @param topics what was asked for; null where it was used before
 * @param manageToken what opens the subscription, the one time that the link confirms it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SubscriptionRequest(
        @Nullable Boolean alreadyConfirmed,
        @Nullable List<SubscribedTopic> topics,
        @Nullable String manageToken) {

    boolean isAlreadyConfirmed() {
        return Boolean.TRUE.equals(alreadyConfirmed);
    }
}
