package org.pressroom.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.LanguageCookie;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.languages.LanguageProperties;
import org.pressroom.gateway.routes.Routes;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class CacheKeyTest {

    private static final SiteProperties SITE = new SiteProperties("http://site.example", "Site", "");

    private static @Nullable String key(String target, String... languages) {
        List<Locale> locales = Stream.of(languages.length == 0 ? new String[] {"en"} : languages)
                .map(Locale::forLanguageTag)
                .toList();
        MockServerHttpRequest request = MockServerHttpRequest.method(
                        HttpMethod.GET, URI.create("http://site.example" + target))
                .header("Accept-Language", "de-AT,de;q=0.9,en;q=0.5")
                .build();
        CacheKey key = CacheKey.of(
                request,
                Routes.find(request.getPath()),
                new InterfaceLanguages(new LanguageProperties(locales.get(0), locales), new LanguageCookie(SITE)));
        return key == null ? null : key.text();
    }

    @ParameterizedTest
    @CsvSource({
        "/, en /",
        "/?utm_source=x&limit=3, en /",
        "/tags/a?limit=3&after=x, en /tags/a?after=x",
        "/articles/a-b?utm=1&sort=top&after=x, en /articles/a-b?after=x",
        "/api/articles?tag=b&limit=5&category=a, en /api/articles?category=a&limit=5&tag=b",
        "/api/articles?tag=b&tag=a, en /api/articles?tag=b&tag=a",
        "/api/articles/a-b?x=y, en /api/articles/a-b",
        "/api/articles/a%20b, en /api/articles/a%20b",
        "/api/articles?q=a%26b, en /api/articles?q=a%26b"
    })
    void onlyWhatCountsIsInTheKey(String target, String key) {
        assertThat(key(target)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/session",
                "/api/articles/stream",
                "/api/articles/1/comments/stream",
                "/api/drafts",
                "/api/comments/1",
                "/subscriptions/confirm?token=x",
                "/desk/",
                "/actuator/health"
            })
    void otherPathsHaveNone(String target) {
        assertThat(key(target)).isNull();
    }

    @Test
    void theLanguageIsOneOfThoseThatAnswersComeIn() {
        assertThat(key("/", "en", "de")).isEqualTo("de /");
        assertThat(key("/", "fr", "en")).isEqualTo("en /");
        assertThat(key("/", "fr", "it")).isEqualTo("fr /");
    }

    @Test
    void theApiSpeaksButOne() {
        assertThat(key("/api/articles/a-b", "en", "de")).isEqualTo("en /api/articles/a-b");
    }

    @Test
    void addressesThatAreFarTooLongAreNotKept() {
        assertThat(key("/api/articles?q=" + "x".repeat(3000))).isNull();
        assertThat(key("/api/articles?" + "q=a&".repeat(50))).isNull();
    }
}
