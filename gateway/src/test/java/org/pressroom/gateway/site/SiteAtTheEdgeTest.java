package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.ServiceAnswers;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** The site with the edge cache and the filters at the door before it. */
class SiteAtTheEdgeTest extends GatewayTest {
    private final UUID article = UUID.randomUUID();
    private final UUID comment = UUID.randomUUID();
    private final String slug = "ink-" + article;

    @BeforeEach
    void publish() {
        // What a service did not answer is not asked for again for a moment: no test is to wait for another's.
        context.getBean(ArticleClient.class).listChanged();
        ARTICLE.does(onPath("/api/articles/" + slug, article()));
        COMMENT.does(onPath("/api/articles/" + article + "/comments", Reply.json(202, """
                {"id": "%s", "status": "pending", "editToken": "t", "items": [], "next": null, "previous": null,
                 "self": "start", "parents": []}
                """.formatted(comment))));
    }

    @Test
    void aPageIsRenderedOnceForAllStrangersAndSetsNoCookie() {
        // On a busy machine the first may lack a part that did not come in time.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> open(anonymous()).expectHeader().valueMatches("Cache-Status", "pressroom; hit.*"));
        long before = askedForTheArticle();
        String etag = open(anonymous())
                .expectHeader()
                .doesNotExist("Set-Cookie")
                .expectHeader()
                .doesNotExist("Cache-Tag")
                .expectHeader()
                .valueMatches("Content-Security-Policy", ".*default-src 'self'.*")
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag();
        assertThat(etag).isNotNull();
        anonymous()
                .get()
                .uri("/articles/" + slug + "?utm_source=x")
                .header("If-None-Match", String.valueOf(etag))
                .exchange()
                .expectStatus()
                .isNotModified();
        assertThat(askedForTheArticle()).isEqualTo(before);
    }

    @Test
    void stylesAndScriptsComeCompressedToWhoeverTakesThat() {
        String page = spoken("Accept-Language", "en");
        for (String asset : List.of("site.css", "js/comments.js")) {
            String address = page.replaceAll("(?s).*\"(/assets/[^\"]+/" + asset + ")\".*", "$1");
            assertThat(head(address, "identity")).doesNotContain("content-encoding");
            assertThat(head(address, "gzip"))
                    .as(asset)
                    .contains("\r\ncontent-encoding: gzip\r\n", "immutable", "accept-encoding");
        }
    }

    /** In lower case. Not by a client that takes apart for itself what comes compressed. */
    private String head(String address, String coding) {
        String answer = RawConnection.exchange(port, request("GET", address, "Accept-Encoding: " + coding));
        return answer.substring(0, answer.indexOf("\r\n\r\n") + 4).toLowerCase(Locale.ROOT);
    }

    private long askedForTheArticle() {
        return ARTICLE.asked().stream()
                .filter(asked -> asked.uri().endsWith(slug))
                .count();
    }

    /** Not once for each header that a browser can make up. */
    @Test
    void aPageIsKeptOnceForEachLanguageThatTheSiteSpeaks() {
        for (String wish : List.of("de", "de-AT,de;q=0.9,en;q=0.8", "fr, de;q=0.7", "DE-1996")) {
            assertThat(spoken("Accept-Language", wish)).contains("<html lang=\"de\" dir=\"ltr\"");
        }
        assertThat(spoken("Cookie", "theme=dark; SITE-LANGUAGE=de")).contains("<html lang=\"de\"");
        assertThat(ARTICLE.asked())
                .filteredOn(asked -> asked.uri().endsWith(slug))
                .hasSize(1);
        for (String wish : List.of("en", "tlh", "x".repeat(600), "fr, it", ";;;", "de;q=nonsense")) {
            assertThat(spoken("Accept-Language", wish)).contains("<html lang=\"en\"");
        }
        assertThat(spoken("Accept-Language", "ar, de")).contains("<html lang=\"ar\" dir=\"rtl\"");
        assertThat(ARTICLE.asked())
                .filteredOn(asked -> asked.uri().endsWith(slug))
                .hasSize(3);
    }

