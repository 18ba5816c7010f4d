package org.pressroom.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SiteChanged;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What admins choose for the publication. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteTest extends GatewayTest {

    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'/>";

    @Autowired
    private EventConsumers consumers;

    private final List<SiteChanged> told = new CopyOnWriteArrayList<>();
    private @Nullable EventBroadcast listening;
    private long before;

    @BeforeAll
    void listen() {
        EventBroadcast broadcast = consumers
                .broadcast("site-test")
                .on(EventType.SITE_CHANGED, SiteChanged.class, (event, site) -> told.add(site))
                .build();
        broadcast.start();
        listening = broadcast;
        await().atMost(Duration.ofSeconds(20)).until(broadcast::isRunning);
    }

    @AfterAll
    void listenNoMore() {
        Objects.requireNonNull(listening).stop();
    }

    @BeforeEach
    void look() {
        before = version();
    }

    /** Until that was told to all: pages that other tests have kept are not to go because of this. */
    @AfterEach
    void nothingIsChosen() {
        if (version() == before) {
            return;
        }
        Browser admin = admin();
        choose(admin, Map.of()).expectStatus().isOk();
        for (String kind : List.of("logo", "logo-dark", "icon")) {
            admin.delete("/api/site/pictures/" + kind)
                    .header("If-Match", "*")
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        long version = version();
        await().atMost(Duration.ofSeconds(20)).until(() -> told.stream().anyMatch(site -> site.version() == version));
    }

    private long version() {
        return ((Number) Objects.requireNonNull(read().get("version"))).longValue();
    }

    private static WebTestClient.ResponseSpec choose(Browser browser, Map<String, ?> settings) {
        return browser.request(HttpMethod.PUT, "/api/site")
                .header("If-Match", "*")
                .bodyValue(settings)
                .exchange();
    }

    private static WebTestClient.ResponseSpec put(Browser browser, String kind, String mediaType, byte[] picture) {
        return browser.request(HttpMethod.PUT, "/api/site/pictures/" + kind)
                .header("If-Match", "*")
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .bodyValue(picture)
                .exchange();
    }

    private Map<?, ?> read() {
        return Objects.requireNonNull(anonymous()
                .get()
                .uri("/api/site")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }

    private static @Nullable Object at(Map<?, ?> answer, String... path) {
        Object found = answer;
        for (String name : path) {
            found = ((Map<?, ?>) Objects.requireNonNull(found)).get(name);
        }
        return found;
    }

    @Test
    void whatIsChosenIsReadByAllAndToldToOthers() {
        Map<String, Object> settings = Map.of(
                "name", "El Correo",
                "description", "Cartas.",
                "colours", Map.of("light", Map.of("accent", "#ffee00")),
                "type", Map.of("text", "old-style", "size", "small"),
                "menu",
                        List.of(
                                Map.of("label", "Start", "url", "/"),
                                Map.of("label", "X", "url", "https://x.example/")),
                "css", "a { color: red }\n",
                "code", Map.of("head", "<meta name=x>", "origins", List.of("https://count.example")));
        choose(admin(), settings).expectStatus().isOk();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> told.stream().anyMatch(site -> site.name().equals("El Correo")));
        Map<?, ?> read = read();
        assertThat(read.get("name")).isEqualTo("El Correo");
        assertThat(read.get("menu")).isEqualTo(settings.get("menu"));
        assertThat(read.get("css")).isEqualTo(settings.get("css"));
        assertThat(at(read, "type", "text")).isEqualTo("old-style");
        assertThat(at(read, "code", "origins")).isEqualTo(List.of("https://count.example"));
        assertThat(at(read, "colours", "light", "accent")).isEqualTo("#ffee00");
        assertThat(at(read, "shown", "colours", "light", "accent"))
                .as("yellow that can be read on white")
                .isNotEqualTo("#ffee00");
        assertThat(at(read, "shown", "name")).isEqualTo("El Correo");
        choose(admin(), Map.of()).expectStatus().isOk();
        assertThat(read().get("name")).isNull();
        assertThat(at(read(), "shown", "name")).isEqualTo("Pressroom");
    }

    @Test
    void pagesThatAreKeptChangeWithIt() {
        ARTICLE.answers(Reply.json(200, "{\"items\": [], \"next\": null}"));
        String before = "First " + System.nanoTime();
        choose(admin(), Map.of("name", before)).expectStatus().isOk();
        await().atMost(Duration.ofSeconds(20)).until(() -> page("/").contains(before));
        choose(admin(), Map.of("name", "Then")).expectStatus().isOk();
        await().atMost(Duration.ofSeconds(20)).until(() -> !page("/").contains(before));
        assertThat(page("/")).contains("<title>Then</title>");
    }

    private String page(String address) {
        String page = anonymous()
                .get()
                .uri(address)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return page == null ? "" : page;
    }

    @Test
    void twoWhoChangeItAtOnceHearOfEachOther() {
        Browser admin = admin();
        String tag = anonymous()
                .get()
                .uri("/api/site")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag();
        choose(admin, Map.of("name", "The other's")).expectStatus().isOk();
        assertThat(status(admin.request(HttpMethod.PUT, "/api/site")
                        .header("If-Match", String.valueOf(tag))
                        .bodyValue(Map.of("name", "Mine"))))
                .isEqualTo(412);
        assertThat(status(admin.request(HttpMethod.PUT, "/api/site").bodyValue(Map.of("name", "Mine"))))
                .isEqualTo(428);
        assertThat(read().get("name")).isEqualTo("The other's");
    }

    private static int status(WebTestClient.RequestHeadersSpec<?> request) {
        return request.exchange().returnResult(String.class).getStatus().value();
    }

    @Test
    void adminsAlone() {
        for (Browser other : List.of(staff("editor"), staff("author"), staff("moderator"))) {
            choose(other, Map.of("name", "Mine")).expectStatus().isForbidden();
            put(other, "logo", "image/svg+xml", SVG.getBytes(StandardCharsets.UTF_8))
                    .expectStatus()
                    .isForbidden();
            preview(other, Map.of(), "/").expectStatus().isForbidden();
        }
        assertThat(status(anonymous()
                        .put()
                        .uri("/api/site")
                        .header("If-Match", "*")
                        .bodyValue(Map.of("name", "Mine"))))
                .isEqualTo(401);
        assertThat(status(anonymous().post().uri("/api/site/previews").bodyValue(Map.of("settings", Map.of()))))
                .isEqualTo(401);
    }

    static List<Map<String, Object>> unfit() {
        String long61 = "x".repeat(61);
        return List.of(
                Map.of("name", " "),
                Map.of("name", "x".repeat(101)),
                Map.of("name", "a\nb"),
                Map.of("description", "x".repeat(301)),
                Map.of("colours", Map.of("light", Map.of("accent", "red"))),
                Map.of("colours", Map.of("light", Map.of("paper", "#fff"))),
                Map.of("colours", Map.of("dark", Map.of("text", "#12345g"))),
                Map.of("type", Map.of("text", "comic")),
                Map.of("type", Map.of("size", "huge")),
                Map.of("menu", List.of(Map.of("label", long61, "url", "/"))),
                Map.of("menu", List.of(Map.of("label", "", "url", "/"))),
                Map.of("menu", List.of(Map.of("label", "x", "url", "javascript:alert(1)"))),
                Map.of("menu", List.of(Map.of("label", "x", "url", "//evil.example"))),
                Map.of("menu", List.of(Map.of("label", "x", "url", "x"))),
                Map.of("menu", List.of(Map.of("label", "x"))),
                Map.of("menu", Collections.nCopies(21, Map.of("label", "x", "url", "/"))),
                Map.of("logoAlone", 42),
                Map.of("colours", Map.of("light", Map.of())),
                Map.of("type", Map.of("no", "such")),
                Map.of("code", Map.of()),
                Map.of("css", "x".repeat(100_001)),
                Map.of("code", Map.of("head", "x".repeat(20_001))),
                Map.of("code", Map.of("origins", List.of("https://a.example; script-src *"))),
                Map.of("code", Map.of("origins", List.of("http://a.example"))),
                Map.of("code", Map.of("origins", List.of("*"))),
                Map.of("code", Map.of("origins", List.of("'unsafe-inline'"))));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void whatDoesNotFitIsRefusedAndNothingIsChanged(Map<String, Object> settings) {
        Object before = read().get("version");
        int status =
                choose(admin(), settings).returnResult(String.class).getStatus().value();
        assertThat(status).isIn(400, 422);
        assertThat(read().get("version")).isEqualTo(before);
    }

    @Test
    void picturesArePutAndTakenAway() {
        Browser admin = admin();
        put(admin, "logo", "image/svg+xml", SVG.getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isOk();
        String url = String.valueOf(at(read(), "pictures", "logo", "url"));
        assertThat(at(read(), "pictures", "logo", "width")).isEqualTo(90);
        EntityExchangeResult<byte[]> served = anonymous()
                .get()
                .uri(url)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("image/svg+xml")
                .expectBody(byte[].class)
                .returnResult();
        assertThat(served.getResponseBody()).isEqualTo(SVG.getBytes(StandardCharsets.UTF_8));
        // Whatever it is said to be.
        put(admin, "icon", "image/png", "GIF89a".getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isEqualTo(422);
        put(admin, "icon", "text/html", SVG.getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isEqualTo(415);
        put(admin, "banner", "image/png", SVG.getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isNotFound();
        put(admin, "icon", "image/svg+xml", new byte[300_000]).expectStatus().isEqualTo(422);
        put(admin, "icon", "image/svg+xml", new byte[1_100_000]).expectStatus().isEqualTo(413);
        choose(admin, Map.of("name", "With a logo")).expectStatus().isOk();
        assertThat(at(read(), "pictures", "logo", "url"))
                .as("settings leave it")
                .isEqualTo(url);
        admin.delete("/api/site/pictures/logo")
                .header("If-Match", "*")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(at(read(), "pictures", "logo")).isNull();
        anonymous().get().uri(url).exchange().expectStatus().isNotFound();
    }

    private static WebTestClient.ResponseSpec preview(Browser browser, Map<String, ?> settings, String page) {
        return browser.post("/api/site/previews")
                .bodyValue(Map.of("settings", settings, "page", page))
                .exchange();
    }

    @Test
    void aDraftIsLookedAtAndChangesNothing() {
        ARTICLE.answers(Reply.json(200, "{\"items\": [], \"next\": null}"));
        Browser admin = admin();
        Map<String, Object> settings = Map.of(
                "name",
                "Tomorrow's",
                "css",
                "a::after { content: '</style>' }",
                "code",
                Map.of("head", "<script>count()</script>"));
        Map<?, ?> answer = Objects.requireNonNull(preview(admin, settings, "/")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Control", ".*no-store.*")
                .expectHeader()
                .doesNotExist("Page-Policy")
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        assertThat(String.valueOf(answer.get("html")))
                .contains("<title>Tomorrow's</title>", "/site.css")
                .doesNotContain("<script", "count()", "href=\"/site/");
        assertThat(answer.get("css")).isEqualTo("a::after { content: '</style>' }");
        assertThat(page("/")).doesNotContain("Tomorrow");
        assertThat(read().get("name")).isNull();
        preview(admin, Map.of("name", ""), "/").expectStatus().isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/a b",
                "\u0000",
                "//evil.example/",
                "https://evil.example/",
                "nowhere",
                "/nowhere",
                "/api/accounts",
                "/actuator/health",
                "/desk/",
            })
    void whatIsNoPageOfReadersIsNoPreview(String address) {
        preview(admin(), Map.of(), address).expectStatus().is4xxClientError();
    }
}
