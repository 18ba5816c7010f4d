package org.pressroom.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.nimbusds.jwt.SignedJWT;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.routes.Routes;
import org.pressroom.gateway.routes.Scope;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.ServiceAnswers;
import org.pressroom.gateway.testing.StubService;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Who may go which way: every route of the API, every page and form, with every scope. */
class RightsTest extends GatewayTest {

    private static final String ID = "0198a7f0-0000-7000-8000-000000000001";
    private static final String ARTICLE_JSON = ServiceAnswers.article(UUID.fromString(ID), "ink");

    /** @param scope what a token that is limited needs, beside {@code read} for reads; null: any token will do */
    private record Route(
            HttpMethod method, String uri, @Nullable Scope scope) {

        private boolean isOpenTo(Scope held) {
            return scope == null || scope == held || (reads() && held == Scope.READ);
        }

        private boolean reads() {
            return List.of(GET, HEAD, OPTIONS).contains(method);
        }

        private boolean fits(HttpMethod other, PathPattern pattern) {
            return method.equals(other) && pattern.matches(PathContainer.parsePath(uri));
        }
    }

    private static final List<Route> OWN = List.of(
            new Route(GET, "/api/session", null),
            new Route(DELETE, "/api/session", null),
            new Route(GET, "/api/site", null),
            new Route(PUT, "/api/site", Scope.ADMINISTRATION),
            new Route(POST, "/api/site/previews", Scope.ADMINISTRATION),
            new Route(PUT, "/api/site/pictures/logo", Scope.ADMINISTRATION),
            new Route(DELETE, "/api/site/pictures/logo", Scope.ADMINISTRATION),
            new Route(GET, "/api/docs", null),
            new Route(GET, "/api/docs/openapi.json", null),
            new Route(POST, "/api/views", null),
            new Route(GET, "/api/tokens", Scope.ADMINISTRATION),
            new Route(POST, "/api/tokens", Scope.ADMINISTRATION),
            new Route(DELETE, "/api/tokens/" + ID, Scope.ADMINISTRATION),
            new Route(GET, "/api/accounts", Scope.ADMINISTRATION),
            new Route(POST, "/api/accounts", Scope.ADMINISTRATION),
            new Route(GET, "/api/accounts/" + ID, Scope.ADMINISTRATION),
            new Route(PATCH, "/api/accounts/" + ID, Scope.ADMINISTRATION),
            new Route(POST, "/api/accounts/" + ID + "/password-link", Scope.ADMINISTRATION),
            new Route(GET, "/api/account", Scope.ADMINISTRATION),
            new Route(PATCH, "/api/account", Scope.ADMINISTRATION),
            new Route(POST, "/api/account/password", Scope.ADMINISTRATION),
            new Route(GET, "/api/account/sessions", Scope.ADMINISTRATION),
            new Route(DELETE, "/api/account/sessions", Scope.ADMINISTRATION),
            new Route(DELETE, "/api/account/sessions/" + ID, Scope.ADMINISTRATION),
            new Route(GET, "/api/operations/dead-letters/article", Scope.ADMINISTRATION),
            new Route(POST, "/api/operations/dead-letters/article/replays", Scope.ADMINISTRATION));

