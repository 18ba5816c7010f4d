package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Who is told to go where more waits than may. A thousand bytes may wait in all. */
class ConnectionCountsTest {

    private static final Duration ANY = Duration.ofSeconds(1);

    private final ConnectionCounts counts = new ConnectionCounts(
            new ConnectionProperties(1_000, 100, 10, ANY, ANY, ANY, DataSize.ofBytes(1_000), DataSize.ofBytes(1_000)),
            address -> address.getHostAddress().startsWith("10.")
                    ? null
                    : new PeerKeys.Peer(address.getHostAddress(), "all"));

    private ConnectionCounts.Place connection(String address) {
        return Objects.requireNonNull(counts.begin(new InetSocketAddress(address, 80)));
    }

    private List<ConnectionCounts.Place> greedy(int clients, int bytes) {
        List<ConnectionCounts.Place> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            ConnectionCounts.Place one = connection("192.0.2." + i);
            counts.unread(one, bytes);
            all.add(one);
        }
        return all;
    }

    @Test
    void oneClientKeepsOnlyAQuarterWaiting() {
        List<ConnectionCounts.Place> all = List.of(connection("192.0.2.1"), connection("192.0.2.1"));
        ConnectionCounts.Place other = connection("192.0.2.2");
        all.forEach(one -> counts.unread(one, 125));
        assertThat(all).noneMatch(counts::keepsTooMuch);
        counts.unread(all.get(0), 1);
        counts.unread(other, 1);
        assertThat(all).allMatch(counts::keepsTooMuch);
        assertThat(counts.keepsTooMuch(other)).isFalse();
        counts.unread(all.get(0), -126);
        assertThat(all).noneMatch(counts::keepsTooMuch);
    }

    @Test
    void whoKeepsMoreThanItsPartGoesAndWhoKeepsLittleStays() {
        List<ConnectionCounts.Place> greedy = greedy(5, 200);
        ConnectionCounts.Place slow = connection("198.51.100.1");
        counts.unread(slow, 60);
        assertThat(greedy).allMatch(counts::keepsTooMuch).allMatch(counts::keepsOthersWaiting);
        assertThat(counts.keepsTooMuch(slow)).isFalse();
        assertThat(counts.keepsOthersWaiting(slow)).isFalse();
    }

    @Test
    void whereLittleWaitsNobodyKeepsOthersWaiting() {
        assertThat(greedy(2, 240)).noneMatch(counts::keepsOthersWaiting);
        assertThat(greedy(1, 21)).allMatch(counts::keepsOthersWaiting);
    }

    @Test
    void beyondTwiceAsMuchEverybodyGoes() {
        greedy(9, 240);
        ConnectionCounts.Place slow = connection("198.51.100.1");
        counts.unread(slow, 1);
        assertThat(counts.keepsTooMuch(slow)).isTrue();
    }

    /** Its connections are many clients'. */
    @Test
    void aProxysConnectionsHaveEachAPart() {
        ConnectionCounts.Place one = connection("10.0.0.1");
        ConnectionCounts.Place other = connection("10.0.0.1");
        counts.unread(one, 990);
        counts.unread(other, 20);
        assertThat(counts.keepsTooMuch(one)).isTrue();
        assertThat(counts.keepsTooMuch(other)).isFalse();
        counts.unread(one, -500);
        assertThat(counts.keepsTooMuch(one)).isFalse();
    }
}
