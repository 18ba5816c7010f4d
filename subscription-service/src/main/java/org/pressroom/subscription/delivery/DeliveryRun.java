package org.pressroom.subscription.delivery;

import java.time.Duration;
import java.util.List;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.background.WakeUp;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The engine from a start to its end, under an owner of its own: what it could not write down by then is taken over like a
 * dead process's.
 */
final class DeliveryRun {

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final DeliveryLease lease;
    private final List<ChannelLane> lanes;
    private final PollingTask renewing;
    private final PollingTask claiming;

    DeliveryRun(DeliveryLease lease, List<ChannelLane> lanes, DeliveryProperties properties, WakeUp wakeUp) {
        this.lease = lease;
        this.lanes = lanes;
        this.renewing = PollingTask.of(
                "Renewing the lease of deliveries",
                () -> renew(wakeUp),
                properties.lease().dividedBy(5));
        this.claiming = PollingTask.of("Claiming deliveries", this::claim, properties.poll(), wakeUp);
    }

    void start() {
        lanes.forEach(ChannelLane::open);
        renewing.start();
        claiming.start();
    }

    /** What is being sent comes to its end, within a limit; what is only claimed is given back. */
    Mono<Void> end() {
        return Mono.fromRunnable(claiming::stop)
                .then(Mono.whenDelayError(lanes.stream().map(ChannelLane::close).toList()))
                .timeout(LONGEST_END)
                .onErrorComplete()
                .then(Mono.whenDelayError(
                        lanes.stream().map(ChannelLane::abandon).toList()))
                .onErrorComplete()
                .then(Mono.fromRunnable(renewing::stop));
    }

    /** Nothing is claimed before the lease is held, so that nobody takes a claim for that of a dead process. */
    private Mono<Void> claim() {
        return lease.isHeld()
                ? Flux.fromIterable(lanes).concatMap(ChannelLane::refill).then()
                : Mono.empty();
    }

    private Mono<Void> renew(WakeUp wakeUp) {
        boolean wasHeld = lease.isHeld();
        return lease.renew().doOnSuccess(done -> {
            if (!wasHeld) {
                wakeUp.now();
            }
        });
    }
}
