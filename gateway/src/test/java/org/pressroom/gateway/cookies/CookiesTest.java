package org.pressroom.gateway.cookies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.principals.PrincipalProperties;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.csrf.CsrfToken;

/** The cookies of sign-in, over TLS and without. */
class CookiesTest {

    private static final SiteProperties OPEN = new SiteProperties("http://site.example", "Pressroom", "");
    private static final SiteProperties TLS = new SiteProperties("https://site.example", "Pressroom", "");
    private static final SiteSecret SECRET =
            new SiteSecret(new SecretProperties("a secret that is long enough for a test"));
    private static final MockServerHttpRequest UNKNOWN =
            MockServerHttpRequest.get("/").build();
    private static final PrincipalProperties PROPERTIES =
            new PrincipalProperties(List.of(), Duration.ofSeconds(5), Duration.ofDays(7), Duration.ofDays(30));

    private static SessionCookie session(SiteProperties site) {
        return new SessionCookie(site, PROPERTIES);
    }

    private static CsrfCookie csrf(SiteProperties site) {
        return new CsrfCookie(site, session(site), SECRET);
    }

    private static MockServerWebExchange exchange(HttpCookie... cookies) {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/").cookie(cookies));
    }

    private static ResponseCookie csrfCookie(SiteProperties site, @Nullable String session) {
        MockServerWebExchange exchange = exchange();
        csrf(site).renew(exchange, session);
        return Objects.requireNonNull(
                exchange.getResponse().getCookies().getFirst(csrf(site).name()));
    }

    private static List<ResponseCookie> all(SiteProperties site) {
        return List.of(
                session(site).carrying("secret"),
                session(site).removed(),
                csrfCookie(site, "secret"),
                new DeviceCookie(site, SECRET, Clock.systemUTC()).of("ada", UNKNOWN));
    }

    @Test
    void overTlsTheyAreOfThisHostAndOfTlsAlone() {
        assertThat(all(TLS))
                .allMatch(cookie -> cookie.getName().startsWith("__Host-"))
                .allMatch(ResponseCookie::isSecure)
                .allMatch(cookie -> cookie.getDomain() == null && "/".equals(cookie.getPath()))
                .allMatch(cookie -> "Lax".equals(cookie.getSameSite()));
    }

    @Test
    void withoutTlsTheyHaveTheNamesOfTheContract() {
        assertThat(all(OPEN))
                .extracting(ResponseCookie::getName)
                .containsExactly("PRESSROOM_SESSION", "PRESSROOM_SESSION", "XSRF-TOKEN", "PRESSROOM_DEVICE");
        assertThat(all(OPEN))
                .noneMatch(ResponseCookie::isSecure)
                .allMatch(cookie -> "/".equals(cookie.getPath()))
                .allMatch(cookie -> "Lax".equals(cookie.getSameSite()));
    }

    @Test
    void theyLastAsLongAsWhatTheyStandFor() {
        assertThat(all(TLS))
                .extracting(ResponseCookie::getMaxAge)
                .containsExactly(Duration.ofDays(30), Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(180));
    }

    @Test
    void onlyTheOneThatScriptsRepeatIsInTheirReach() {
        assertThat(all(TLS)).extracting(ResponseCookie::isHttpOnly).containsExactly(true, true, false, true);
    }

    @Test
    void overTlsACookieWithoutThePrefixCountsForNothing() {
        HttpCookie planted = new HttpCookie("PRESSROOM_SESSION", "planted");
        MockServerWebExchange exchange = exchange(planted);
        assertThat(session(TLS).secret(exchange.getRequest())).isNull();
        assertThat(session(OPEN).secret(exchange.getRequest())).isEqualTo("planted");
        assertThat(session(TLS)
                        .secret(exchange(new HttpCookie("__Host-PRESSROOM_SESSION", "own"), planted)
                                .getRequest()))
                .isEqualTo("own");
        ResponseCookie token = csrfCookie(TLS, null);
        assertThat(loaded(csrf(TLS), exchange(new HttpCookie("XSRF-TOKEN", token.getValue()))))
                .isNull();
        assertThat(loaded(csrf(TLS), exchange(new HttpCookie(token.getName(), token.getValue()))))
                .isNotNull();
    }

    private static @Nullable CsrfToken loaded(CsrfCookie csrf, MockServerWebExchange exchange) {
        return csrf.loadToken(exchange).block(Duration.ofSeconds(5));
    }

