package org.pressroom.gateway.site;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.pressroom.common.problem.ProblemHandler;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.ArticleAccessCookie;
import org.pressroom.gateway.cookies.LanguageCookie;
import org.pressroom.gateway.cookies.ReaderCookie;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.languages.LanguageProperties;
import org.pressroom.gateway.readers.Readers;
import org.pressroom.gateway.settings.CurrentSite;
import org.pressroom.gateway.settings.SiteSettings;
import org.pressroom.gateway.settings.SiteState;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.SiteServices;
import org.pressroom.gateway.site.look.ReadingProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The site alone, before three services that say what a test wants them to. */
@SpringBootTest(
        classes = SiteFixture.Application.class,
        properties = {
            "spring.main.web-application-type=reactive",
            "pressroom.site.url=https://press.example",
            "pressroom.site.name=The Daily Proof",
            "pressroom.site.article-timeout=4s",
            "pressroom.site.comment-timeout=500ms",
            "pressroom.site.categories-kept=0s",
        })
abstract class SiteFixture {
    static final String ARTICLE = "019a0000-0000-7000-8000-000000000001";
    static final String FIRST = "019b0000-0000-7000-8000-000000000001";
    static final String ANSWER = "019b0000-0000-7000-8000-000000000002";

    private static final SiteState AS_IT_IS = new SiteState(SiteSettings.NONE, Map.of(), 1, null);

    static final PathStub ARTICLES = new PathStub();
    static final PathStub COMMENTS = new PathStub();
    static final PathStub SUBSCRIPTIONS = new PathStub();

    /** How admins want the site to be. */
    static final AtomicReference<SiteState> SITE = new AtomicReference<>(AS_IT_IS);

    WebTestClient browser;

    @Import({
        SiteConfiguration.class,
        ProblemHandler.class,
        ArticleAccessCookie.class,
        ReaderCookie.class,
        LanguageCookie.class,
        InterfaceLanguages.class
    })
    @EnableConfigurationProperties({SiteProperties.class, ReadingProperties.class, LanguageProperties.class})
    @ImportAutoConfiguration({
        WebFluxAutoConfiguration.class,
        HttpHandlerAutoConfiguration.class,
        CodecsAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        ThymeleafAutoConfiguration.class,
        ValidationAutoConfiguration.class
    })
    static class Application {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        CurrentSite currentSite() {
            return () -> Objects.requireNonNull(SITE.get());
        }

        @Bean
        SiteServices services() {
            return new SiteServices(ARTICLES.client(), COMMENTS.client(), SUBSCRIPTIONS.client());
        }

        @Bean
        Readers readers(ReaderCookie cookie) {
            return new Readers(SUBSCRIPTIONS.client(), cookie);
        }
    }

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        // What a service did not answer is not asked for again for a moment: no test is to wait for another's.
        context.getBean(ArticleClient.class).listChanged();
        browser = WebTestClient.bindToApplicationContext(context)
                .configureClient()
                .defaultHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .build();
    }

    @AfterEach
    void forget() {
        ARTICLES.forget();
        COMMENTS.forget();
        SUBSCRIPTIONS.forget();
        SITE.set(AS_IT_IS);
    }

    WebTestClient.ResponseSpec get(String address) {
        return browser.get().uri(URI.create(address)).exchange();
    }

    /** What a browser sends for a form; {@code body} is already encoded. */
    WebTestClient.ResponseSpec send(String address, String body) {
        return browser.post()
                .uri(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .bodyValue(body)
                .exchange();
    }

    static String page(WebTestClient.ResponseSpec response) {
        String body = response.expectBody(String.class).returnResult().getResponseBody();
        return body == null ? "" : body;
    }

    static void publish(String slug, String title, String policy) {
        ARTICLES.answers("GET", "/api/articles/" + slug, 200, article(slug, title, policy));
    }

    static String article(String slug, String title, String policy) {
        return """
            {"id": "%s", "slug": "%s", "title": "%s", "summary": "What it says in short.",
             "author": {"slug": "ada-kern", "name": "Ada Kern"}, "category": {"slug": "craft", "name": "Craft"},
             "tags": [{"slug": "ink", "name": "Ink"}], "publishedAt": "2026-11-01T08:00:00Z",
             "updatedAt": "2026-11-05T08:00:00Z", "readingMinutes": 4, "commentCount": 2, "cover": null,
             "bodyHtml": "<p>The <em>whole</em> text.</p>", "seo": {"title": "%s",
             "description": "What it says in short.", "canonicalUrl": "https://press.example/articles/%s"},
             "commentPolicy": "%s", "somethingNew": 1}
            """.formatted(ARTICLE, slug, title, title, slug, policy);
    }

    static String comment(String id, @Nullable String parentId, String name, String website) {
        return """
            {"id": "%s", "articleId": "%s", "parentId": %s, "depth": 0, "author": {"name": "%s", "website": "%s", "verified": false,
             "staff": false}, "bodyHtml": "<p>Words of %s.</p>", "createdAt": "2026-11-02T10:00:00Z",
             "editedAt": null, "replyCount": 0, "score": 0}
            """.formatted(id, ARTICLE, parentId == null ? "null" : "\"" + parentId + "\"", name, website, name);
    }

    static String list(@Nullable String next, String... items) {
        return "{\"items\": [" + String.join(",", items) + "], \"next\": "
                + (next == null ? "null" : "\"" + next + "\"") + "}";
    }

    /** The first part of a thread. */
    static String thread(@Nullable String next, String... items) {
        return part(next, null, "start", "", items);
    }

    /** A part of a thread with its ways on. */
    static String part(@Nullable String next, @Nullable String previous, String self, String parent, String... items) {
        return list(next, items)
                .replaceAll(
                        "}$",
                        ", \"previous\": %s, \"self\": \"%s\", \"parents\": [%s]}"
                                .formatted(previous == null ? "null" : "\"" + previous + "\"", self, parent));
    }
}
