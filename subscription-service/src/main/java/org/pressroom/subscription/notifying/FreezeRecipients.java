package org.pressroom.subscription.notifying;

import java.util.UUID;
import org.pressroom.common.jobs.Job;
import org.pressroom.common.jobs.Jobs;
import org.pressroom.subscription.delivery.DeliveryQueue;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes down who is to hear of a publication. Nothing is due before all are: {@link ReleaseDeliveries} follows. */
@Component
class FreezeRecipients implements Job {

    static final String KIND = "freeze-recipients";

    private final NotificationRepository notifications;
    private final AudienceRepository audiences;
    private final DeliveryQueue queue;
    private final Jobs jobs;

    FreezeRecipients(
            NotificationRepository notifications, AudienceRepository audiences, DeliveryQueue queue, Jobs jobs) {
        this.notifications = notifications;
        this.audiences = audiences;
        this.queue = queue;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Progress> step(State state) {
        UUID id = state.subject();
        return notifications
                .audience(id)
                .flatMap(audience -> audiences.targets(audience, state.afterOrFirst(), NotificationRanges.SIZE))
                .delayUntil(range ->
                        queue.freeze(id, range.targets()).flatMap(frozen -> notifications.addRecipients(id, frozen)))
                .flatMap(range -> range.last() == null ? release(id) : Mono.just(new Progress.Reached(range.last())));
    }

    private Mono<Progress> release(UUID id) {
        return notifications
                .enter(id, NotificationPhase.RELEASING)
                .then(Mono.defer(() -> jobs.begin(ReleaseDeliveries.KIND, id)))
                .thenReturn(new Progress.Done());
    }
}
