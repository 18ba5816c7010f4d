package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of each process in the middle of writes: nothing accepted is lost, and nothing happens twice. */
@WithSuite
class FaultsTest {
    private static final int SOME = 3;

    private final Suite suite;

    FaultsTest(Suite suite) {
        this.suite = suite;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gateway", "article-service", "comment-service", "subscription-service", "kafka", "postgresql"})
    void aPartThatIsKilledIsStartedAgainAndNothingIsLostOrDoubled(String part) {
        underTraffic(part.equals("subscription-service"), () -> suite.parts().killAndAwaitRestart(part));
    }

    @Test
    void theLauncherIsKilledAndStartedAgainAndNothingIsLostOrDoubled() {
        underTraffic(true, () -> {
            suite.killUp();
            suite.up();
        });
    }

    private void underTraffic(boolean mailsMayBeUncertain, Runnable fault) {
        Newsroom newsroom = Newsroom.of(suite);
        try (Traffic traffic = Traffic.start(suite, newsroom)) {
            traffic.awaitMore(SOME);
            fault.run();
            traffic.awaitMore(SOME);
            traffic.stop();
            traffic.assertNothingLostNothingTwice();
            if (!mailsMayBeUncertain) {
                assertThat(traffic.withoutConfirmation()).isEmpty();
            }
        }
    }
}
