package org.pressroom.gateway.principals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressesTest {

    private static ClientAddresses trusting(String... networks) {
        return new ClientAddresses(new PrincipalProperties(
                List.of(networks), Duration.ofSeconds(5), Duration.ofDays(7), Duration.ofDays(30)));
    }

    private static MockServerHttpRequest from(String remote, String... forwarded) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(remote, 1));
        for (String line : forwarded) {
            request.header("X-Forwarded-For", line);
        }
        return request.build();
    }

    @Test
    void nobodysClaimIsBelievedUnlessTheyAreTrusted() {
        assertThat(trusting().of(from("127.0.0.1", "6.6.6.6"))).isEqualTo("127.0.0.1");
        assertThat(trusting("10.0.0.0/8").of(from("192.0.2.1", "6.6.6.6"))).isEqualTo("192.0.2.1");
    }

    @Test
    void theLastAddressThatIsNoTrustedProxyIsTheClients() {
        ClientAddresses addresses = trusting("10.0.0.0/8", "::1/128");
        assertThat(addresses.of(from("10.0.0.1", "192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of(from("10.0.0.1", "6.6.6.6, 192.0.2.1, 10.0.0.2")))
                .isEqualTo("192.0.2.1");
        assertThat(addresses.of(from("10.0.0.1", "6.6.6.6", "192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of(from("::1", "2001:db8::1"))).isEqualTo("2001:db8::1");
    }

    @Test
    void portsBehindAddressesTellNobodyApart() {
        ClientAddresses addresses = trusting("10.0.0.0/8", "2001:db8:f::/48");
        assertThat(addresses.of(from("10.0.0.1", "192.0.2.1:5678"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of(from("10.0.0.1", "192.0.2.1:5678, 10.0.0.2:80")))
                .isEqualTo("192.0.2.1");
        assertThat(addresses.of(from("10.0.0.1", "[2001:db8::1]:443"))).isEqualTo("2001:db8::1");
        assertThat(addresses.of(from("10.0.0.1", "[2001:db8::1], [2001:db8:f::2]:1")))
                .isEqualTo("2001:db8::1");
    }

    @Test
    void oneMachineMayBeTrusted() {
        for (String proxy : List.of("10.0.0.1", "::1")) {
            ClientAddresses addresses = trusting(proxy);
            assertThat(addresses.of(from(proxy, "192.0.2.1"))).isEqualTo("192.0.2.1");
            assertThat(addresses.of(from("10.0.0.2", "192.0.2.1"))).isEqualTo("10.0.0.2");
            assertThat(addresses.of(from("::2", "192.0.2.1"))).isEqualTo("::2");
        }
    }

    @Test
    void whoseConnectionIsGoneAlreadyIsNobody() {
        assertThat(trusting("0.0.0.0/0").of(MockServerHttpRequest.get("/").build()))
                .isEqualTo("0.0.0.0");
    }

    @Test
    void whatIsNoAddressEndsTheSearch() {
        ClientAddresses addresses = trusting("10.0.0.0/8");
        assertThat(addresses.of(from("10.0.0.1", "192.0.2.1, unknown"))).isEqualTo("10.0.0.1");
        assertThat(addresses.of(from("10.0.0.1", "evil.example, 10.0.0.2"))).isEqualTo("10.0.0.2");
        for (String none : List.of("", ":", "[", "[]", "]:80", "[]:80", "192.0.2:80", "x:80", "192.0.2.1:80:90")) {
            assertThat(addresses.of(from("10.0.0.1", none))).as(none).isEqualTo("10.0.0.1");
        }
        assertThat(addresses.of(from("10.0.0.1"))).isEqualTo("10.0.0.1");
    }

    /** A header of 16 KB names thousands. */
    @Test
    void noMoreThanTwentyAreLookedAt() {
        ClientAddresses addresses = trusting("10.0.0.0/8");
        String client = "192.0.2.1";
        String nearest = ", 10.0.0.3".repeat(18);
        assertThat(addresses.of(from("10.0.0.1", client + ", 10.0.0.2" + nearest)))
                .isEqualTo(client);
        assertThat(addresses.of(from("10.0.0.1", client + ", 10.0.0.4, 10.0.0.2" + nearest)))
                .isEqualTo("10.0.0.4");
    }

    @Test
    void aNetworkThatIsNoneIsRefusedAtTheStart() {
        assertThatThrownBy(() -> trusting("proxy.example")).isInstanceOf(IllegalArgumentException.class);
    }
}
