package org.pressroom.common.markup;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.pressroom.common.usecase.RefusedException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The threads that bodies are rendered on: few, with a bounded queue, so that neither event loops nor memory suffer. */
public final class RenderingThreads implements AutoCloseable {

    private static final int SECONDS_IDLE = 60;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Scheduler scheduler;

    /**
     * As many threads as there are processors.
     *
     * @param waiting how many bodies may wait for each of them
     */
    public RenderingThreads(int waiting) {
        this(Runtime.getRuntime().availableProcessors(), waiting);
    }

    /**
     * @param threads how many bodies may be rendered at a time
     * @param waiting how many more may wait for each of them
     */
    public RenderingThreads(int threads, int waiting) {
        scheduler = Schedulers.newBoundedElastic(threads, waiting, "rendering", SECONDS_IDLE, true);
    }

    /**
     * Renders on one of the threads.
     *
     * @return refused as invalid, {@code body}, where it is too complex, and as busy where too many bodies wait already
     */
    public <T> Mono<T> render(Callable<T> rendering) {
        return Mono.fromCallable(() -> withinTheStack(rendering))
                .subscribeOn(scheduler)
                .onErrorMap(
                        BodyTooComplex.class,
                        fault -> RefusedException.invalid("body", String.valueOf(fault.getMessage())))
                .onErrorMap(RejectedExecutionException.class, full -> RefusedException.busy(RETRY_AFTER));
    }

    /** Reactor would rethrow the error without telling whoever waits, and the whole stack would be logged. */
    private static <T> T withinTheStack(Callable<T> rendering) throws Exception {
        try {
            return rendering.call();
        } catch (StackOverflowError overflow) {
            throw new BodyTooComplex("is too complex");
        }
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
