package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.DeviceCookies;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.principals.Principal.Credential;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** How much each may ask for, and that nobody uses up what is another's. */
class BudgetsTest {

    private static final int READS = 7;
    private static final int WRITES = 5;
    private static final int POSTS = 3;
    private static final String HERE = "198.51.100.7";

    private final Limits limits = limits(true);

    private static Limits limits(boolean enabled) {
        Duration never = Duration.ofDays(1);
        return new Limits(
                new LimitsProperties(
                        enabled,
                        new LimitsProperties.Reads(READS, never),
                        new LimitsProperties.Writes(WRITES, never),
                        new LimitsProperties.Posts(POSTS, never),
                        null,
                        64,
                        50,
                        0),
                DeviceCookies.of(site(), secret()),
                RateLimiters.inMemory(Ticker.systemTicker()));
    }

    private static SiteProperties site() {
        return new SiteProperties("http://site.example", "Pressroom", "");
    }

    private static SiteSecret secret() {
        return new SiteSecret(new SecretProperties("a secret that is long enough for a test"));
    }

    private static Principal account(UUID id) {
        return new Principal(
                Credential.SESSION, id, 1, "ada", "ada", "Ada", Set.of(), UUID.randomUUID(), null, null, false, HERE);
    }

    private static MockServerWebExchange exchange(HttpMethod method, HttpCookie... cookies) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.method(method, "/api/articles").cookie(cookies));
    }

    private static int most(Runnable request) {
        for (int i = 0; i < 10_000; i++) {
            try {
                request.run();
            } catch (ProblemException tooMany) {
                assertThat(tooMany.status().value()).isEqualTo(429);
                assertThat(tooMany.headers().getFirst("Retry-After")).isNotNull();
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void anAccountHasABudgetToReadAndOneToWrite() {
        Principal ada = account(UUID.randomUUID());
        assertThat(most(() -> limits.check(exchange(HttpMethod.GET), ada))).isEqualTo(READS);
        assertThat(most(() -> limits.check(exchange(HttpMethod.PUT), ada))).isEqualTo(WRITES);
        Principal grace = account(UUID.randomUUID());
        assertThat(most(() -> limits.check(exchange(HttpMethod.DELETE), grace))).isEqualTo(WRITES);
        assertThat(most(() -> limits.check(exchange(HttpMethod.HEAD), grace))).isEqualTo(READS);
        limits.checkAnonymous(exchange(HttpMethod.GET), HERE);
    }

    @Test
    void aStrangersAddressHasABudgetToReadAndOneToPost() {
        assertThat(most(() -> limits.checkAnonymous(exchange(HttpMethod.GET), HERE)))
                .isEqualTo(READS);
        assertThat(most(() -> limits.checkAnonymous(exchange(HttpMethod.POST), HERE)))
                .isEqualTo(POSTS);
        limits.checkAnonymous(exchange(HttpMethod.GET), "198.51.100.8");
        limits.checkAnonymous(exchange(HttpMethod.POST), "198.51.100.8");
        limits.check(exchange(HttpMethod.GET), account(UUID.randomUUID()));
    }

    @Test
    void whoseSessionHasEndedIsCountedAsAStranger() {
        Principal ended = Principal.anonymous(HERE);
        assertThat(most(() -> limits.check(exchange(HttpMethod.POST), ended))).isEqualTo(POSTS);
    }

    @Test
    void aRequestIsCountedOnce() {
        MockServerWebExchange exchange = exchange(HttpMethod.POST);
        limits.checkAnonymous(exchange, HERE);
        for (int i = 0; i < 100; i++) {
            limits.check(exchange, Principal.anonymous(HERE));
        }
    }

    @Test
    void aKnownBrowserIsNotHeldUpByOthersAtItsAddress() {
        HttpCookie device = DeviceCookies.cookie(site(), secret(), "ada");
        assertThat(most(() -> limits.checkAnonymous(exchange(HttpMethod.POST), HERE)))
                .isEqualTo(POSTS);
        assertThat(most(() -> limits.checkAnonymous(exchange(HttpMethod.POST, device), HERE)))
                .isEqualTo(POSTS);
        HttpCookie madeUp = new HttpCookie(device.getName(), "x." + device.getValue());
        assertThat(most(() -> limits.checkAnonymous(exchange(HttpMethod.POST, madeUp), HERE)))
                .isZero();
    }

    @Test
    void lookUpsOfUnknownCredentialsAreCountedByAddressAndGoodOnesGivenBack() {
        for (int i = 0; i < 2_000; i++) {
            limits.countLookUp(HERE);
            limits.giveBackLookUp(HERE);
        }
        assertThat(most(() -> limits.countLookUp(HERE))).isBetween(500, 600);
        limits.countLookUp("198.51.100.8");
    }

    /** A house has a /56, and a small one a /24. */
    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.%d", "2001:db8:0:%x::1"})
    void theAddressesOfANetworkHaveABudgetTogether(String address) {
        int posted = 0;
        for (int i = 1; i < 250; i++) {
            String next = String.format(Locale.ROOT, address, i);
            int own = most(() -> limits.checkAnonymous(exchange(HttpMethod.POST), next));
            assertThat(own).isLessThanOrEqualTo(POSTS);
            posted += own;
        }
        assertThat(posted).isEqualTo(POSTS * Limits.NETWORK);
        String neighbour = String.format(Locale.ROOT, address, 251);
        limits.checkAnonymous(exchange(HttpMethod.GET), neighbour);
        limits.checkAnonymous(exchange(HttpMethod.POST, DeviceCookies.cookie(site(), secret(), "ada")), neighbour);
        limits.checkAnonymous(exchange(HttpMethod.POST), "192.0.2.1");
        limits.checkAnonymous(exchange(HttpMethod.POST), "2001:db8:1::1");
    }

    @Test
    void theNamedSettingSwitchesThemOff() {
        Limits off = limits(false);
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
            assertThat(most(() -> off.checkAnonymous(exchange(method), HERE))).isEqualTo(Integer.MAX_VALUE);
            assertThat(most(() -> off.check(exchange(method), account(UUID.randomUUID()))))
                    .isEqualTo(Integer.MAX_VALUE);
        }
        assertThat(most(() -> {
                    off.countLookUp(HERE);
                }))
                .isEqualTo(Integer.MAX_VALUE);
    }
}
