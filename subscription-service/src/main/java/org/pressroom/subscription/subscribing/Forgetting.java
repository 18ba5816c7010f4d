package org.pressroom.subscription.subscribing;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Forgets, from time to time, the addresses that somebody entered and nobody confirmed. */
@Component
class Forgetting implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Forgetting.class);

    private final Subscriptions subscriptions;
    private final SubscribingSettings settings;
    private final Clock clock;
    private final Disposable.Swap work = Disposables.swap();

    Forgetting(Subscriptions subscriptions, SubscribingSettings settings, Clock clock) {
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<Long> forget() {
        return subscriptions.forgetUnconfirmed(clock.instant().minus(settings.confirmWithin()));
    }

    @Override
    public void start() {
        work.update(Flux.interval(settings.forgetEvery())
                .onBackpressureDrop()
                .concatMap(tick -> forget().onErrorResume(failure -> {
                    log.debug("Forgetting is put off: {}", failure.toString());
                    return Mono.empty();
                }))
                .subscribe());
    }

    @Override
    public void stop() {
        work.update(null);
    }

    @Override
    public boolean isRunning() {
        return work.get() != null;
    }
}
