package org.pressroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreOfTheNearestRank() {
        Latencies latencies = new Latencies();
        for (int millis = 5_000; millis >= 1; millis--) {
            latencies.add(Duration.ofMillis(millis).toNanos());
        }
        assertThat(latencies.percentile(0.5)).isEqualTo(Duration.ofMillis(2_500));
        assertThat(latencies.percentile(0.99)).isEqualTo(Duration.ofMillis(4_950));
        assertThat(latencies.percentile(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(latencies.count()).isEqualTo(5_000);
    }

    @Test
    void nothingMeasuredIsNoTime() {
        assertThat(new Latencies().percentile(0.99)).isZero();
    }
}
