package org.pressroom.article.media;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The few threads on which pictures are read, so that neither processors nor memory are taken by them alone. */
final class PictureThreads implements AutoCloseable {

    private static final int SECONDS_IDLE = 60;

    /** Some seconds of work, behind which nobody is left to wait. */
    private static final int WAITING_PER_THREAD = 40;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final ExecutorService helpers;

    PictureThreads(int atOnce) {
        scheduler = Schedulers.newBoundedElastic(atOnce, WAITING_PER_THREAD, "pictures", SECONDS_IDLE, true);
        helpers = Executors.newFixedThreadPool(atOnce, new CustomizableThreadFactory("picture-helpers-"));
    }

    /** Does work with a picture; refused as busy where too much waits. */
    <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> RefusedException.busy(RETRY_AFTER));
    }

    /** For what {@link #run} does beside itself: one thread for each of its own. */
    Executor helpers() {
        return helpers;
    }

    @Override
    public void close() {
        scheduler.dispose();
        helpers.shutdown();
    }
}
