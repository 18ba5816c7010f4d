package org.pressroom.article.redirects;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Events.Told;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.pressroom.testkit.OwnThread;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What editors have addresses lead to. */
@ArticleServiceTest
class RedirectsTest {

    private final Api api;
    private final Events events;
    private final Staff editor = Staff.editor();

    /** In each address, so that no test meets those of another. */
    private final String own = "/" + UUID.randomUUID().toString().substring(24);

    @Autowired
    RedirectsTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    private Answer add(String from, @Nullable String to, @Nullable Integer status) {
        Map<String, @Nullable Object> redirect = new HashMap<>(Map.of("from", from));
        redirect.put("to", to);
        redirect.put("status", status);
        return api.post("/api/redirects", editor, redirect);
    }

    private Answer add(String from, String to) {
        return add(from, to, null);
    }

    private Answer follow(String address) {
        return api.get("/internal/redirects?from=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    }

    private static void assertInvalid(Answer answer, String field) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }

    @Test
    void anAddressLeadsOnUntilItIsTakenOut() {
        Answer added = add(own + "/2019/05/post.html", "/articles/post");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("from")).isEqualTo(own + "/2019/05/post.html");
        assertThat(added.json().get("status").asInt()).isEqualTo(301);
        JsonNode led = follow(own + "/2019/05/post.html").json();
        assertThat(led.get("location").asString()).isEqualTo("/articles/post");
        assertThat(led.get("status").asInt()).isEqualTo(301);
        assertThat(follow(own + "/2019/05").status()).isEqualTo(404);
        assertThat(add(own + "/2019/05/post.html", "/elsewhere").status()).isEqualTo(409);

        String path = "/api/redirects/" + added.id();
        assertThat(api.delete(path, editor).status()).isEqualTo(204);
        assertThat(api.delete(path, editor).status()).isEqualTo(404);
        assertThat(follow(own + "/2019/05/post.html").status()).isEqualTo(404);
        List<Told> told = events.of(EventTopic.REDIRECT_EVENTS, added.id(), 3);
        assertThat(told).extracting(Told::type).startsWith("redirect.added.v1", "redirect.removed.v1");
        assertThat(told.get(2).data().isNull()).isTrue();
    }

    /** Encoded or not, composed or not, with a slash at its end or without: it is one address. */
    @ParameterizedTest
    @CsvSource({
        "/über, /%C3%BCber",
        "/über, /u\u0308ber",
        "/%C3%BCber/, /über",
        "/пост, /%D0%BF%D0%BE%D1%81%D1%82/",
        "/हिन्दी, /%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80",
        "/a b, /a%20b",
        "/100%, /100%25",
        "/🎉.html, /%f0%9f%8e%89.html",
    })
    void itIsOneAddressHoweverItIsWritten(String typed, String sent) {
        assertThat(add(own + typed, "/").status()).isEqualTo(201);
        assertThat(follow(own + sent).status()).isEqualTo(200);
        assertThat(follow(own + typed).status()).isEqualTo(200);
        assertThat(add(own + sent, "/").status()).isEqualTo(409);
    }

    @Test
    void withAQueryItIsForThatOneAloneAndComesBeforeTheOneForAll() {
        add(own + "/index.php", "/all");
        add(own + "/index.php?p=12", "/twelve");
        assertThat(follow(own + "/index.php?p=12").text("location")).isEqualTo("/twelve");
        assertThat(follow(own + "/index.php?p=13").text("location")).isEqualTo("/all");
        assertThat(follow(own + "/index.php").text("location")).isEqualTo("/all");
    }

