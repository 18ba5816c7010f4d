package org.pressroom.common.http;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * The first of what a program does when it is told to end: it says that it is not ready, and goes on answering until those
 * who share out requests have heard of it. Only then is no connection taken any more.
 */
final class Draining implements SmartLifecycle {

    private final DrainingProperties properties;
    private final ApplicationEventPublisher events;
    private volatile boolean running;
    private volatile boolean drained;

    Draining(DrainingProperties properties, ApplicationEventPublisher events) {
        this.properties = properties;
        this.events = events;
    }

    @Override
    public void start() {
        running = true;
        if (drained) {
            // It was stopped, and goes on. At its first start it is ready once all else is.
            drained = false;
            AvailabilityChangeEvent.publish(events, this, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Override
    public void stop(Runnable callback) {
        AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
        running = false;
        drained = true;
        Mono.delay(properties.pause()).subscribe(over -> callback.run());
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server's. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
