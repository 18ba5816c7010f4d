package org.pressroom.common.background;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Does something again and again, one round after another, with a pause between. A round that fails is told of and tried
 * again at the next: what is due is in the database and stays due.
 */
public final class Rounds implements SmartLifecycle {

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private final Mono<Void> rounds;
    private @Nullable Disposable running;

    /**
     * @param name what it does, as a sentence begins
     * @param step some of what is due, in a minute at most; whether there may be more, which is then done at once
     * @param pause from the end of one round to the start of the next
     */
    public Rounds(String name, Mono<Boolean> step, Duration pause) {
        OutageLog outage = new OutageLog(LoggerFactory.getLogger(Rounds.class), name + " waits and tries again");
        this.rounds = step.timeout(LONGEST_STEP)
                .repeat()
                .takeWhile(more -> more)
                .then(Mono.<Void>fromRunnable(outage::worked))
                .onErrorResume(failure -> Mono.fromRunnable(() -> outage.failed(failure)))
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
}