    @Test
    void aTokenIsForOneSession() {
        HttpCookie session = new HttpCookie("PRESSROOM_SESSION", "one");
        String ofOne = csrfCookie(OPEN, "one").getValue();
        String ofOther = csrfCookie(OPEN, "other").getValue();
        String ofNobody = csrfCookie(OPEN, null).getValue();
        assertThat(loaded(csrf(OPEN), exchange(session, new HttpCookie("XSRF-TOKEN", ofOne))))
                .isNotNull();
        assertThat(loaded(csrf(OPEN), exchange(session, new HttpCookie("XSRF-TOKEN", ofOther))))
                .isNull();
        assertThat(loaded(csrf(OPEN), exchange(session, new HttpCookie("XSRF-TOKEN", ofNobody))))
                .isNull();
        assertThat(loaded(csrf(OPEN), exchange(new HttpCookie("XSRF-TOKEN", ofOne))))
                .isNull();
        assertThat(loaded(csrf(OPEN), exchange(new HttpCookie("XSRF-TOKEN", ofNobody))))
                .isNotNull();
        assertThat(loaded(csrf(OPEN), exchange())).isNull();
    }

    @Test
    void aTokenOfAnotherSiteIsNone() {
        SiteSecret others = new SiteSecret(new SecretProperties("a secret of somebody else, as long as ours"));
        MockServerWebExchange exchange = exchange();
        new CsrfCookie(OPEN, session(OPEN), others).renew(exchange, null);
        String theirs = Objects.requireNonNull(
                        exchange.getResponse().getCookies().getFirst("XSRF-TOKEN"))
                .getValue();
        assertThat(loaded(csrf(OPEN), exchange(new HttpCookie("XSRF-TOKEN", theirs))))
                .isNull();
    }

    private static MockServerHttpRequest withDevice(String value) {
        return MockServerHttpRequest.get("/")
                .cookie(new HttpCookie("PRESSROOM_DEVICE", value))
                .build();
    }

    @Test
    void aDeviceIsKnownToWhoSignedInThere() {
        DeviceCookie devices = new DeviceCookie(OPEN, SECRET, Clock.systemUTC());
        String ada = devices.of("ada", UNKNOWN).getValue();
        String device = devices.device(withDevice(ada), "ada");
        assertThat(device).isNotNull().isEqualTo(devices.device(withDevice(ada)));
        assertThat(devices.device(withDevice(ada), "grace")).isNull();
        assertThat(devices.device(withDevice(devices.of("ada", UNKNOWN).getValue()), "ada"))
                .isNotNull()
                .isNotEqualTo(device);
        assertThat(ada).doesNotContain("ada");
        assertThat(devices.device(MockServerHttpRequest.get("/").build(), "ada"))
                .isNull();
    }

    /** Else each sign-in would make one more browser, with limits of its own. */
    @Test
    void aBrowserStaysTheDeviceThatItWas() {
        DeviceCookie devices = new DeviceCookie(OPEN, SECRET, Clock.systemUTC());
        MockServerHttpRequest ada = withDevice(devices.of("ada", UNKNOWN).getValue());
        MockServerHttpRequest grace = withDevice(devices.of("grace", ada).getValue());
        assertThat(devices.device(grace, "grace")).isNotNull().isEqualTo(devices.device(ada));
        assertThat(devices.device(grace, "ada")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "a.b.c.d", "a.b.9999999999.d"})
    void whatTheSiteDidNotSignIsNoDevice(String value) {
        DeviceCookie devices = new DeviceCookie(OPEN, SECRET, Clock.systemUTC());
        assertThat(devices.device(withDevice(value))).isNull();
        assertThat(devices.device(withDevice(value + "x".repeat(1000)))).isNull();
    }

    @Test
    void noPartOfADeviceCanBeExchanged() {
        DeviceCookie devices = new DeviceCookie(OPEN, SECRET, Clock.systemUTC());
        String[] one = devices.of("ada", UNKNOWN).getValue().split("\\.", -1);
        String[] other = devices.of("grace", UNKNOWN).getValue().split("\\.", -1);
        for (int part = 0; part < one.length; part++) {
            String[] mixed = one.clone();
            mixed[part] = part == 2 ? "9999999999" : other[part];
            assertThat(devices.device(withDevice(String.join(".", mixed)))).isNull();
        }
    }

    @Test
    void aDeviceIsForgottenAfterHalfAYear() {
        Instant start = Instant.parse("2026-11-01T00:00:00Z");
        String value = new DeviceCookie(OPEN, SECRET, Clock.fixed(start, ZoneOffset.UTC))
                .of("ada", UNKNOWN)
                .getValue();
        assertThat(later(start, Duration.ofDays(179)).device(withDevice(value), "ada"))
                .isNotNull();
        assertThat(later(start, Duration.ofDays(181)).device(withDevice(value), "ada"))
                .isNull();
    }

    private static DeviceCookie later(Instant start, Duration by) {
        return new DeviceCookie(OPEN, SECRET, Clock.fixed(start.plus(by), ZoneOffset.UTC));
    }
}
