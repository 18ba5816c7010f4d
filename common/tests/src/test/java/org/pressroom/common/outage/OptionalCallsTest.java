package org.pressroom.common.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pressroom.testkit.MutableClock;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class OptionalCallsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final MutableClock clock = MutableClock.standing();
    private final OptionalCalls calls = new OptionalCalls(
            LoggerFactory.getLogger(OptionalCallsTest.class), "It is done without", clock, Duration.ofMillis(300));
    private final AtomicInteger called = new AtomicInteger();

    private final Mono<String> fails = Mono.error(() -> {
        called.incrementAndGet();
        return new IllegalStateException("away");
    });

    @Test
    void whatFailedIsLeftAloneForAWhileAndToldOnce(CapturedOutput output) {
        for (int i = 0; i < 5; i++) {
            assertThat(calls.callOrEmpty(fails).block(SOON)).isNull();
        }
        assertThat(called).hasValue(1);
        assertThat(calls.rest()).isTrue();
        clock.pass(Duration.ofSeconds(3));
        assertThat(calls.callOrEmpty(fails).block(SOON)).isNull();
        assertThat(called).hasValue(2);
        clock.pass(Duration.ofSeconds(3));
        assertThat(calls.callOrEmpty(Mono.just("here")).block(SOON)).isEqualTo("here");
        assertThat(calls.rest()).isFalse();
        assertThat(output.getOut().split("It is done without", -1)).hasSize(3);
        assertThat(output).contains("over after 6 s");
    }

    @Test
    void whatDoesNotAnswerHasFailed() {
        assertThatThrownBy(() -> calls.call(Mono.never()).block(SOON)).hasMessageContaining("300ms");
        assertThat(calls.rest()).isTrue();
    }
}