    private static final List<Route> OF_SERVICES = List.of(
            new Route(GET, "/api/articles/" + ID + "/comments/stream", Scope.COMMENTS),
            new Route(GET, "/api/articles/" + ID + "/comments", Scope.COMMENTS),
            new Route(POST, "/api/articles/" + ID + "/comments", Scope.COMMENTS),
            new Route(GET, "/api/comments/" + ID, Scope.COMMENTS),
            new Route(PATCH, "/api/comments/" + ID, Scope.COMMENTS),
            new Route(DELETE, "/api/comments/" + ID, Scope.COMMENTS),
            new Route(GET, "/api/moderation/comments", Scope.COMMENTS),
            new Route(GET, "/api/moderation/comments/" + ID + "/history", Scope.COMMENTS),
            new Route(POST, "/api/moderation/decisions", Scope.COMMENTS),
            new Route(GET, "/api/articles/stream", Scope.ARTICLES),
            new Route(GET, "/api/articles", Scope.ARTICLES),
            new Route(POST, "/api/articles", Scope.ARTICLES),
            new Route(GET, "/api/sitemap/parts", Scope.ARTICLES),
            new Route(GET, "/api/sitemap/parts/1", Scope.ARTICLES),
            new Route(GET, "/api/sitemap/news", Scope.ARTICLES),
            new Route(GET, "/api/articles/ink", Scope.ARTICLES),
            new Route(POST, "/api/articles/ink/access", Scope.ARTICLES),
            new Route(POST, "/api/articles/" + ID + "/publication", Scope.ARTICLES),
            new Route(DELETE, "/api/articles/" + ID + "/publication", Scope.ARTICLES),
            new Route(DELETE, "/api/articles/" + ID + "/schedule", Scope.ARTICLES),
            new Route(GET, "/api/articles/" + ID + "/revisions", Scope.ARTICLES),
            new Route(GET, "/api/articles/" + ID + "/revisions/1", Scope.ARTICLES),
            new Route(GET, "/api/articles/" + ID + "/revisions/2/difference", Scope.ARTICLES),
            new Route(POST, "/api/articles/" + ID + "/revisions/1/restore", Scope.ARTICLES),
            new Route(GET, "/api/drafts/" + ID + "/editing", Scope.ARTICLES),
            new Route(PUT, "/api/drafts/" + ID + "/editing", Scope.ARTICLES),
            new Route(DELETE, "/api/drafts/" + ID + "/editing", Scope.ARTICLES),
            new Route(GET, "/api/drafts/" + ID + "/preview-link", Scope.ARTICLES),
            new Route(POST, "/api/drafts/" + ID + "/preview-link", Scope.ARTICLES),
            new Route(DELETE, "/api/drafts/" + ID + "/preview-link", Scope.ARTICLES),
            new Route(GET, "/api/previews/token", Scope.ARTICLES),
            new Route(GET, "/api/bylines", Scope.ARTICLES),
            new Route(GET, "/api/drafts", Scope.ARTICLES),
            new Route(GET, "/api/drafts/" + ID, Scope.ARTICLES),
            new Route(GET, "/api/drafts/" + ID + "/preview", Scope.ARTICLES),
            new Route(POST, "/api/previews", Scope.ARTICLES),
            new Route(GET, "/api/drafts/" + ID + "/changes", Scope.ARTICLES),
            new Route(GET, "/api/drafts/" + ID + "/translations", Scope.ARTICLES),
            new Route(DELETE, "/api/drafts/" + ID + "/changes", Scope.ARTICLES),
            new Route(POST, "/api/drafts/bulk", Scope.ARTICLES),
            new Route(PUT, "/api/drafts/" + ID, Scope.ARTICLES),
            new Route(DELETE, "/api/drafts/" + ID, Scope.ARTICLES),
            new Route(GET, "/api/submissions", Scope.ARTICLES),
            new Route(POST, "/api/drafts/" + ID + "/submission", Scope.ARTICLES),
            new Route(DELETE, "/api/drafts/" + ID + "/submission", Scope.ARTICLES),
            new Route(POST, "/api/drafts/" + ID + "/submission/return", Scope.ARTICLES),
            new Route(GET, "/api/drafts/" + ID + "/notes", Scope.ARTICLES),
            new Route(POST, "/api/drafts/" + ID + "/notes", Scope.ARTICLES),
            new Route(PATCH, "/api/drafts/" + ID + "/notes/" + ID, Scope.ARTICLES),
            new Route(DELETE, "/api/drafts/" + ID + "/notes/" + ID, Scope.ARTICLES),
            new Route(GET, "/api/media", Scope.ARTICLES),
            new Route(POST, "/api/media", Scope.ARTICLES),
            new Route(GET, "/api/media/" + ID, Scope.ARTICLES),
            new Route(PATCH, "/api/media/" + ID, Scope.ARTICLES),
            new Route(DELETE, "/api/media/" + ID, Scope.ARTICLES),
            new Route(GET, "/api/media/" + ID + "/ink.jpg", Scope.ARTICLES),
            new Route(GET, "/api/categories", Scope.ARTICLES),
            new Route(POST, "/api/categories", Scope.ARTICLES),
            new Route(GET, "/api/categories/craft", Scope.ARTICLES),
            new Route(PATCH, "/api/categories/craft", Scope.ARTICLES),
            new Route(DELETE, "/api/categories/craft", Scope.ARTICLES),
            new Route(POST, "/api/categories/craft/merge", Scope.ARTICLES),
            new Route(GET, "/api/redirects", Scope.ARTICLES),
            new Route(POST, "/api/redirects", Scope.ARTICLES),
            new Route(DELETE, "/api/redirects/" + ID, Scope.ARTICLES),
            new Route(GET, "/api/tags", Scope.ARTICLES),
            new Route(POST, "/api/tags", Scope.ARTICLES),
            new Route(GET, "/api/tags/ink", Scope.ARTICLES),
            new Route(PATCH, "/api/tags/ink", Scope.ARTICLES),
            new Route(DELETE, "/api/tags/ink", Scope.ARTICLES),
            new Route(POST, "/api/tags/ink/merge", Scope.ARTICLES),
            new Route(GET, "/api/languages", Scope.ARTICLES),
            new Route(GET, "/api/totals", Scope.ARTICLES),
            new Route(GET, "/api/articles/a-b/neighbours", Scope.ARTICLES),
            new Route(PUT, "/api/articles/1/pin", Scope.ARTICLES),
            new Route(DELETE, "/api/articles/1/pin", Scope.ARTICLES),
            new Route(GET, "/api/pins", Scope.ARTICLES),
            new Route(GET, "/api/authors", Scope.ARTICLES),
            new Route(GET, "/api/authors/ada", Scope.ARTICLES),
            new Route(GET, "/api/statistics/searches", Scope.ARTICLES),
            new Route(GET, "/api/statistics/articles", Scope.ARTICLES),
            new Route(GET, "/api/statistics/articles/" + ID, Scope.ARTICLES),
            new Route(GET, "/api/statistics/hours", Scope.ARTICLES),
            new Route(GET, "/api/most-read", Scope.ARTICLES),
            new Route(GET, "/api/statistics/comments", Scope.COMMENTS),
            new Route(GET, "/api/statistics/subscriptions", Scope.SUBSCRIPTIONS),
            new Route(POST, "/api/subscriptions", Scope.SUBSCRIPTIONS),
            new Route(GET, "/api/subscriptions/confirmation", Scope.SUBSCRIPTIONS),
            new Route(POST, "/api/subscriptions/confirmation", Scope.SUBSCRIPTIONS),
            new Route(GET, "/api/subscriptions/token", Scope.SUBSCRIPTIONS),
            new Route(GET, "/api/readers/token", Scope.SUBSCRIPTIONS),
            new Route(PATCH, "/api/subscriptions/token", Scope.SUBSCRIPTIONS),
            new Route(DELETE, "/api/subscriptions/token", Scope.SUBSCRIPTIONS),
            new Route(GET, "/api/notifications", Scope.SUBSCRIPTIONS),
            new Route(GET, "/api/notifications/" + ID + "/deliveries", Scope.SUBSCRIPTIONS),
            new Route(GET, "/api/subscribers", Scope.SUBSCRIPTIONS));

