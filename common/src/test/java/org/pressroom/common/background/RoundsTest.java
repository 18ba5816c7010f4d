package org.pressroom.common.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RoundsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aRoundGoesOnWhileThereIsMoreAndTheNextComesAfterAPause() {
        Queue<Boolean> more = new ConcurrentLinkedQueue<>(List.of(true, true, false));
        Rounds rounds = new Rounds("Testing", Mono.fromCallable(more::remove), Duration.ofHours(1));

        rounds.start();
        await().atMost(LIMIT).until(more::isEmpty);

        assertThat(rounds.isRunning()).isTrue();
        rounds.stop();
        assertThat(rounds.isRunning()).isFalse();
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
        Rounds rounds = new Rounds("Testing", step, Duration.ofMillis(1));

        rounds.start();
        await().atMost(LIMIT).until(() -> tries.get() > 4);
        rounds.stop();
    }
}
