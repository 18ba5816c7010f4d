package org.pressroom.subscription.notifying;

import java.util.UUID;
import org.pressroom.common.jobs.Job;
import org.pressroom.subscription.delivery.DeliveryQueue;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has the messages to all who are written down become due. */
@Component
class ReleaseDeliveries implements Job {

    static final String KIND = "release-deliveries";

    private final DeliveryQueue queue;
    private final CompleteNotifications completing;

    ReleaseDeliveries(DeliveryQueue queue, CompleteNotifications completing) {
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
        return queue.release(id, state.afterOrFirst(), NotificationRanges.SIZE)
                .<Progress>map(Progress.Reached::new)
                .switchIfEmpty(Mono.defer(() -> completing.begin(id)).thenReturn(new Progress.Done()));
    }
}
