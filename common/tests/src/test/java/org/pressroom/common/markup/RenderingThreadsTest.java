package org.pressroom.common.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.RefusedException;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class RenderingThreadsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RenderingThreads threads = new RenderingThreads(1, 1);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void rendersOnAThreadThatMayBeBusy() {
        StepVerifier.create(threads.render(Schedulers::isInNonBlockingThread))
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void refusesWhatWouldWaitTooLong() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Callable<String> rendering = () -> {
            begun.countDown();
            busy.await();
            return "";
        };
        threads.render(rendering).subscribe();
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        threads.render(rendering).subscribe();
        StepVerifier.create(threads.render(() -> ""))
                .expectErrorSatisfies(error -> {
                    Refusal refusal = ((RefusedException) error).refusal();
                    assertThat(refusal).isInstanceOf(Refusal.Busy.class);
                })
                .verify(PATIENCE);
        busy.countDown();
    }

    @Test
    void answersThatATextIsTooComplexWhereItOverflowsTheStack() {
        StepVerifier.create(threads.render(() -> deep(0)))
                .expectErrorSatisfies(error -> assertThat(((RefusedException) error).refusal())
                        .isEqualTo(new Refusal.Invalid(List.of(new FieldProblem("body", "is too complex")))))
                .verify(PATIENCE);
        StepVerifier.create(threads.render(() -> "still there"))
                .expectNext("still there")
                .expectComplete()
                .verify(PATIENCE);
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private static int deep(int depth) {
        return deep(depth + 1) + 1;
    }
}
