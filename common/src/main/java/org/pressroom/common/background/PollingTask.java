package org.pressroom.common.background;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.outage.Outages;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Does something again and again, one run after another, with a pause between. A run that fails is told of and tried
 * again at the next: what is due is in the database and stays due.
 */
public final class PollingTask implements SmartLifecycle {

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final Mono<Void> runs;
    private @Nullable Disposable running;

    private PollingTask(Mono<Void> runs) {
        this.runs = runs;
    }

    private static Mono<Void> runs(
            String name, Supplier<Mono<Void>> run, Duration pause, WakeUp wakeUp, Gathering gathering) {
        OutageLog outage = new OutageLog(LoggerFactory.getLogger(PollingTask.class), name + " waits and tries again");
        Mono<Boolean> next = Mono.delay(pause).map(tick -> true).or(called(wakeUp, gathering));
        return Mono.defer(() -> {
                    wakeUp.hear();
                    return gathering.measured(run.get());
                })
                .then(Mono.<Void>fromRunnable(outage::worked))
                .onErrorResume(failure -> Mono.fromRunnable(() -> outage.failed(reason(failure))))
                .repeatWhen(done -> done.concatMap(count -> next, 1))
                // Not even a fault in telling of a failure ends them.
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AFTER_A_FAULT))
                .then();
    }

    /** One of those who heard a call goes, with all that was called meanwhile, and the others rest on. */
    private static Mono<Boolean> called(WakeUp wakeUp, Gathering gathering) {
        return wakeUp.call()
                .delayUntil(call -> Mono.delay(gathering.time()))
                .filter(call -> wakeUp.hear())
                .repeatWhenEmpty(tries -> tries);
    }

    /**
     * Does steps.
     *
     * @param name what it does, as a sentence begins
     * @param step some of what is due, in a minute at most; whether there may be more, which is then done at once
     * @param pause from the end of one run to the start of the next
     */
    public static PollingTask ofSteps(String name, Mono<Boolean> step, Duration pause) {
        Mono<Void> run =
                step.timeout(LONGEST_STEP).repeat().takeWhile(more -> more).then();
        return of(name, () -> run, pause, new WakeUp());
    }

    /**
     * Does all that is due, however long it takes.
     *
     * @param name what it does, as a sentence begins
     * @param run all that is due; it limits the time of its steps itself
     * @param pause from the end of one run to the start of the next
     */
    public static PollingTask of(String name, Supplier<Mono<Void>> run, Duration pause) {
        return of(name, run, pause, new WakeUp());
    }

    /** The same, where a call ends the pause. */
    public static PollingTask of(String name, Supplier<Mono<Void>> run, Duration pause, WakeUp wakeUp) {
        return sideBySide(1, name, run, pause, wakeUp, Gathering.of(Duration.ZERO));
    }

    /**
     * The same by several workers, none of which waits for another; a call is for one of them.
     *
     * @param gathering how long whoever hears a call waits for more of them
     */
    public static PollingTask sideBySide(
            int workers, String name, Supplier<Mono<Void>> run, Duration pause, WakeUp wakeUp, Gathering gathering) {
        return new PollingTask(Flux.range(0, workers)
                .flatMap(worker -> runs(name, run, pause, wakeUp, gathering), workers)
                .then());
    }

    /** Of an outage all; else not what the database says of the values, among which addresses may be. */
    private static String reason(Throwable failure) {
        return Outages.isOutage(failure)
                ? failure.toString()
                : failure.getClass().getName() + " " + Outages.sqlState(failure).orElse("");
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = runs.subscribe();
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
