package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The broker away for a minute: what people write is accepted all the same, and arrives after. */
@WithSuite
class BrokerAwayTest {
    private static final String BROKER = "kafka";
    private static final Duration AWAY = Duration.ofSeconds(60);

    private final Suite suite;

    BrokerAwayTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void writesAreAcceptedWhileTheBrokerIsAwayAndArriveAfter() {
        Newsroom newsroom = Newsroom.of(suite);
        try (Traffic traffic = Traffic.startOfThoseWhoAskOnce(suite, newsroom)) {
            traffic.awaitMore(1);
            int before = traffic.accepted();
            // Else it would find that the broker does not answer, and start it again.
            suite.freezeUp();
            suite.parts().freeze(BROKER);
            try {
                await("a minute of writes that are accepted")
                        .during(AWAY)
                        .atMost(AWAY.plusSeconds(10))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            traffic.assertNoFailures();
                            return true;
                        });
                assertThat(traffic.accepted()).isGreaterThan(before + 30);
            } finally {
                suite.parts().thaw(BROKER);
                suite.thawUp();
            }
            traffic.awaitMore(1);
            traffic.stop();
            traffic.assertNothingLostNothingTwice();
            assertThat(traffic.withoutConfirmation()).isEmpty();
        }
    }
}
