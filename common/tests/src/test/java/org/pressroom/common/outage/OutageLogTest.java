package org.pressroom.common.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.pressroom.testkit.MutableClock;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@Isolated("virtual time is that of the whole process")
class OutageLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("outage-log-test");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MutableClock clock = MutableClock.standing();
    private final OutageLog outage = new OutageLog(logger, "Kafka does not answer", clock);

    OutageLogTest() {
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void detach() {
        logger.detachAppender(lines);
    }

    @Test
    void whatIsAwayIsTriedUntilItWorksAndWhatIsRefusedIsNot() {
        AtomicInteger tries = new AtomicInteger();
        Mono<String> away = Mono.defer(() -> switch (tries.incrementAndGet()) {
            case 1 -> Mono.error(new DataAccessResourceFailureException("no connection"));
            case 2 -> Mono.never();
            default -> Mono.just("done");
        });
        StepVerifier.withVirtualTime(() -> outage.untilItWorks(away, Duration.ofSeconds(30)))
                .thenAwait(Duration.ofMinutes(1))
                .expectNext("done")
                .verifyComplete();
        assertThat(tries).hasValue(3);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Kafka does not answer: org.springframework.dao.DataAccessResourceFailureException: no connection",
                        "Kafka does not answer: over after 0 s");

        StepVerifier.create(outage.untilItWorks(
                        Mono.error(new IllegalStateException("another secret")), Duration.ofSeconds(30)))
                .verifyErrorMessage("another secret");
    }

    @Test
    void anOutageOfTwoMinutesIsFourLines() {
        outage.worked();
        for (int second = 0; second <= 120; second++) {
            outage.failed("refused");
            clock.pass(Duration.ofSeconds(1));
        }
        outage.worked();
        outage.worked();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Kafka does not answer: refused",
                        "Kafka does not answer since 2026-11-22T12:00:00Z: refused",
                        "Kafka does not answer since 2026-11-22T12:00:00Z: refused",
                        "Kafka does not answer: over after 121 s");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.WARN, Level.WARN, Level.WARN, Level.INFO);
    }

    @Test
    void theNextOutageIsToldAtOnce() {
        outage.failed("first");
        outage.worked();
        outage.failed("second");

        assertThat(lines.list).hasSize(3);
    }
}
