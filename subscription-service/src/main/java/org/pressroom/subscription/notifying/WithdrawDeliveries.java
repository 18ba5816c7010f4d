package org.pressroom.subscription.notifying;

import java.util.UUID;
import org.pressroom.common.jobs.Job;
import org.pressroom.subscription.delivery.DeliveryQueue;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends what has not begun of the messages about an article that went away. */
@Component
class WithdrawDeliveries implements Job {

    static final String KIND = "withdraw-deliveries";

    private final DeliveryQueue queue;
    private final CompleteNotifications completing;

    WithdrawDeliveries(DeliveryQueue queue, CompleteNotifications completing) {
        this.queue = queue;
        this.completing = completing;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Progress> step(State state) {
        UUID id = state.subject();
        return queue.withdraw(id, state.afterOrFirst(), NotificationRanges.SIZE)
                .<Progress>map(Progress.Reached::new)
                .switchIfEmpty(Mono.defer(() -> completing.begin(id)).thenReturn(new Progress.Done()));
    }
}
