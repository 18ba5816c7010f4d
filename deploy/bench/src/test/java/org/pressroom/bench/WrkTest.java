package org.pressroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WrkTest {

    private static final String OUTPUT = """
            Running 10s test @ http://127.0.0.1:9000
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.70ms    2.62ms  41.25ms   92.71%%
                Req/Sec    47.73k     5.26k   54.31k    75.00%%
              Latency Distribution
                 50%%  932.00us
                 75%%    1.60ms
                 90%%    3.71ms
                 99%%    1.02s
              475213 requests in 10.01s, 8.46GB read
            %sRequests/sec:  47474.21
            Transfer/sec:      0.85GB
            """;

    @Test
    void whatWrkSaysIsReadInItsUnits() {
        assertThat(Wrk.load(OUTPUT.formatted("")))
                .isEqualTo(new Wrk.Load(47_474.21, 475_213, Duration.ofNanos(932_000), Duration.ofMillis(1_020), 0));
    }

    @Test
    void refusalsAndRequestsWithoutAnAnswerHaveFailed() {
        String failed = """
              Socket errors: connect 0, read 3, write 0, timeout 2
              Non-2xx or 3xx responses: 17
            """;

        assertThat(Wrk.load(OUTPUT.formatted(failed)).failed()).isEqualTo(22);
    }

    @Test
    void whatIsNotUnderstoodIsNoFigure() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wrk.load("unable to connect"));
    }
}
