package org.pressroom.common.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class PollingTaskTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aRoundGoesOnWhileThereIsMoreAndTheNextComesAfterAPause() {
        Queue<Boolean> more = new ConcurrentLinkedQueue<>(List.of(true, true, false));
        PollingTask task = PollingTask.ofSteps("Testing", Mono.fromCallable(more::remove), Duration.ofHours(1));

        task.start();
        await().atMost(LIMIT).until(more::isEmpty);

        assertThat(task.isRunning()).isTrue();
        task.stop();
        assertThat(task.isRunning()).isFalse();
    }

    @Test
    void aRoundThatFailsIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        Mono<Boolean> step = Mono.fromCallable(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("away");
            }
            return false;
        });
        PollingTask task = PollingTask.ofSteps("Testing", step, Duration.ofMillis(1));

        task.start();
        await().atMost(LIMIT).until(() -> tries.get() > 4);
        task.stop();
    }

    @Test
    void aCallEndsThePauseAndOneThatComesDuringARoundIsHeardAfterIt() {
        WakeUp wakeUp = new WakeUp();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Sinks.Empty<Void> first = Sinks.empty();
        PollingTask task = PollingTask.of(
                "Testing",
                () -> begun.incrementAndGet() == 1
                        ? first.asMono().doFinally(end -> ended.incrementAndGet())
                        : Mono.fromRunnable(ended::incrementAndGet),
                Duration.ofHours(1),
                wakeUp);

        task.start();
        await().atMost(LIMIT).until(() -> begun.get() == 1);
        wakeUp.now();
        wakeUp.now();
        first.tryEmitEmpty();
        await().atMost(LIMIT).until(() -> ended.get() == 2);
        wakeUp.now();
        await().atMost(LIMIT).until(() -> ended.get() == 3);
        task.stop();
        wakeUp.now();
        assertThat(begun).hasValue(3);
    }

    @Test
    void workersSideBySideDoNotWaitForEachOtherAndEndTogether() {
        AtomicInteger atWork = new AtomicInteger();
        PollingTask task = PollingTask.sideBySide(
                3,
                "Testing",
                () -> Mono.<Void>never()
                        .doOnSubscribe(begun -> atWork.incrementAndGet())
                        .doOnCancel(atWork::decrementAndGet),
                Duration.ofHours(1),
                new WakeUp(),
                Gathering.of(Duration.ZERO));

        task.start();
        await().atMost(LIMIT).until(() -> atWork.get() == 3);
        task.stop();
        assertThat(atWork).hasValue(0);
    }

    @Test
    void callsThatComeTogetherAreForOneWorker() {
        WakeUp wakeUp = new WakeUp();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        AtomicReference<Sinks.Empty<Void>> end = new AtomicReference<>(ended(true));
        PollingTask task = PollingTask.sideBySide(
                3,
                "Testing",
                () -> {
                    begun.incrementAndGet();
                    return Objects.requireNonNull(end.get()).asMono().doOnTerminate(ended::incrementAndGet);
                },
                Duration.ofHours(1),
                wakeUp,
                Gathering.of(Duration.ofMillis(20)));

        task.start();
        await().atMost(LIMIT).until(() -> ended.get() == 3);
        end.set(ended(false));
        for (int worker = 1; worker <= 3; worker++) {
            int atWork = worker;
            for (int call = 0; call < 10; call++) {
                wakeUp.now();
            }
            await().atMost(LIMIT).until(() -> begun.get() == 3 + atWork);
        }
        wakeUp.now();
        assertThat(begun).as("all are at work").hasValue(6);
        Sinks.Empty<Void> all = Objects.requireNonNull(end.getAndSet(ended(true)));
        all.tryEmitEmpty();
        await().atMost(LIMIT).until(() -> ended.get() == 7);
        task.stop();
        assertThat(begun).as("one took the last call").hasValue(7);
    }

    private static Sinks.Empty<Void> ended(boolean already) {
        Sinks.Empty<Void> end = Sinks.empty();
        if (already) {
            end.tryEmitEmpty();
        }
        return end;
    }

    /** What is told of a failure is made of it, which may fail as well. */
    @Test
    void nothingEndsIt() {
        AtomicInteger tries = new AtomicInteger();
        PollingTask task = PollingTask.of(
                "Testing",
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("before the run");
                    }
                    return Mono.error(new IllegalStateException("odd") {
                        @Override
                        public synchronized Throwable getCause() {
                            throw new IllegalStateException("and odder");
                        }
                    });
                },
                Duration.ofMillis(1));

        task.start();
        await().atMost(LIMIT).until(() -> tries.get() > 3);
        assertThat(task.isRunning()).isTrue();
        task.stop();
    }
}
