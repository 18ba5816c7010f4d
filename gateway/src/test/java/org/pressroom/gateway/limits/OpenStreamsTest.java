package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pressroom.common.problem.ProblemException;

class OpenStreamsTest {

    private static final int KILOBYTES_A_STREAM = 48;
    private static final int PER_ADDRESS = 5;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private OpenStreams streams(boolean limited, int inAll) {
        Duration never = Duration.ofDays(1);
        LimitsProperties properties = new LimitsProperties(
                limited,
                new LimitsProperties.Reads(1, never),
                new LimitsProperties.Writes(1, never),
                new LimitsProperties.Posts(1, never),
                null,
                1,
                PER_ADDRESS,
                inAll);
        return new OpenStreams(properties, meters);
    }

    /** As many as it takes, from addresses that all are of other networks. */
    private static List<OpenStreams.Place> fill(OpenStreams streams, int most) {
        List<OpenStreams.Place> places = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            places.add(streams.enter("10." + i / 250 + "." + i % 250 + ".1"));
        }
        return places;
    }

    private double open() {
        return meters.get("pressroom.streams.open").gauge().value();
    }

    private static void assertRefused(OpenStreams streams, String address, int status) {
        assertThatThrownBy(() -> streams.enter(address))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.status().value()).isEqualTo(status));
    }

    @Test
    void theHeapSaysHowManyThereMayBeWhereNobodyElseDoes() {
        int most = (int) (Runtime.getRuntime().maxMemory() / 1024 / KILOBYTES_A_STREAM);
        for (boolean limited : new boolean[] {true, false}) {
            OpenStreams streams = streams(limited, 0);
            fill(streams, most);
            assertRefused(streams, "192.0.2.1", 503);
        }
    }

    @Test
    void aPlaceIsFreeAgainOnceAndOnlyWhenItIsLeft() {
        OpenStreams streams = streams(true, 10);
        List<OpenStreams.Place> places = fill(streams, 10);
        assertRefused(streams, "192.0.2.1", 503);
        assertThat(open()).isEqualTo(10);
        places.get(0).leave();
        places.get(0).leave();
        assertThat(open()).isEqualTo(9);
        streams.enter("192.0.2.1");
        assertRefused(streams, "192.0.2.1", 503);
    }

    @Test
    void whoIsRefusedHoldsNothing() {
        OpenStreams streams = streams(true, 80);
        List<OpenStreams.Place> places = new ArrayList<>();
        for (int i = 0; i < PER_ADDRESS; i++) {
            places.add(streams.enter("192.0.2.1"));
        }
        for (int i = 0; i < 100; i++) {
            assertRefused(streams, "192.0.2.1", 429);
        }
        for (int host = 2; host <= 4; host++) {
            for (int i = 0; i < PER_ADDRESS; i++) {
                places.add(streams.enter("192.0.2." + host));
            }
        }
        for (int i = 0; i < 100; i++) {
            assertRefused(streams, "192.0.2.9", 429);
        }
        assertThat(open()).isEqualTo(20);
        streams.enter("198.51.100.1");
        places.forEach(OpenStreams.Place::leave);
        assertThat(open()).isEqualTo(1);
        for (int i = 0; i < PER_ADDRESS; i++) {
            streams.enter("192.0.2.9");
        }
    }
}
