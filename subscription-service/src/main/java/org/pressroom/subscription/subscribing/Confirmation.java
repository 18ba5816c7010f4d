package org.pressroom.subscription.subscribing;

import java.util.List;
import org.pressroom.common.contract.TopicView;

/** How it stands with a request to subscribe whose link is still good. */
sealed interface Confirmation {

    /** Nobody confirmed it yet. */
    record Waiting(List<TopicView> topics, Frequency frequency) implements Confirmation {}

    /** It is confirmed now. */
    record Done(NamedSubscription subscription) implements Confirmation {}

    /** It was confirmed before. */
    record Repeated() implements Confirmation {}
}
