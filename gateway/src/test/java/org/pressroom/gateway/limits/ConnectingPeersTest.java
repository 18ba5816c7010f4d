package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pressroom.common.http.PeerKeys;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.testing.GatewayTest;

class ConnectingPeersTest extends GatewayTest {

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void clientsAreToldApartAndProxiesAreNotCounted() throws UnknownHostException {
        PeerKeys peers = context.getBean(PeerKeys.class);
        assertThat(peers.of(address("127.0.0.1"))).isNull();
        assertThat(peers.of(address("::1"))).isNull();
        assertThat(peers.of(address("127.0.0.2")))
                .isNotNull()
                .isNotEqualTo(peers.of(address("127.0.0.3")))
                .extracting(PeerKeys.Peer::client)
                .isEqualTo("127.0.0.2");
        assertThat(network(peers, "127.0.0.2"))
                .isEqualTo(network(peers, "127.0.0.3"))
                .isNotEqualTo(network(peers, "127.0.1.2"));
        assertThat(network(peers, "2001:db8:0:1::1"))
                .isEqualTo(network(peers, "2001:db8:0:2::1"))
                .isNotEqualTo(network(peers, "2001:db8:1:1::1"));
        assertThat(peers.of(address("2001:db8:0:1::1")))
                .isNotNull()
                .isEqualTo(peers.of(address("2001:db8:0:1::2")))
                .isNotEqualTo(peers.of(address("2001:db8:0:2::1")));
    }

    private static String network(PeerKeys peers, String address) throws UnknownHostException {
        return Objects.requireNonNull(peers.of(address(address))).network();
    }

    @Test
    void withoutLimitsNobodyIsCounted() throws UnknownHostException {
        Duration any = Duration.ofSeconds(1);
        LimitsProperties off = new LimitsProperties(
                false,
                new LimitsProperties.Reads(1, any),
                new LimitsProperties.Writes(1, any),
                new LimitsProperties.Posts(1, any),
                null,
                1,
                1,
                0);
        assertThat(new ConnectingPeers(off, context.getBean(ClientAddresses.class)).of(address("127.0.0.2")))
                .isNull();
    }
}
