package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.events.ArticleState;
import org.pressroom.testkit.CostlyText;
import org.pressroom.testkit.Tokens;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What each route refuses, and with which status. */
class RefusalsTest extends ServiceTest {

    private static final String LONG = "x".repeat(300);

    static Stream<Arguments> badSubscriptions() {
        return Stream.of(
                Arguments.of("{}", "email"),
                Arguments.of("{\"email\":null}", "email"),
                Arguments.of("{\"email\":5}", "email"),
                Arguments.of("{\"email\":{\"a\":1}}", "email"),
                Arguments.of("{\"email\":\"\"}", "email"),
                Arguments.of("{\"email\":\"nobody\"}", "email"),
                Arguments.of("{\"email\":\"a@b@c.example\"}", "email"),
                Arguments.of("{\"email\":\"a@localhost\"}", "email"),
                Arguments.of("{\"email\":\"a@[127.0.0.1]\"}", "email"),
                Arguments.of("{\"email\":\"\\\"a b\\\"@c.example\"}", "email"),
                Arguments.of("{\"email\":\"a b@c.example\"}", "email"),
                Arguments.of("{\"email\":\"a@c.example\\r\\nBcc: b@c.example\"}", "email"),
                Arguments.of("{\"email\":\"a\\u0000b@c.example\"}", "email"),
                Arguments.of("{\"email\":\"a\\ud800b@c.example\"}", "email"),
                Arguments.of("{\"email\":\"a\\u200bb@c.example\"}", "email"),
                Arguments.of("{\"email\":\"A <a@c.example>\"}", "email"),
                Arguments.of("{\"email\":\"" + LONG + "@c.example\"}", "email"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[]}", "topics"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":{}}", "topics"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":\"all\"}", "topics"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[null]}", "topics[0].kind"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[5]}", "topics[0]"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[{}]}", "topics[0].kind"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"moon\"}]}", "topics[0].kind"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[{\"kind\":5}]}", "topics[0].kind"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"tag\"}]}", "topics[0].key"),
                Arguments.of("{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"tag\",\"key\":5}]}", "topics[0].key"),
                Arguments.of(
                        "{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"tag\",\"key\":\"\"}]}", "topics[0].key"),
                Arguments.of(
                        "{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"tag\",\"key\":\"a b\"}]}", "topics[0].key"),
                Arguments.of(
                        "{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"tag\",\"key\":\"a\\u0000\"}]}",
                        "topics[0].key"),
                Arguments.of(
                        "{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"tag\",\"key\":\"" + LONG + "\"}]}",
                        "topics[0].key"),
                Arguments.of(
                        "{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"all\",\"key\":\"a\"}]}", "topics[0].key"),
                Arguments.of(
                        "{\"email\":\"a@c.example\",\"topics\":["
                                + String.join(",", Collections.nCopies(21, "{\"kind\":\"all\"}")) + "]}",
                        "topics"),
                Arguments.of("{\"email\":\"a@c.example\",\"frequency\":\"hourly\"}", "frequency"),
                Arguments.of("{\"email\":\"a@c.example\",\"frequency\":5}", "frequency"),
                // Not offered yet, and said so rather than accepted and never sent.
                Arguments.of("{\"email\":\"a@c.example\",\"frequency\":\"daily\"}", "frequency"),
                Arguments.of(
                        "{\"email\":\"a@c.example\",\"topics\":[{\"kind\":\"thread\",\"key\":\"a\"}]}",
                        "topics[0].kind"));
    }

    @ParameterizedTest
    @MethodSource("badSubscriptions")
    void aSubscriptionWithABadFieldIsRefusedByName(String json, String field) {
        JsonNode problem = refused(raw(stranger, HttpMethod.POST, "/api/subscriptions", json), 422);

        assertThat(problem.path("errors").values())
                .extracting(error -> error.path("field").asString())
                .contains(field);
    }

    /** What no article can be told by is said at once, and not by silence for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "News",
                "año",
                "новости",
                "权利",
                "ａ",
                "a b",
                "a_b",
                "a.b",
                "a--b",
                "-a",
                "a-",
                " a",
                "a\u0301",
                "🎉",
                "your account is locked, call 0900",
                "a1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
            })
    void aTopicIsToldByASlug(String key) {
        String manage = subscribed(address("slug"), subject("tag", "a".repeat(100)));
        for (String kind : List.of("category", "tag", "author")) {
            List<Map<String, String>> topics = List.of(subject(kind, key));
            for (WebTestClient.RequestHeadersSpec<?> request : List.of(
                    stranger.post()
                            .uri("/api/subscriptions")
                            .bodyValue(Map.of("email", address("slug"), "topics", topics)),
                    stranger.patch().uri("/api/subscriptions/{token}", manage).bodyValue(Map.of("topics", topics)))) {
                assertThat(refused(request, 422)
                                .path("errors")
                                .path(0)
                                .path("field")
                                .asString())
                        .isEqualTo("topics[0].key");
            }
        }
    }

    static Stream<String> costly() {
        return Stream.concat(CostlyText.of(200), CostlyText.of("a", 50_000));
    }

    /** Whatever stands in a field is answered; the client's patience is all that is measured. */
    @ParameterizedTest
    @MethodSource("costly")
    void whatCostsMuchIsAnswered(String text) {
        for (Map<String, ?> body : List.of(
                Map.of("email", "a" + text + "@" + domain()),
                Map.of("email", "a@a" + text + ".example"),
                Map.of("email", "a@" + domain(), "topics", List.of(subject("tag", text))),
                Map.of("email", "a@" + domain(), "topics", List.of(subject(text, "a"))),
                Map.of("email", "a@" + domain(), "frequency", text))) {
            int status = stranger.post()
                    .uri("/api/subscriptions")
                    .bodyValue(body)
                    .exchange()
                    .expectBody()
                    .returnResult()
                    .getStatus()
                    .value();
            assertThat(status).isIn(202, 422);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"a\"", "null", "{\"email\":\"a@c.example\"} x", "{\"email\":\"a\u0001\"}"})
    void whatIsNoJsonObjectIsRefused(String json) {
        List.of("/api/subscriptions", "/api/subscriptions/confirmation").forEach(path -> {
            int status = raw(stranger, HttpMethod.POST, path, json)
                    .exchange()
                    .expectBody()
                    .returnResult()
                    .getStatus()
                    .value();
            assertThat(status).as(path + " " + json).isIn(400, 422);
        });
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] bytes = {'{', '"', 'e', 'm', 'a', 'i', 'l', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'};

        refused(
                stranger.post()
                        .uri("/api/subscriptions")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(bytes),
                400);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        String json = "{\"email\":\"" + "x".repeat(1_100_000) + "\"}";

        refused(raw(stranger, HttpMethod.POST, "/api/subscriptions", json), 413);
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        refused(
                stranger.post()
                        .uri("/api/subscriptions")
                        .contentType(MediaType.APPLICATION_XML)
                        .bodyValue("<email/>"),
                415);
    }

    @Test
    void aMethodThatARouteDoesNotHaveIsRefused() {
        refused(stranger.put().uri("/api/subscriptions").bodyValue("{}"), 405);
        refused(stranger.delete().uri("/api/notifications"), 405);
    }

    static Stream<String> badTokens() {
        return Stream.of("x", "a".repeat(64), "A".repeat(64), "-_".repeat(32), "ü", "a".repeat(3000));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aLinkThatWasNotMadeHereOpensNothing(String token) {
        refused(raw(stranger, HttpMethod.PATCH, "/api/subscriptions/" + encoded(token), "{}"), 404);
        refused(stranger.get().uri(uri("/api/subscriptions/" + encoded(token))), 404);
        refused(stranger.delete().uri(uri("/api/subscriptions/" + encoded(token))), 404);
        refused(stranger.post().uri(uri("/subscriptions/unsubscribe?token=" + encoded(token))), 404);
    }

    @Test
    void aConfirmationNeedsATokenThatWasMadeHere() {
        refused(raw(stranger, HttpMethod.POST, "/api/subscriptions/confirmation", "{}"), 422);
        refused(raw(stranger, HttpMethod.POST, "/api/subscriptions/confirmation", "{\"token\":5}"), 422);
        refused(raw(stranger, HttpMethod.POST, "/api/subscriptions/confirmation", "{\"token\":\" \"}"), 422);
        refused(raw(stranger, HttpMethod.POST, "/api/subscriptions/confirmation", "{\"token\":\"a\\u0000\"}"), 404);
        refused(raw(stranger, HttpMethod.POST, "/api/subscriptions/confirmation", "{\"token\":\"" + LONG + "\"}"), 404);
        refused(stranger.post().uri("/subscriptions/unsubscribe"), 400);
    }

    @Test
    void aLinkForOnePurposeOpensNoOther() {
        String email = address("foe");
        subscribe(email, subject("tag", "one"));
        String confirm = token(mail(email, "Confirm"), "confirm");
        String manage = confirm(confirm);

        refused(stranger.get().uri("/api/subscriptions/{token}", confirm), 404);
        refused(stranger.post().uri("/subscriptions/unsubscribe?token={token}", manage), 404);
        refused(stranger.post().uri("/api/subscriptions/confirmation").bodyValue(Map.of("token", manage)), 404);
    }

    @Test
    void anExpiredRequestCannotBeConfirmed() {
        String email = address("exp");
        subscribe(email, subject("tag", "one"));
        String token = token(mail(email, "Confirm"), "confirm");
        database.sql("""
                        UPDATE subscription_request SET expires_at = now() - interval '1 second'
                        WHERE subscription_id = (SELECT id FROM subscription WHERE address = :address)
                        """).bind("address", email).then().block();

        refused(stranger.post().uri("/api/subscriptions/confirmation").bodyValue(Map.of("token", token)), 404);
    }

    @Test
    void aChangeIsCheckedLikeASubscriptionAndNeedsOneThatIsConfirmed() {
        String manage = subscribed(address("cha"), subject("tag", "one"));
        String path = "/api/subscriptions/" + manage;
        refused(raw(stranger, HttpMethod.PATCH, path, "{"), 400);
        refused(raw(stranger, HttpMethod.PATCH, path, "{\"topics\":[]}"), 422);
        refused(raw(stranger, HttpMethod.PATCH, path, "{\"frequency\":\"weekly\"}"), 422);
        refused(stranger.delete().uri(uri(path + "?erase=perhaps")), 400);
        stranger.delete()
                .uri(uri(path))
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();

        refused(raw(stranger, HttpMethod.PATCH, path, "{\"topics\":[{\"kind\":\"all\"}]}"), 409);
    }

    @Test
    void staffRoutesAskWhoYouAre() {
        List<String> paths = List.of(
                "/api/notifications", "/api/notifications/" + UUID.randomUUID() + "/deliveries", "/api/subscribers");
        for (String path : paths) {
            refused(stranger.get().uri(path), 401);
            refused(client(Tokens.staff("author")).get().uri(path), 403);
            refused(client(Tokens.staff("moderator")).get().uri(path), 403);
            for (String token : List.of(
                    Tokens.expired(),
                    Tokens.foreign(),
                    Tokens.otherAudience(),
                    Tokens.otherIssuer(),
                    Tokens.unsigned())) {
                refused(client(token).get().uri(path), 401);
            }
            WebTestClient without = WebTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + port)
                    .build();
            refused(without.get().uri(path), 401);
            refused(without.get().uri(path).header(HttpHeaders.AUTHORIZATION, "Bearer x"), 401);
        }
        refused(client(Tokens.staff("editor")).get().uri("/api/subscribers"), 403);
        client(Tokens.staff("editor"))
                .get()
                .uri("/api/notifications")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    @Test
    void noRouteAnswersWithoutAToken() {
        WebTestClient without =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();

        refused(raw(without, HttpMethod.POST, "/api/subscriptions", "{\"email\":\"a@c.example\"}"), 401);
        refused(without.post().uri("/subscriptions/unsubscribe?token=x"), 401);
        refused(without.get().uri("/api/articles/stream"), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=101", "limit=x", "limit=-1", "after=x", "after=%00", "after=eA", "after="})
    void aBadPageIsRefused(String query) {
        for (String path : List.of("/api/notifications", "/api/subscribers")) {
            refused(admin.get().uri(uri(path + "?" + query)), 400);
        }
    }

    @Test
    void theCursorOfAnotherListIsRefused() {
        for (int i = 0; i < 2; i++) {
            subscribe(address("cursor"), Map.of("kind", "all"));
            completedArticle();
        }
        List<String> lists = List.of("/api/notifications?", "/api/subscribers?");
        for (String list : lists) {
            String next =
                    json(admin.get().uri(uri(list + "limit=1"))).path("next").asString();
            for (String other : lists) {
                admin.get()
                        .uri(uri(other + "limit=1&after=" + next))
                        .exchange()
                        .expectStatus()
                        .isEqualTo(list.equals(other) ? 200 : 400)
                        .expectBody();
            }
        }
    }

    private void completedArticle() {
        ArticleState article = article("Listed", slug());
        publish(article);
        completed(article);
    }

    @Test
    void deliveriesOfWhatIsNotThereAreNotFound() {
        refused(admin.get().uri("/api/notifications/{id}/deliveries", UUID.randomUUID()), 404);
        refused(admin.get().uri("/api/notifications/nonsense/deliveries"), 404);
    }

    private static String encoded(String token) {
        return token.startsWith("%") ? token : URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
