package org.pressroom.article.background;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Does something again and again, one round after another, with a pause between. A round that fails is told of once and
 * tried again at the next: what is due is in the database and stays due.
 */
public final class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Mono<Void> rounds;
    private @Nullable Disposable running;
    private boolean failing;

    /**
     * @param round one round; it is over when it completes
     * @param pause from the end of one to the start of the next
     */
    public Rounds(String name, Mono<Void> round, Duration pause) {
        this.name = name;
        this.rounds = round.then(Mono.fromRunnable(this::succeeded))
                .then()
                .onErrorResume(failure -> Mono.fromRunnable(() -> failed(failure)))
                .repeatWhen(done -> done.delayElements(pause))
                .then();
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = rounds.subscribe();
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    private void succeeded() {
        failing = false;
    }

    private void failed(Throwable failure) {
        if (!failing) {
            LOG.warn("{} waits and tries again: {}", name, failure.toString());
        }
        failing = true;
    }
}
