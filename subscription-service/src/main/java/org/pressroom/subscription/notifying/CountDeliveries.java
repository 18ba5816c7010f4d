package org.pressroom.subscription.notifying;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.common.events.EventType;
import org.pressroom.common.jobs.Job;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.subscription.delivery.DeliveryCounts;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps with a notification what became of all messages about it: it is completed, and others are told. */
@Component
class CountDeliveries implements Job {

    static final String KIND = "count-deliveries";

    private final NotificationRepository notifications;
    private final DeliveryCounts counts;
    private final Outbox outbox;
    private final Clock clock;

    CountDeliveries(NotificationRepository notifications, DeliveryCounts counts, Outbox outbox, Clock clock) {
        this.notifications = notifications;
        this.counts = counts;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Progress> step(State state) {
        UUID id = state.subject();
        return counts.close(id)
                .flatMap(ended -> notifications.complete(id, ended, clock.instant()))
                .flatMap(completed -> outbox.append(EventType.NOTIFICATION_COMPLETED, id, id, completed))
                .thenReturn(new Progress.Done());
    }
}
