package org.pressroom.common.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class GatheringTest {

    private static final Duration LEAST = Duration.ofMillis(25);
    private static final Duration MOST = Duration.ofMillis(100);

    private final AtomicLong nanos = new AtomicLong();
    private final Gathering gathering = Gathering.between(LEAST, MOST, nanos::get);

    @Test
    void isAsLongAsTheLastRunWithinItsBounds() {
        assertThat(gathering.time()).isEqualTo(LEAST);
        run(60);
        assertThat(gathering.time()).isEqualTo(Duration.ofMillis(60));
        run(5_000);
        assertThat(gathering.time()).isEqualTo(MOST);
        run(0);
        assertThat(gathering.time()).isEqualTo(LEAST);
    }

    @Test
    void aRunThatFailsSaysNothingOfHowLongOnesTake() {
        run(60);

        gathering
                .measured(Mono.error(new IllegalStateException("away")))
                .onErrorComplete()
                .block();

        assertThat(gathering.time()).isEqualTo(Duration.ofMillis(60));
    }

    private void run(long millis) {
        gathering
                .measured(Mono.fromRunnable(
                        () -> nanos.addAndGet(Duration.ofMillis(millis).toNanos())))
                .block();
    }
}