    private String spoken(String header, String value) {
        return String.valueOf(anonymous()
                .get()
                .uri("/articles/" + slug)
                .header(header, value)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Vary", ".*Cookie.*Accept-Language.*")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    /** What subscribers read is theirs alone, and says so; what others see of it is kept for all of them. */
    @Test
    void whatIsForSubscribersIsShownToThem() {
        String token = token();
        SUBSCRIPTION.answers(Reply.json(200, "{}"));
        ARTICLE.does(onPath(
                "/api/articles/" + slug,
                Reply.json(
                        200,
                        ServiceAnswers.article(article, slug)
                                .replace("\"cover\"", "\"visibility\": \"subscribers\", \"locked\": true, \"cover\"")
                                .replace("<p>Text.</p>", ""))));
        assertThat(text(open(anonymous()).expectHeader().valueEquals("Cache-Status", "pressroom; fwd=miss; stored")))
                .contains("For subscribers", "id=\"subscribe-email\"")
                .doesNotContain("<p>Text.</p>", "comment-form", "reading-as");
        ARTICLE.does(onPath(
                "/api/articles/" + slug,
                Reply.json(
                        200,
                        ServiceAnswers.article(article, slug)
                                .replace(
                                        "\"cover\"",
                                        "\"visibility\": \"subscribers\", \"locked\": false, \"cover\""))));
        assertThat(text(anonymous()
                        .get()
                        .uri("/articles/" + slug)
                        .cookie("PRESSROOM_READER", token)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals("Cache-Control", "no-store")
                        .expectHeader()
                        .doesNotExist("Cache-Status")))
                .contains("<p>Text.</p>", "You read this as a subscriber", "action=\"/subscriptions/read/end\"")
                .doesNotContain("comment-form");
        assertThat(text(open(anonymous()).expectHeader().valueMatches("Cache-Status", "pressroom; hit.*")))
                .doesNotContain("<p>Text.</p>");
    }

    @Test
    void aReaderIsToldWhereNobodyCanSayWhoIsSubscribed() {
        SUBSCRIPTION.answers(Reply.json(503, "{}"));
        ARTICLE.does(onPath(
                "/api/articles/" + slug,
                Reply.json(
                        200,
                        ServiceAnswers.article(article, slug)
                                .replace(
                                        "\"cover\"", "\"visibility\": \"subscribers\", \"locked\": true, \"cover\""))));
        assertThat(text(anonymous()
                        .get()
                        .uri("/articles/" + slug)
                        .cookie("PRESSROOM_READER", token())
                        .exchange()
                        .expectStatus()
                        .isEqualTo(503)))
                .contains("could not be looked up just now");
        assertThat(text(open(anonymous()))).doesNotContain("could not be looked up");
    }

    /** A subscriber's cookie is nothing to an article with a password, and is no matter there. */
    @Test
    void aPasswordIsAskedForThoughNobodyCanSayWhoIsSubscribed() {
        SUBSCRIPTION.answers(Reply.json(503, "{}"));
        ARTICLE.does(onPath(
                "/api/articles/" + slug,
                Reply.json(
                        200,
                        ServiceAnswers.article(article, slug)
                                .replace("\"cover\"", "\"visibility\": \"password\", \"locked\": true, \"cover\""))));
        assertThat(text(anonymous()
                        .get()
                        .uri("/articles/" + slug)
                        .cookie("PRESSROOM_READER", token())
                        .cookie("PRESSROOM_ACCESS", "former")
                        .exchange()
                        .expectStatus()
                        .isOk()))
                .contains("type=\"password\"")
                .doesNotContain("could not be looked up");
    }

    @Test
    void aLinkToACommentIsKeptUnlessTheCommentIsNotThere() {
        COMMENT.does(asked -> Mono.just(
                asked.uri().contains("around=") && !asked.uri().contains(comment.toString())
                        ? Reply.json(404, "{}")
                        : Reply.json(200, ServiceAnswers.EMPTY_THREAD)));
        for (UUID id : List.of(comment, UUID.randomUUID())) {
            String kept = id.equals(comment) ? "; stored" : "";
            anonymous()
                    .get()
                    .uri("/articles/" + slug + "?comment=" + id + "&utm_source=x")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Cache-Status", "pressroom; fwd=miss" + kept)
                    .expectHeader()
                    .doesNotExist("Set-Cookie");
        }
    }

    /** Each of them shows a page that another address has. */
    @ParameterizedTest
    @ValueSource(
            strings = {"?comment=1", "?comment=", "?comment={id}&after=x", "?comment={id}&comment=2", "?comment={ID}"})
    void aPartOfAThreadIsKeptUnderOneAddress(String query) {
        COMMENT.answers(Reply.json(200, ServiceAnswers.EMPTY_THREAD));
        String asked = query.replace("{id}", comment.toString())
                .replace("{ID}", comment.toString().toUpperCase(Locale.ROOT));
        for (int i = 0; i < 2; i++) {
            anonymous()
                    .get()
                    .uri("/articles/" + slug + asked)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Cache-Status", "pressroom; fwd=miss");
        }
    }

    @Test
    void aPageWithoutItsCommentsIsNotKept() {
        COMMENT.answers(Reply.json(503, "{}"));
        assertThat(text(open(anonymous()))).contains("Comments are away just now");
        COMMENT.answers(Reply.json(200, ServiceAnswers.EMPTY_THREAD));
        assertThat(text(open(anonymous()))).contains("No one has said anything yet");
    }

    @Test
    void aPageWithoutTheCategoriesIsNotKept() {
        Function<Asked, Mono<Reply>> whole = onPath("/api/articles/" + slug, article());
        ARTICLE.does(asked ->
                asked.uri().startsWith("/api/categories") ? Mono.just(Reply.json(503, "{}")) : whole.apply(asked));
        await().atMost(Duration.ofSeconds(80))
                .untilAsserted(
                        () -> open(anonymous()).expectHeader().valueEquals("Cache-Status", "pressroom; fwd=miss"));
        ARTICLE.does(whole);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        open(anonymous()).expectHeader().valueEquals("Cache-Status", "pressroom; fwd=miss; stored"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tags/ink"})
    void aListWithoutTheLanguagesIsWholeAndNotKept(String path) {
        String list = "{\"items\": [" + ServiceAnswers.article(article, slug) + "], \"next\": null}";
        ARTICLE.does(asked -> Mono.just(
                asked.uri().startsWith("/api/languages")
                        ? Reply.json(503, "{}")
                        : asked.uri().startsWith("/api/articles?") ? Reply.json(200, list) : Reply.json(404, "{}")));
        assertThat(text(anonymous()
                        .get()
                        .uri(path + "?after=" + slug)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals("Cache-Status", "pressroom; fwd=miss")))
                .contains("<article class=\"card\"");
    }

    @Test
    void headersThatCannotBeReadAreTheClientsFault() {
        assertThat(RawConnection.status(port, request("GET", "/no/such/page", "Accept: text/html;;=")))
                .isIn(400, 404);
        assertThat(RawConnection.status(port, request("POST", "/subscriptions", "Content-Type: nonsense")))
                .isEqualTo(415);
    }

    private static String request(String method, String path, String header) {
        return method + " " + path + " HTTP/1.1\r\nHost: site.example\r\n" + header
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    @Test
    void theFormsOfSignedInStaffCarryTheTokenThatTheyNeed() {
        Browser staff = admin();
        String page =
                text(staff.get("/articles/" + slug).exchange().expectStatus().isOk());
        assertThat(page).contains("name=\"_csrf\" value=\"" + staff.csrf() + "\"");
        submit(staff, "&_csrf=" + staff.csrf()).expectStatus().isSeeOther();
        submit(staff, "").expectStatus().isForbidden();
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        form(anonymous().post().uri("/articles/" + slug + "/comments").header("Origin", "https://evil.example"), "")
                .expectStatus()
                .isForbidden();
        assertThat(COMMENT.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    @Test
    void theDeskIsAPageThatKnowsNobody() {
        assertThat(text(anonymous()
                        .get()
                        .uri("/desk/")
                        .exchange()
                        .expectStatus()
                        .isOk()))
                .contains("/desk/desk.js")
                .doesNotContain("_csrf");
    }

    @Test
    void assetsAreKeptForGoodUnderAnAddressOfTheirVersion() {
        String styles = text(open(anonymous())).replaceAll("(?s).*href=\"(/assets/[^\"]+/site\\.css)\".*", "$1");
        anonymous()
                .get()
                .uri(styles)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Control", ".*immutable.*");
        anonymous().get().uri("/favicon.svg").exchange().expectStatus().isOk();
    }

    private Reply article() {
        return Reply.json(200, ServiceAnswers.article(article, slug));
    }

    private WebTestClient.ResponseSpec open(WebTestClient client) {
        return client.get().uri("/articles/" + slug).exchange().expectStatus().isOk();
    }

    /** As a browser without scripts sends it: the token is in the form alone. */
    private WebTestClient.ResponseSpec submit(Browser staff, String token) {
        return form(
                anonymous()
                        .post()
                        .uri("/articles/" + slug + "/comments")
                        .cookie(Browser.SESSION, staff.session())
                        .cookie(Browser.CSRF, staff.csrf()),
                token);
    }

    private static WebTestClient.ResponseSpec form(WebTestClient.RequestBodySpec request, String more) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .bodyValue("name=Ada&email=ada%40mail.example&body=Hello" + more)
                .exchange();
    }

    private static String text(WebTestClient.ResponseSpec response) {
        return String.valueOf(response.expectBody(String.class).returnResult().getResponseBody());
    }

    private static Function<Asked, Mono<Reply>> onPath(String path, Reply reply) {
        return asked -> Mono.just(asked.uri().startsWith(path) ? reply : Reply.json(404, "{}"));
    }
}