    private static final List<String> PAGES = List.of(
            "/",
            "/articles/ink",
            "/articles/ink/comments",
            "/articles/ink/comments/new?to=" + ID,
            "/articles/ink/comments/" + ID,
            "/categories",
            "/categories/craft",
            "/tags/ink",
            "/authors/ada",
            "/feed.atom",
            "/categories/craft/feed.rss",
            "/tags/ink/feed.json",
            "/search",
            "/subscriptions",
            "/subscriptions/check-mail",
            "/subscriptions/confirm?token=t",
            "/subscriptions/confirmed",
            "/subscriptions/manage?token=t",
            "/subscriptions/read?token=t",
            "/subscriptions/unsubscribe?token=t",
            "/desk",
            "/desk/",
            "/favicon.svg",
            "/actuator/health/liveness");

    private static final List<String> FORMS = List.of(
            "/articles/ink/comments",
            "/subscriptions",
            "/subscriptions/confirm",
            "/subscriptions/manage",
            "/subscriptions/read/end",
            "/subscriptions/unsubscribe?token=t",
            "/",
            "/desk/",
            "/no/such/page");

    private static final String FORM = "name=Ada&email=ada%40mail.example&body=Hello&topic=all&token=t";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @BeforeEach
    void everythingIsThere() {
        services().forEach(service -> service.answers(Reply.json(200, ARTICLE_JSON)));
    }

