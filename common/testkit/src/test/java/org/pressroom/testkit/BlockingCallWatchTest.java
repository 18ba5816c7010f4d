package org.pressroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingCallWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aSleepOnAThreadThatMustNotBlockFails() {
        Mono<Integer> sleeping = Mono.fromCallable(() -> {
                    Thread.sleep(1);
                    return 1;
                })
                .subscribeOn(Schedulers.parallel());
        assertThatThrownBy(() -> sleeping.block(PATIENCE)).hasMessageContaining("Blocking call!");
    }

    @Test
    void whoWaitsForALockGetsItAndSoDoesTheNext() {
        ReentrantLock lock = new ReentrantLock();
        CompletableFuture<Void> waiting;
        CompletableFuture<Void> next;
        lock.lock();
        try {
            waiting = taken(lock).subscribeOn(Schedulers.parallel()).toFuture();
            await().until(lock::hasQueuedThreads);
            next = taken(lock).subscribeOn(Schedulers.boundedElastic()).toFuture();
            await().until(() -> lock.getQueueLength() == 2);
        } finally {
            lock.unlock();
        }
        assertThat(next).succeedsWithin(PATIENCE);
        assertThat(waiting).succeedsWithin(PATIENCE);
    }

    private static Mono<Void> taken(Lock lock) {
        return Mono.fromRunnable(() -> {
            lock.lock();
            try {
                assertThat(lock).isNotNull();
            } finally {
                lock.unlock();
            }
        });
    }

    @Test
    void waitingForSomethingToHappenFails() {
        CountDownLatch never = new CountDownLatch(1);
        Mono<Boolean> waiting =
                Mono.fromCallable(() -> never.await(1, TimeUnit.MILLISECONDS)).subscribeOn(Schedulers.parallel());
        assertThatThrownBy(() -> waiting.block(PATIENCE)).hasMessageContaining("Blocking call!");
    }

    @Test
    void randomBytesMayBeDrawn() {
        Mono<Integer> drawing =
                Mono.fromCallable(() -> new SecureRandom().nextInt()).subscribeOn(Schedulers.parallel());
        assertThat(drawing.block(PATIENCE)).isNotNull();
    }
}
