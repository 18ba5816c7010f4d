package org.pressroom.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingCallWatchTest {
    @Test
    void aSleepOnAThreadThatMustNotBlockFails() {
        Mono<Integer> sleeping = Mono.fromCallable(() -> {
                    Thread.sleep(1);
                    return 1;
                })
                .subscribeOn(Schedulers.parallel());
        assertThatThrownBy(() -> sleeping.block(Duration.ofSeconds(10))).hasMessageContaining("Blocking call!");
    }

    @Test
    void randomBytesMayBeDrawn() {
        Mono<Integer> drawing =
                Mono.fromCallable(() -> new SecureRandom().nextInt()).subscribeOn(Schedulers.parallel());
        Assertions.assertThat(drawing.block(Duration.ofSeconds(10))).isNotNull();
    }
}
