package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.SiteProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class HostFilterTest {

    private static final ProtectionProperties DEFAULTS =
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("any", ProtectionProperties.class);

    private static int status(String siteUrl, String path, @Nullable String host) {
        return status(siteUrl, DEFAULTS, path, host);
    }

    private static int status(String siteUrl, ProtectionProperties properties, String path, @Nullable String host) {
        String[] hosts = host == null ? new String[0] : new String[] {host};
        MockServerHttpRequest request =
                MockServerHttpRequest.get(path).header(HttpHeaders.HOST, hosts).build();
        return Mono.defer(() -> new HostFilter(new SiteHosts(new SiteProperties(siteUrl, "Pressroom", ""), properties))
                        .filter(MockServerWebExchange.from(request), served -> Mono.empty()))
                .thenReturn(200)
                .onErrorResume(
                        ProblemException.class,
                        refused -> Mono.just(refused.status().value()))
                .blockOptional(Duration.ofSeconds(5))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9000, localhost:9000, 200",
        "http://localhost:9000, 127.0.0.1:9000, 200",
        "http://localhost:9000, 127.1.2.3, 200",
        "http://localhost:9000, '[::1]:9000', 200",
        "http://localhost:9000, Desk.LOCALHOST., 200",
        "http://127.0.0.1:9000, localhost, 200",
        "http://[::1]:9000, 127.0.0.1, 200",
        "http://localhost:9000, evil.example, 421",
        "http://localhost:9000, localhost.evil.example, 421",
        "http://localhost:9000, evillocalhost, 421",
        "http://localhost:9000, 192.0.2.1, 421",
        "http://localhost:9000, '[2001:db8::1]:9000', 421",
        "http://site.example, localhost, 421",
        "http://site.example, 127.0.0.1, 421",
        "http://site.example, , 400",
        "http://localhost:9000, , 400"
    })
    void aSiteOnThisMachineIsServedByAllItsNamesAndNoOther(String siteUrl, @Nullable String host, int status) {
        assertThat(status(siteUrl, "/", host)).isEqualTo(status);
        assertThat(status(siteUrl, "/actuator/health", host)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "www.site.example, 200",
        "WWW.SITE.EXAMPLE.:8443, 200",
        "site.example, 200",
        "other.site.example, 421",
        "'[2001:db8::1]', 200",
        "'[2001:db8::2]', 421"
    })
    void whatElseTheSiteIsCalledIsConfigured(String host, int status) {
        ProtectionProperties properties = new Binder(
                        new MapConfigurationPropertySource(Map.of("any.hosts", "www.site.example,[2001:db8::1]")))
                .bindOrCreate("any", ProtectionProperties.class);
        assertThat(status("https://site.example", properties, "/", host)).isEqualTo(status);
    }
}
