package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.SiteProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;

class ResponseHeadersTest {

    private static AnswerHeaders answerHeaders(String siteUrl, String policy) {
        return new AnswerHeaders(
                new SiteProperties(siteUrl, "Pressroom", ""),
                new ProtectionProperties(
                        DataSize.ofMegabytes(1),
                        DataSize.ofKilobytes(128),
                        DataSize.ofMegabytes(21),
                        DataSize.ofKilobytes(16),
                        new ProtectionProperties.Uploads(24, 6, Duration.ofMinutes(4)),
                        new ProtectionProperties.Bodies(
                                DataSize.ofMegabytes(8),
                                DataSize.ofMegabytes(8),
                                DataSize.ofMegabytes(2),
                                DataSize.ofMegabytes(2)),
                        List.of(),
                        policy),
                Clock.systemUTC());
    }

    private static HttpHeaders of(String siteUrl, MediaType type) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        new ResponseHeadersFilter(answerHeaders(siteUrl, "default-src 'self'"))
                .filter(exchange, answered -> {
                    answered.getResponse().getHeaders().setContentType(type);
                    answered.getResponse().getHeaders().add("Cache-Tag", "list");
                    return answered.getResponse().setComplete();
                })
                .block(Duration.ofSeconds(5));
        return exchange.getResponse().getHeaders();
    }

    @Test
    void pagesMayLoadFromTheSiteAloneAndBeFramedByNobody() {
        HttpHeaders headers = of("http://site.example", MediaType.parseMediaType("text/html;charset=UTF-8"));
        assertThat(headers.getFirst("Content-Security-Policy")).isEqualTo("default-src 'self'");
        assertThat(headers.getFirst("X-Frame-Options")).isEqualTo("DENY");
        assertThat(headers.getFirst("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aPageMayFrameWhatItOffersToLoadAndNothingElse() {
        assertThat(framing("default-src 'self'").getFirst("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; frame-src 'self' https://player.vimeo.com");
        assertThat(framing("frame-src 'none'").getFirst("Content-Security-Policy"))
                .as("a publisher's own policy")
                .isEqualTo("frame-src 'none'");
    }

    private static HttpHeaders framing(String policy) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.TEXT_HTML);
        AnswerHeaders.allow(headers, "frame-src", List.of("https://player.vimeo.com"));
        answerHeaders("http://site.example", policy).complete(headers, false);
        assertThat(headers.getFirst("Page-Policy")).isNull();
        return headers;
    }

    @Test
    void whatSeveralPartsOfAPageLoadIsAllowedTogether() {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.TEXT_HTML);
        AnswerHeaders.allow(headers, "script-src", List.of("https://a.example"));
        AnswerHeaders.allow(headers, "script-src", List.of("https://b.example", "https://a.example"));
        answerHeaders("http://site.example", "default-src 'self'").complete(headers, false);
        assertThat(headers.getFirst("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; script-src 'self' https://a.example https://b.example");
    }

    @Test
    void whatIsNotForClientsStaysHere() {
        HttpHeaders headers = of("http://site.example", MediaType.APPLICATION_JSON);
        assertThat(headers.getFirst("Cache-Tag")).isNull();
        assertThat(headers.getFirst("Content-Security-Policy")).isNull();
        assertThat(headers.getCacheControl()).isEqualTo("no-store");
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aSiteWithTlsAsksForTlsAlways() {
        assertThat(of("http://site.example", MediaType.TEXT_HTML).getFirst("Strict-Transport-Security"))
                .isNull();
        assertThat(of("https://site.example", MediaType.TEXT_HTML).getFirst("Strict-Transport-Security"))
                .contains("max-age=");
    }
}
