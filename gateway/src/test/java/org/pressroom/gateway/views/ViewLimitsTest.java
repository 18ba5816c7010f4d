package org.pressroom.gateway.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.Clocks;

class ViewLimitsTest {

    private static final int OF_ARTICLE = 20;
    private static final int OF_ADDRESS = 100;

    private final AtomicLong ahead = new AtomicLong();
    private final ViewLimits limits = new ViewLimits(
            new ViewsProperties(OF_ARTICLE, OF_ADDRESS, Duration.ofMillis(1), 10, Duration.ofSeconds(1)),
            Clocks.ahead(ahead));
    private final UUID article = UUID.randomUUID();

    private int taken(String address, UUID of, boolean read, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += limits.take(address, of, read) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void anAddressCountsSoMuchOfAnArticleAndSoMuchOfAll() {
        assertThat(taken("192.0.2.1", article, false, 100_000)).isEqualTo(OF_ARTICLE);
        assertThat(taken("192.0.2.1", article, true, 50)).isEqualTo(OF_ARTICLE);
        assertThat(taken("192.0.2.2", article, false, 1)).isEqualTo(1);
        int others = 0;
        for (int i = 0; i < OF_ADDRESS; i++) {
            others += taken("192.0.2.1", UUID.randomUUID(), false, 1);
        }
        assertThat(others).isEqualTo(OF_ADDRESS - 2 * OF_ARTICLE);
    }

    @Test
    void aNetworkCountsSixteenTimesAsMuch() {
        int taken = 0;
        for (int host = 0; host < 256; host++) {
            taken += taken("2001:db8:1:" + Integer.toHexString(host) + "::1", article, false, OF_ARTICLE);
        }
        assertThat(taken).isEqualTo(16 * OF_ARTICLE);
    }

    @Test
    void inTheNextHourAllIsForgotten() {
        assertThat(taken("192.0.2.1", article, false, 50)).isEqualTo(OF_ARTICLE);
        ahead.set(limits.untilNext().plusSeconds(1).toSeconds());
        assertThat(taken("192.0.2.1", article, false, 50)).isEqualTo(OF_ARTICLE);
    }

    @Test
    void whereVeryManyComeNobodyIsRefusedForThem() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int refused = 0;
        for (int i = 0; i < 1_000_000; i++) {
            String address = random.nextInt(1, 224) + "." + random.nextInt(256) + "." + random.nextInt(256) + ".9";
            refused += limits.take(address, article, false) ? 0 : 1;
        }
        assertThat(refused).isZero();
    }
}
