package org.pressroom.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Routes;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.ServiceAnswers;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** What is answered to who shows to be subscribed, whatever else is shown, while nobody can say whether that is so. */
class UnknownReadersTest extends GatewayTest {

    private static final String ETAG = "\"of-the-article\"";

    private final UUID article = UUID.randomUUID();
    private final String slug = "ink-" + article;

    /** What somebody may show beside it. */
    private enum Beside {
        NOTHING,
        SESSION,
        TOKEN,
        ARTICLE_ACCESS
    }

    /** Each route that asks for readers, by what it is shown by, beside whatever else. */
    static Stream<Arguments> requests() {
        return Routes.all().stream().filter(Route::asksForReaders).flatMap(route -> Stream.of(Beside.values())
                .flatMap(beside -> Stream.of(true, false)
                        .map(byCookie -> Arguments.of(route.path().getPatternString(), beside, byCookie))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatIsTheSameForAllIsAnswered(String path, Beside beside, boolean byCookie) {
        SUBSCRIPTION.answers(Reply.json(503, "{}"));
        articleIs(path, "\"visibility\": \"public\", \"locked\": false", "article:" + article);
        ask(path, beside, byCookie).expectStatus().isOk();
        articleIs(path, "\"visibility\": \"password\", \"locked\": true", "article:" + article);
        ask(path, beside, byCookie).expectStatus().isOk();
        assertThat(askedForArticle()).isNotEmpty().noneMatch(UnknownReadersTest::isOfSubscriber);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whoMayBeSubscribedIsToldWhereThatMakesADifference(String path, Beside beside, boolean byCookie) {
        SUBSCRIPTION.answers(Reply.json(503, "{}"));
        articleIs(
                path,
                "\"visibility\": \"subscribers\", \"locked\": true",
                "article:" + article + ",less-than-subscribers-read");
        WebTestClient.ResponseSpec answer =
                ask(path, beside, byCookie).expectStatus().isEqualTo(503);
        answer.expectHeader().doesNotExist("ETag");
        if (Routes.isApi(path)) {
            answer.expectHeader()
                    .exists("Retry-After")
                    .expectHeader()
                    .contentType("application/problem+json")
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo(503)
                    .jsonPath("$.title")
                    .exists();
        } else {
            assertThat(answer.expectBody(String.class).returnResult().getResponseBody())
                    .contains("could not be looked up just now");
        }
    }

    /** An editor reads it as an editor. */
    @Test
    void whoMayReadItAnywayReadsIt() {
        SUBSCRIPTION.goAway();
        ARTICLE.does(asked -> Mono.just(Reply.json(
                200,
                ServiceAnswers.article(article, slug)
                        .replace("\"cover\"", "\"visibility\": \"subscribers\", \"locked\": false, \"cover\""),
                "Cache-Control",
                "private, no-store")));
        assertThat(ask("/api/articles/{slug}", Beside.SESSION, true)
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("<p>Text.</p>");
    }

    /** Lists are the same for all: it is asked of nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/articles", "/api/tags", "/api/authors", "/"})
    void listsAreAnsweredToAll(String list) {
        SUBSCRIPTION.goAway();
        ARTICLE.answers(Reply.json(200, "{\"items\": [], \"next\": null}", "Cache-Tag", "list"));
        for (Beside beside : Beside.values()) {
            ask(list, beside, true).expectStatus().isOk();
            ask(list, beside, false).expectStatus().isOk();
        }
    }

    private void articleIs(String path, String standing, String tags) {
        String kind = path.startsWith("/pages/") ? "page" : "article";
        String body = ServiceAnswers.article(article, slug)
                .replace("\"cover\"", "\"kind\": \"" + kind + "\", " + standing + ", \"cover\"");
        ARTICLE.does(asked -> Mono.just(Reply.json(200, body, "Cache-Tag", tags, "ETag", ETAG)));
        COMMENT.answers(Reply.json(200, ServiceAnswers.EMPTY_THREAD));
    }

    private WebTestClient.ResponseSpec ask(String path, Beside beside, boolean byCookie) {
        String target = path.replace("{slug}", slug);
        WebTestClient.RequestHeadersSpec<?> request =
                switch (beside) {
                    case SESSION -> admin().get(target);
                    case TOKEN -> anonymous().get().uri(target).header("Authorization", "Bearer " + newToken(admin()));
                    case ARTICLE_ACCESS ->
                        anonymous()
                                .get()
                                .uri(target)
                                .header("X-Article-Access", "former")
                                .cookie("PRESSROOM_ACCESS", "former");
                    case NOTHING -> anonymous().get().uri(target);
                };
        return (byCookie ? request.cookie("PRESSROOM_READER", token()) : request.header("X-Reader-Token", token()))
                .exchange();
    }

    private List<Asked> askedForArticle() {
        return ARTICLE.asked().stream()
                .filter(asked -> asked.uri().contains(slug))
                .toList();
    }

    private static boolean isOfSubscriber(Asked asked) {
        String token = String.valueOf(asked.headers().get("Authorization")).replace("Bearer ", "");
        try {
            return Boolean.TRUE.equals(SignedJWT.parse(token).getJWTClaimsSet().getBooleanClaim("reader"));
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
