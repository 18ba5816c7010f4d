package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a request to subscribe.
 *
 * @param status {@code pending} or {@code confirmed}
 * @param alreadyConfirmed true where the link was used before: then all else is left out
 * @param topics what was asked for
 * @param frequency {@code instant}, {@code daily} or {@code weekly}
 * @param manageToken what opens the subscription, in the answer that confirms it and in no other
 * @param readerToken what reads what is for subscribers, in the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfirmationView(
        String status,
        @Nullable Boolean alreadyConfirmed,
        @Nullable List<TopicView> topics,
        @Nullable String frequency,
        @Nullable String manageToken,
        @Nullable String readerToken) {}
