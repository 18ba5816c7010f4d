package org.pressroom.common.background;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.pressroom.common.outage.Outages;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Does alone what is asked for alone, and together what is asked for while something is being done: where much is asked
 * for, a statement serves many, and where little is, nobody waits for others.
 *
 * @param <T> what is asked for
 * @param <R> what comes of each
 */
public final class Batches<T, R> {

    private final Function<List<T>, Mono<List<R>>> work;
    private final int largest;
    private final Queue<Asked<T, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atWork = new AtomicInteger();

    /**
     * @param work does all of them, and answers what came of each, in their order; what it takes is limited in time by
     *     itself
     * @param largest how many it does at once
     */
    public Batches(Function<List<T>, Mono<List<R>>> work, int largest) {
        this.work = work;
        this.largest = largest;
    }

    private record Asked<T, R>(T what, Sinks.One<R> answer) {}

    /**
     * What comes of it. Where several fail together and it may be for one of them, each is tried alone, so that none fails
     * for another's fault; an outage is the same to all of them.
     */
    public Mono<R> of(T what) {
        return Mono.defer(() -> {
            Asked<T, R> asked = new Asked<>(what, Sinks.one());
            waiting.add(asked);
            if (atWork.getAndIncrement() == 0) {
                next();
            }
            return asked.answer().asMono();
        });
    }

    /** Called while there is something that waits, by one at a time. */
    private void next() {
        List<Asked<T, R>> batch = new ArrayList<>();
        for (Asked<T, R> asked = waiting.poll();
                asked != null;
                asked = batch.size() < largest ? waiting.poll() : null) {
            batch.add(asked);
        }
        done(batch)
                .doFinally(signal -> {
                    if (atWork.addAndGet(-batch.size()) > 0) {
                        next();
                    }
                })
                .subscribe();
    }

    /** Time that passed without an answer passes for each of them again. */
    private static boolean mayBeOfOne(Throwable failure) {
        return !(failure instanceof TimeoutException) && !Outages.isOutage(failure);
    }

    private Mono<Void> done(List<Asked<T, R>> batch) {
        return Mono.defer(() -> work.apply(batch.stream().map(Asked::what).toList()))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("nothing came of a batch")))
                .doOnNext(results -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).answer().tryEmitValue(results.get(i));
                    }
                })
                .then()
                .onErrorResume(failure -> {
                    if (batch.size() > 1 && mayBeOfOne(failure)) {
                        return Flux.fromIterable(batch)
                                .concatMap(asked -> done(List.of(asked)))
                                .then();
                    }
                    batch.forEach(asked -> asked.answer().tryEmitError(failure));
                    return Mono.empty();
                });
    }
}