    @ParameterizedTest
    @CsvSource({
        "/articles/über#kapitel, /articles/%C3%BCber#kapitel",
        "/articles/%C3%BCber?x=1&y=%, /articles/%C3%BCber?x=1&y=%25",
        "https://müller.example/straße, https://xn--mller-kva.example/stra%C3%9Fe",
        "https://other.example:8443/a[1]|b, https://other.example:8443/a%5B1%5D%7Cb",
        "https://other.example, https://other.example",
        "/, /",
    })
    void itLeadsToAnAddressThatEveryBrowserReads(String to, String location) {
        assertThat(add(own + "/x", to).status()).isEqualTo(201);
        assertThat(follow(own + "/x").text("location")).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\\\evil.example",
                "\\\\evil.example",
                "https:evil.example",
                "https://user@evil.example/",
                "http://plain.example/",
                "javascript:alert(1)",
                "data:text/html,x",
                "/a\\r\\nSet-Cookie: x=1",
                "/a\\u2028b",
                "mailto:a@b.example",
                "ftp://other.example/",
                "relative/path",
                "https://",
                "https://localhost/",
                "",
                " ",
            })
    void itLeadsNowhereElse(String to) {
        String json = "{\"from\": \"" + own + "/y\", \"to\": \"" + to + "\"}";
        assertInvalid(api.post("/api/redirects", editor, json), "to");
        assertThat(follow(own + "/y").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?p=1",
                "//evil.example/",
                "no-slash",
                "https://site.example/old",
                "/api/articles",
                "/API/articles",
                "/%61pi/articles",
                "/desk",
                "/desk/x",
                "/actuator/health",
                "/assets/site.css",
                "/a#b",
                "/a%00b",
                "/a%0Ab",
                "/%FF",
                "/\\u0000",
                "",
            })
    void whatIsNoAddressOfAPageLeadsNowhere(String from) {
        assertInvalid(api.post("/api/redirects", editor, "{\"from\": \"" + from + "\", \"to\": \"/x\"}"), "from");
    }

    @Test
    void lengthsAndStatusesHaveLimits() {
        assertInvalid(add("/" + "x".repeat(500), "/x"), "from");
        assertInvalid(add(own + "/z", "/" + "x".repeat(2_000)), "to");
        assertInvalid(add(own + "/z", "/x", 200), "status");
        assertInvalid(add(own + "/z", "/x", 410), "to");
        assertInvalid(add(own + "/z", null, 301), "to");
        assertThat(add(own + "/z", null, 410).status()).isEqualTo(201);
        assertThat(follow(own + "/z").json().get("location").isNull()).isTrue();
        assertThat(follow(own + "/z").json().get("status").asInt()).isEqualTo(410);
        assertThat(api.get("/internal/redirects?from=" + "x".repeat(3_000)).status())
                .isEqualTo(404);
        assertThat(follow("/%ff%00").status()).isEqualTo(404);
    }

    @Test
    void nothingLeadsInACircle() {
        assertInvalid(add(own + "/a", own + "/a"), "to");
        assertInvalid(add(own + "/ä", own + "/%C3%A4/?x=1#y"), "to");
        add(own + "/a", own + "/b");
        add(own + "/b", own + "/c?x=1");
        assertInvalid(add(own + "/c", own + "/a"), "to");
        assertInvalid(add(own + "/c?x=1", own + "/a"), "to");
        assertThat(add(own + "/c?x=2", own + "/a").status()).isEqualTo(201);
    }

    @Test
    void notTooManyLeadToOneAnother() {
        for (int i = 1; i <= 5; i++) {
            assertThat(add(own + "/" + i, own + "/" + (i + 1)).status()).isEqualTo(201);
        }
        assertInvalid(add(own + "/0", own + "/1"), "to");
        assertInvalid(add(own + "/6", own + "/7"), "to");
        assertThat(add(own + "/6", "https://other.example/").status()).isEqualTo(201);
    }

    /** Each alone might; together they would lead to each other. */
    @Test
    void twoThatAreAddedAtOnceDoNotLeadToEachOther() {
        for (int round = 0; round < 5; round++) {
            String one = own + "/one" + round;
            String other = own + "/other" + round;
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> add(one, other), OwnThread.EACH);
            Answer second = add(other, one);
            assertThat(List.of(first.join().status(), second.status())).containsExactlyInAnyOrder(201, 422);
        }
    }

    @Test
    void theyAreListedTheNewestFirstByThePageAndByHowTheyBegin() {
        for (String name : List.of("/über/1", "/über/2", "/über/3", "/other")) {
            add(own + name, "/x");
        }
        String prefix = "/api/redirects?limit=2&q=" + URLEncoder.encode(own + "/%C3%BCber/", StandardCharsets.UTF_8);
        JsonNode first = api.get(prefix, editor).json();
        assertThat(froms(first)).containsExactly(own + "/über/3", own + "/über/2");
        JsonNode second = api.get(prefix + "&after=" + first.get("next").asString(), editor)
                .json();
        assertThat(froms(second)).containsExactly(own + "/über/1");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(froms(api.get("/api/redirects?limit=1", editor).json())).containsExactly(own + "/other");
        assertThat(api.get("/api/redirects?after=" + first.get("next").asString(), editor)
                        .status())
                .isEqualTo(400);
        assertThat(api.get("/api/redirects?q=%25zz%25", editor).json().get("items"))
                .isEmpty();
        assertThat(api.get("/api/redirects?q=" + "x".repeat(501), editor).status())
                .isEqualTo(400);
        assertThat(api.get("/api/redirects?q=%00", editor).status()).isEqualTo(400);
        assertThat(api.get("/api/redirects", Staff.author()).status()).isEqualTo(403);
    }

    private static List<String> froms(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("from").asString())
                .toList();
    }
}
