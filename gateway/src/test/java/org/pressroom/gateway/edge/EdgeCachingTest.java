package org.pressroom.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.events.ArticleCounted;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class EdgeCachingTest extends GatewayTest {

    @Autowired
    private EdgeCache cache;

    @Autowired
    private EventBroadcast edgePurges;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionalOperator transaction;

    private final UUID id = UUID.randomUUID();
    private final String uri = "/api/articles/slug-" + id;

    private WebTestClient.ResponseSpec read(String target) {
        return anonymous().get().uri(target).exchange();
    }

    private void articleAnswers(String text) {
        ARTICLE.answers(Reply.json(200, text, "ETag", "\"" + text.hashCode() + "\"", "Cache-Tag", "article:" + id));
    }

    @Test
    void aStrangersReadIsAnsweredFromTheCacheNextTime() {
        articleAnswers("{\"n\": 1}");
        read(uri)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Status", "pressroom; fwd=miss; stored")
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache")
                .expectHeader()
                .doesNotExist("Cache-Tag")
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON);
        String etag = read(uri)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Status", "pressroom; hit; ttl=\\d+")
                .expectHeader()
                .exists(HttpHeaders.AGE)
                .expectBody(String.class)
                .isEqualTo("{\"n\": 1}")
                .returnResult()
                .getResponseHeaders()
                .getETag();
        anonymous()
                .get()
                .uri(uri)
                .header("If-None-Match", String.valueOf(etag))
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals("ETag", String.valueOf(etag))
                .expectBody()
                .isEmpty();
        anonymous()
                .head()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentLength(8)
                .expectBody()
                .isEmpty();
        assertThat(ARTICLE.asked()).hasSize(1);
    }

    @Test
    void whatFillsTheCacheIsAskedForWithoutAnythingOfTheClient() {
        articleAnswers("{}");
        anonymous()
                .head()
                .uri(uri + "?utm_source=mail&evil=1")
                .header("Accept", "text/evil")
                .header("Accept-Language", "tlh")
                .header("X-Forwarded-Host", "evil.example")
                .header("User-Agent", "evil")
                .header("If-None-Match", "\"x\"")
                .header("Range", "bytes=0-1")
                .cookie("theme", "dark")
                .exchange()
                .expectStatus()
                .isOk();
        Asked asked = ARTICLE.askedOnce();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.uri()).isEqualTo(uri);
        assertThat(asked.headers().toString()).doesNotContain("evil").doesNotContain("theme");
        assertThat(asked.headers().get("If-None-Match")).isNull();
        assertThat(asked.headers().get("Accept-Language")).isEqualTo("en");
    }

    @Test
    void whoShowsCredentialsPassesByTheCache() {
        articleAnswers("{}");
        read(uri).expectStatus().isOk();
        admin().get(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Cache-Status")
                .expectHeader()
                .doesNotExist("Cache-Tag");
        anonymous()
                .get()
                .uri(uri)
                .cookie("PRESSROOM_SESSION", "ended")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Cache-Status");
        assertThat(ARTICLE.asked()).hasSize(3);
    }

    /** The cache must neither answer who has opened an article with what others see, nor keep what that one sees. */
    @Test
    void whoHasOpenedAnArticlePassesByTheCache() {
        articleAnswers("{\"locked\":true}");
        read(uri).expectStatus().isOk();
        articleAnswers("{\"locked\":false}");
        for (WebTestClient.RequestHeadersSpec<?> opened : List.of(
                anonymous().get().uri(uri).header("X-Article-Access", "proof"),
                anonymous().get().uri(uri).cookie("PRESSROOM_ACCESS", "proof"),
                anonymous().get().uri(uri).cookie("__Secure-PRESSROOM_ACCESS", "proof"))) {
            opened.exchange()
                    .expectHeader()
                    .doesNotExist("Cache-Status")
                    .expectBody(String.class)
                    .isEqualTo("{\"locked\":false}");
        }
        assertThat(ARTICLE.asked()).last().satisfies(asked -> assertThat(asked.uri())
                .isEqualTo(uri));
        read(uri).expectBody(String.class).isEqualTo("{\"locked\":true}");
        assertThat(ARTICLE.asked()).hasSize(4);
    }

    /** A subscriber is answered from the cache, but where that is less than subscribers read. */
    @Test
    void whoIsSubscribedPassesByTheCacheWhereThatIsLess() {
        String token = token();
        SUBSCRIPTION.does(asked ->
                Mono.just(asked.uri().equals("/api/readers/" + token) ? Reply.json(200, "{}") : Reply.json(404, "{}")));
        articleAnswers("{\"for\":\"all\"}");
        read(uri).expectStatus().isOk();
        for (WebTestClient.RequestHeadersSpec<?> reader : readers(uri, token)) {
            reader.exchange().expectHeader().valueMatches("Cache-Status", "pressroom; hit; ttl=\\d+");
        }
        assertThat(SUBSCRIPTION.asked()).isEmpty();

        String kept = "/api/articles/kept-" + id;
        ARTICLE.does(asked -> Mono.just(
                isOfSubscriber(asked)
                        ? Reply.json(200, "{\"locked\":false}", "Cache-Control", "no-store")
                        : Reply.json(
                                200,
                                "{\"locked\":true}",
                                "Cache-Tag",
                                "article:" + id + ",less-than-subscribers-read")));
        for (WebTestClient.RequestHeadersSpec<?> reader : readers(kept, token)) {
            reader.exchange()
                    .expectHeader()
                    .doesNotExist("Cache-Status")
                    .expectHeader()
                    .doesNotExist("Set-Cookie")
                    .expectBody(String.class)
                    .isEqualTo("{\"locked\":false}");
        }
        read(kept).expectBody(String.class).isEqualTo("{\"locked\":true}");
        read(kept).expectHeader().valueMatches("Cache-Status", "pressroom; hit; ttl=\\d+");
        assertThat(SUBSCRIPTION.asked()).hasSize(1);
    }

    @Test
    void whoShowsToBeSubscribedAndIsNotIsAStranger() {
        SUBSCRIPTION.answers(Reply.json(404, "{}"));
        ARTICLE.does(asked -> Mono.just(Reply.json(
                200, "{\"subscriber\":" + isOfSubscriber(asked) + "}", "Cache-Tag", "less-than-subscribers-read")));
        for (String token : List.of("x".repeat(64), "short", "r".repeat(63) + "/")) {
            for (WebTestClient.RequestHeadersSpec<?> reader : readers(uri, token)) {
                reader.exchange().expectStatus().isOk().expectBody(String.class).isEqualTo("{\"subscriber\":false}");
            }
        }
        anonymous()
                .get()
                .uri(uri)
                .cookie("PRESSROOM_READER", "x".repeat(64))
                .exchange()
                .expectCookie()
                .maxAge("PRESSROOM_READER", Duration.ZERO);
    }

    @Test
    void aProgramIsToldWhereNobodyCanSayWhoIsSubscribed() {
        SUBSCRIPTION.answers(Reply.json(503, "{}"));
        articleTagged();
        for (WebTestClient.RequestHeadersSpec<?> reader : readers(uri, token())) {
            reader.exchange().expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");
        }
        read(uri).expectStatus().isOk();
    }

    private void articleTagged() {
        ARTICLE.answers(Reply.json(200, "{}", "Cache-Tag", "less-than-subscribers-read"));
    }

    private List<WebTestClient.RequestHeadersSpec<?>> readers(String target, String token) {
        return List.of(
                anonymous().get().uri(target).cookie("PRESSROOM_READER", token),
                anonymous().get().uri(target).header("X-Reader-Token", token));
    }

    private static boolean isOfSubscriber(Asked asked) {
        String token = String.valueOf(asked.headers().get("Authorization")).replace("Bearer ", "");
        try {
            return Boolean.TRUE.equals(SignedJWT.parse(token).getJWTClaimsSet().getBooleanClaim("reader"));
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    @Test
    void untaggedAnswersErrorsAndPrivateOnesAreNotKept() {
        List<Reply> replies = List.of(
                Reply.json(200, "{}"),
                Reply.json(404, "{}", "Cache-Tag", "list"),
                Reply.json(200, "{}", "Cache-Tag", "list", "Cache-Control", "no-store"));
        for (Reply reply : replies) {
            ARTICLE.answers(reply);
            read(uri).expectStatus().isEqualTo(reply.status());
        }
        assertThat(ARTICLE.asked()).hasSize(3);
    }

    @Test
    void anAnswerThatIsTooLargeIsHandedThrough() {
        String large = "\"" + "x".repeat(3_000_000) + "\"";
        ARTICLE.answers(Reply.json(200, large, "Cache-Tag", "list"));
        byte[] body = anonymous()
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(5_000_000))
                .build()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();
        assertThat(body).hasSize(large.length());
    }

    @Test
    void anOldAnswerStandsInWhileTheServiceIsAway() {
        articleAnswers("{}");
        read(uri).expectStatus().isOk();
        cache.purge("article:" + id);
        ARTICLE.goAway();
        read(uri)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Status", "pressroom; hit; .*detail=stale")
                .expectHeader()
                .exists(HttpHeaders.AGE);
        read("/api/articles/never-seen-" + id)
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void eventsOfArticlesAndCommentsDropWhatShowsThem() {
        await().atMost(Duration.ofSeconds(30)).until(edgePurges::isListening);
        String thread = "/api/articles/" + id + "/comments";

        articleAnswers("{\"n\": 1}");
        read(uri).expectStatus().isOk();
        articleAnswers("{\"n\": 2}");
        happens(EventType.ARTICLE_COUNTED, new ArticleCounted(id, 1, 5));
        awaitText(uri, "{\"n\": 2}");
        articleAnswers("{\"n\": 3}");
        happens(EventType.ARTICLE_REVISED, article("published"));
        awaitText(uri, "{\"n\": 3}");

        COMMENT.answers(Reply.json(200, "[]", "Cache-Tag", "thread:" + id));
        read(thread).expectStatus().isOk();
        COMMENT.answers(Reply.json(200, "[1]", "Cache-Tag", "thread:" + id));
        happens(
                EventType.COMMENT_APPROVED,
                new CommentState(UUID.randomUUID(), id, null, 2, "approved", Instant.now()));
        awaitText(thread, "[1]");

        ARTICLE.answers(Reply.json(503, "{}"));
        COMMENT.answers(Reply.json(503, "{}"));
        happens(EventType.ARTICLE_UNPUBLISHED, article("unpublished"));
        await().atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> read(uri).expectStatus().isEqualTo(503));
        read(thread).expectStatus().isEqualTo(503);
    }

    @Test
    void aCommentThatReadersNeverSawDropsNothing() {
        await().atMost(Duration.ofSeconds(30)).until(edgePurges::isListening);
        String thread = "/api/articles/" + id + "/comments";
        COMMENT.answers(Reply.json(200, "[]", "Cache-Tag", "thread:" + id));
        read(thread).expectStatus().isOk();
        // The first that is heard of a thread may have changed it.
        COMMENT.answers(Reply.json(200, "[1]", "Cache-Tag", "thread:" + id));
        happens(EventType.COMMENT_HELD, comment("held", 4));
        awaitText(thread, "[1]");

        COMMENT.answers(Reply.json(200, "[2]", "Cache-Tag", "thread:" + id));
        happens(EventType.COMMENT_REJECTED, comment("rejected", 4));
        happens(EventType.COMMENT_EDITED, new CommentState(UUID.randomUUID(), id, null, 2, "pending", Instant.now()));
        articleAnswers("before");
        read(uri).expectStatus().isOk();
        articleAnswers("after");
        happens(EventType.ARTICLE_COUNTED, new ArticleCounted(id, 1, 5));
        awaitText(uri, "after");
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> read(thread).expectBody(String.class).isEqualTo("[1]"));

        happens(EventType.COMMENT_REMOVED, comment("deleted", 5));
        awaitText(thread, "[2]");
    }

    /** A count changes once a second while people comment: it must not empty the cache of all that lists anything. */
    @Test
    void aCountDropsTheListsThatShowItAndNoOther() {
        String showing = "/api/articles?limit=2";
        String other = "/api/articles?limit=3";
        ARTICLE.answers(Reply.json(200, "shows", "Cache-Tag", "list,article:" + id));
        read(showing).expectStatus().isOk();
        ARTICLE.answers(Reply.json(200, "does not", "Cache-Tag", "list,article:" + UUID.randomUUID()));
        read(other).expectStatus().isOk();
        ARTICLE.answers(Reply.json(200, "new", "Cache-Tag", "list"));

        happens(EventType.ARTICLE_COUNTED, new ArticleCounted(id, 1, 5));
        awaitText(showing, "new");
        read(other).expectBody(String.class).isEqualTo("does not");

        happens(EventType.ARTICLE_REVISED, article("published"));
        awaitText(other, "new");
    }

    @Test
    void aTranslationThatComesOrGoesRenewsThePagesThatLinkToIt() {
        await().atMost(Duration.ofSeconds(30)).until(edgePurges::isListening);
        UUID english = UUID.randomUUID();
        String page = "/api/articles/river-" + english;
        ARTICLE.answers(Reply.json(200, "alone", "Cache-Tag", "article:" + english + ",translations:" + english));
        read(page).expectStatus().isOk();
        String linked = "article:" + english + ",translations:" + english + ",translations:" + id;
        ARTICLE.answers(Reply.json(200, "with", "Cache-Tag", linked));
        happens(EventType.ARTICLE_PUBLISHED, translation(english));
        awaitText(page, "with");

        // It is nobody's translation any more.
        ARTICLE.answers(Reply.json(200, "alone again", "Cache-Tag", linked));
        happens(EventType.ARTICLE_REVISED, article("published"));
        awaitText(page, "alone again");

        // Though a service is away, the others are shown still.
        happens(EventType.ARTICLE_UNPUBLISHED, article("unpublished"));
        ARTICLE.goAway();
        await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> read(page)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Status", "pressroom; hit; .*detail=stale"));
    }

    private CommentState comment(String status, long threadVersion) {
        return new CommentState(UUID.randomUUID(), id, null, 2, status, Instant.now(), threadVersion);
    }

    private void awaitText(String target, String text) {
        // well within the time that an answer stays fresh by itself
        await().atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> read(target).expectBody(String.class).isEqualTo(text));
    }

    private ArticleState article(String status) {
        return article(status, null);
    }

    private ArticleState translation(UUID of) {
        return article("published", of);
    }

    private ArticleState article(String status, @Nullable UUID translationOf) {
        return new ArticleState(
                id,
                2,
                1,
                status,
                "slug",
                "Title",
                null,
                new ArticleState.Author(UUID.randomUUID(), "author", "Author"),
                null,
                List.of(),
                "open",
                null,
                Instant.now(),
                Instant.now(),
                Instant.now(),
                false,
                ArticleState.ARTICLE,
                null,
                ArticleState.PUBLIC,
                "de",
                translationOf,
                null);
    }

    private void happens(EventType type, Record data) {
        outbox.append(type, id, id, data).as(transaction::transactional).block(Duration.ofSeconds(5));
    }
}
