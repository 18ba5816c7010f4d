package org.pressroom.subscription.notifying;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.common.events.EventType;
import org.pressroom.common.jobs.Job;
import org.pressroom.common.outbox.Outbox;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts what became of all messages about a publication; then the notification is completed, and others are told. */
@Component
class CountDeliveries implements Job {

    static final String KIND = "count-deliveries";

    private final NotificationRepository notifications;
    private final Outbox outbox;
    private final Clock clock;

    CountDeliveries(NotificationRepository notifications, Outbox outbox, Clock clock) {
        this.notifications = notifications;
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
        return notifications
                .count(id, state.afterOrFirst(), NotificationRanges.SIZE)
                .<Progress>map(Progress.Reached::new)
                .switchIfEmpty(Mono.defer(() -> complete(id)));
    }

    private Mono<Progress> complete(UUID id) {
        return notifications
                .complete(id, clock.instant())
                .flatMap(completed -> outbox.append(EventType.NOTIFICATION_COMPLETED, id, id, completed))
                .thenReturn(new Progress.Done());
    }
}