    private static Stream<StubService> services() {
        return Stream.of(ARTICLE, COMMENT, SUBSCRIPTION);
    }

    private static List<Asked> asked() {
        return services().flatMap(service -> service.asked().stream()).toList();
    }

    private WebTestClient.RequestBodySpec with(String token, HttpMethod method, String uri) {
        return anonymous().method(method).uri(uri).header("Authorization", "Bearer " + token);
    }

    private static String token(Browser browser, Scope... scopes) {
        Map<?, ?> issued = browser.post("/api/tokens")
                .bodyValue(Map.of(
                        "name",
                        "test",
                        "scopes",
                        Stream.of(scopes).map(Scope::id).toList()))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return String.valueOf(Objects.requireNonNull(issued).get("token"));
    }

    @Test
    void noRouteIsMissingHere() {
        List<Route> all = Stream.concat(OWN.stream(), OF_SERVICES.stream()).toList();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("org.pressroom.") && !isSignIn(mapping.toString())) {
                mapping.getMethodsCondition().getMethods().forEach(method -> mapping.getPatternsCondition()
                        .getPatterns()
                        .forEach(pattern -> assertThat(all)
                                .as("%s", mapping)
                                .anyMatch(route -> route.fits(method.asHttpMethod(), pattern))));
            }
        });
        for (org.pressroom.gateway.routes.Route line : Routes.all()) {
            if (line.isApi()) {
                line.methods().stream()
                        .filter(method -> !method.equals(HEAD) && !isSignIn(method + " " + line.path()))
                        .forEach(method -> assertThat(all)
                                .as("%s %s", method, line.path())
                                .anyMatch(route -> route.fits(method, line.path())));
            }
        }
    }

    private static boolean isSignIn(String mapping) {
        return mapping.contains("POST /api/session");
    }

    @Test
    void aLimitedTokenGoesNoWayThatItWasNotMadeFor() {
        Map<Scope, String> tokens = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            // Each of another account: what one may ask for in a while is less than all that is asked here.
            tokens.put(scope, token(staff("admin"), scope));
        }
        List<Route> routes = new ArrayList<>(OWN);
        OF_SERVICES.forEach(route -> {
            routes.add(route);
            if (route.method().equals(GET)) {
                routes.add(new Route(HEAD, route.uri(), route.scope()));
                routes.add(new Route(OPTIONS, route.uri(), route.scope()));
            }
        });
        for (Route route : routes) {
            tokens.forEach((scope, token) -> {
                resetServices();
                everythingIsThere();
                int status = with(token, route.method(), route.uri())
                        .header("Content-Type", "application/json")
                        .header("If-Match", "*")
                        .bodyValue("{}")
                        .exchange()
                        .returnResult(String.class)
                        .getStatus()
                        .value();
                if (route.isOpenTo(scope)) {
                    assertThat(status).as("%s with %s", route, scope).isNotIn(401, 403);
                } else {
                    assertThat(status).as("%s with %s", route, scope).isEqualTo(403);
                    assertThat(asked()).as("%s with %s", route, scope).isEmpty();
                }
            });
        }
    }

    @Test
    void pagesShowNoMoreToATokenThanToStrangers() {
        Browser admin = admin();
        for (String token : List.of(newToken(admin), token(admin, Scope.READ), token(admin, Scope.COMMENTS))) {
            for (String page : PAGES) {
                for (HttpMethod method : List.of(GET, HEAD)) {
                    int status = with(token, method, page)
                            .header("Accept", "text/html")
                            .exchange()
                            .returnResult(String.class)
                            .getStatus()
                            .value();
                    assertThat(status).as(page).isNotIn(401, 403);
                }
            }
        }
        assertThat(asked()).isNotEmpty().allSatisfy(request -> assertThat(subject(request))
                .isEqualTo("anonymous"));
    }

    private static String subject(Asked request) throws Exception {
        String header = Objects.requireNonNull(request.headers().get("Authorization"));
        return SignedJWT.parse(header.substring("Bearer ".length()))
                .getJWTClaimsSet()
                .getSubject();
    }

    @Test
    void formsTakeNoTokens() {
        Browser admin = admin();
        for (String token : List.of(newToken(admin), token(admin, Scope.READ), token(admin, Scope.COMMENTS))) {
            for (String form : FORMS) {
                for (HttpMethod method : List.of(POST, PUT, PATCH, DELETE)) {
                    with(token, method, form)
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .bodyValue(FORM)
                            .exchange()
                            .expectStatus()
                            .isForbidden();
                }
            }
        }
        assertThat(asked()).isEmpty();
    }

    @Test
    void aMethodIsWhatItIs() {
        String reader = token(admin(), Scope.READ);
        with(reader, GET, "/api/drafts/" + ID + "?_method=DELETE")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-HTTP-Method", "DELETE")
                .header("X-Method-Override", "DELETE")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(asked()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.headers().get("X-HTTP-Method-Override")).isNull();
        });
        for (String uri : List.of("/api/drafts/" + ID, "/api/comments/" + ID, "/articles/ink/comments")) {
            with(reader, POST, uri)
                    .header("X-HTTP-Method-Override", "GET")
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .bodyValue("_method=GET&" + FORM)
                    .exchange()
                    .expectStatus()
                    .isForbidden();
        }
    }

    @Test
    void aTokenThatIsNoGoodIsRefusedOnEveryWay() {
        String bad = "pressroom_" + "x".repeat(43);
        Stream.of(OWN, OF_SERVICES).flatMap(List::stream).forEach(route -> with(bad, route.method(), route.uri())
                .exchange()
                .expectStatus()
                .isUnauthorized());
        PAGES.forEach(page -> with(bad, GET, page).exchange().expectStatus().isUnauthorized());
        FORMS.forEach(form -> with(bad, POST, form).exchange().expectStatus().isUnauthorized());
        assertThat(asked()).isEmpty();
    }

    @Test
    void whoMayNotIsToldBeforeAnythingOfTheRequestCounts() {
        Browser author = staff("author");
        List<String> wrongIds = List.of("/api/tokens/no-id", "/api/accounts/no-id");
        List<Route> closed = new ArrayList<>(OWN.stream()
                .filter(route -> route.scope() == Scope.ADMINISTRATION)
                .toList());
        wrongIds.forEach(
                uri -> closed.add(new Route(uri.contains("token") ? DELETE : PATCH, uri, Scope.ADMINISTRATION)));
        closed.add(new Route(GET, "/api/accounts?limit=0&after=nonsense", Scope.ADMINISTRATION));
        closed.add(new Route(GET, "/api/operations/dead-letters/nowhere?limit=x", Scope.ADMINISTRATION));
        for (Route route : closed) {
            boolean admins = Stream.of("/api/tokens", "/api/account/", "/api/account?")
                    .noneMatch((route.uri() + "?")::startsWith);
            for (MediaType type : List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, MediaType.IMAGE_PNG)) {
                for (String body : List.of("{\"", "{}", "{\"name\": 5}", "")) {
                    anonymous()
                            .method(route.method())
                            .uri(route.uri())
                            .contentType(type)
                            .bodyValue(body)
                            .exchange()
                            .expectStatus()
                            .isUnauthorized();
                    if (admins) {
                        author.request(route.method(), route.uri())
                                .contentType(type)
                                .bodyValue(body)
                                .exchange()
                                .expectStatus()
                                .isForbidden();
                    }
                }
            }
        }
    }
}
