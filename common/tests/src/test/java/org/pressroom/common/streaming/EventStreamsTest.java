package org.pressroom.common.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

@Isolated("virtual time is that of the whole process")
class EventStreamsTest {

    private static final ServerSentEvent<String> EVENT =
            ServerSentEvent.builder("hello").id("1").build();

    @Test
    void aCommentLineComesAtOnceAndAHeartbeatWhileNothingHappens() {
        StepVerifier.withVirtualTime(() -> EventStreams.<String>sse(7, Flux.never()))
                .assertNext(EventStreamsTest::isComment)
                .expectNoEvent(Duration.ofSeconds(5).minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .assertNext(EventStreamsTest::isComment)
                .expectNoEvent(Duration.ofSeconds(5).minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .assertNext(EventStreamsTest::isComment)
                .thenCancel()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void itEndsWhenTheEventsEnd() {
        StepVerifier.withVirtualTime(() -> EventStreams.sse(7, Flux.just(EVENT)))
                .assertNext(EventStreamsTest::isComment)
                .expectNext(EVENT)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void itFailsWhenTheEventsFail() {
        StepVerifier.withVirtualTime(() -> EventStreams.<String>sse(
                        7, Mono.just(EVENT).concatWith(Mono.error(new IllegalStateException("source")))))
                .assertNext(EventStreamsTest::isComment)
                .expectNext(EVENT)
                .expectErrorMessage("source")
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void nothingBeatsOnceItEnded() {
        AtomicBoolean afterEnd = new AtomicBoolean();
        StepVerifier.withVirtualTime(() -> EventStreams.<String>sse(7, Flux.empty())
                        .doOnDiscard(ServerSentEvent.class, event -> afterEnd.set(true)))
                .assertNext(EventStreamsTest::isComment)
                .expectComplete()
                .verifyThenAssertThat(Duration.ofSeconds(10))
                .hasNotDroppedElements()
                .hasNotDroppedErrors();
        assertThat(afterEnd).isFalse();
    }

    @Test
    void aClientThatGoesAwayEndsTheSource() {
        TestPublisher<ServerSentEvent<String>> source = TestPublisher.create();

        StepVerifier.create(EventStreams.sse(7, source.flux()))
                .assertNext(EventStreamsTest::isComment)
                .then(() -> source.next(EVENT))
                .expectNext(EVENT)
                .thenCancel()
                .verify(Duration.ofSeconds(10));

        source.assertCancelled();
    }

    @Test
    void aClientThatDoesNotReadAsksTheSourceForLittle() {
        TestPublisher<ServerSentEvent<String>> source = TestPublisher.create();

        StepVerifier.create(EventStreams.sse(7, source.flux()), 1)
                .assertNext(EventStreamsTest::isComment)
                .then(() -> source.assertMaxRequested(256))
                .thenCancel()
                .verify(Duration.ofSeconds(10));
    }

    private static void isComment(ServerSentEvent<String> event) {
        assertThat(event.comment()).isNotBlank();
        assertThat(event.data()).isNull();
    }
}
