package org.pressroom.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

class AccountsTest extends GatewayTest {

    private record View(String id, String slug, long version) {}

    @Autowired
    private DatabaseClient database;

    @Autowired
    private EventConsumers consumers;

    private static String unique() {
        return "a" + UUID.randomUUID();
    }

    private static Map<String, Object> request(String username) {
        return Map.of(
                "username", username, "name", "Zoë O'Hara", "roles", List.of("author"), "password", "long enough");
    }

    private static View create(Browser admin, String username) {
        return Objects.requireNonNull(admin.post("/api/accounts")
                .bodyValue(request(username))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody(View.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void aNewAccountGetsASlugAndCanSignIn() {
        String username = unique();
        View view = create(admin(), username);
        assertThat(view.slug()).startsWith("zoe-o-hara");
        new Browser(stranger())
                .signIn(username, "long enough")
                .get("/api/session")
                .exchange()
                .expectBody()
                .jsonPath("$.account.username")
                .isEqualTo(username);
    }

    @Test
    void aChangeNeedsTheVersionThatItIsMadeTo() {
        Browser admin = admin();
        View view = create(admin, unique());
        admin.patch("/api/accounts/" + view.id())
                .header("If-Match", "\"1\"")
                .bodyValue(Map.of("name", "Another name"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Another name");
        admin.patch("/api/accounts/" + view.id())
                .header("If-Match", "\"1\"")
                .bodyValue(Map.of("name", "Too late"))
                .exchange()
                .expectStatus()
                .isEqualTo(412);
        admin.patch("/api/accounts/" + view.id())
                .bodyValue(Map.of("name", "x"))
                .exchange()
                .expectStatus()
                .isEqualTo(428);
        admin.patch("/api/accounts/" + view.id())
                .header("If-Match", "*")
                .bodyValue(Map.of("roles", List.of("author", "moderator")))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void everyChangeIsToldToOthers() {
        List<AccountState> told = new CopyOnWriteArrayList<>();
        EventBroadcast listener = consumers
                .broadcast("accounts-test")
                .on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, state) -> told.add(state))
                .build();
        listener.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(listener::isListening);
            Browser admin = admin();
            View view = create(admin, unique());
            admin.patch("/api/accounts/" + view.id())
                    .header("If-Match", "\"1\"")
                    .bodyValue(Map.of("name", "Another name", "active", false))
                    .exchange()
                    .expectStatus()
                    .isOk();
            UUID id = UUID.fromString(view.id());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> told.contains(new AccountState(id, 1, view.slug(), "Zoë O'Hara", true))
                            && told.contains(new AccountState(id, 2, view.slug(), "Another name", false)));
        } finally {
            listener.stop();
        }
    }

    @Test
    void aClosedAccountIsSignedOutAndCannotSignInAgain() {
        Browser admin = admin();
        String username = unique();
        View view = create(admin, username);
        Browser theirs = new Browser(stranger()).signIn(username, "long enough");
        admin.patch("/api/accounts/" + view.id())
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .expectStatus()
                .isOk();
        theirs.get("/api/session").exchange().expectBody().json("{\"account\": null}");
        new Browser(stranger())
                .open()
                .post("/api/session")
                .bodyValue(Map.of("username", username, "password", "long enough"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void aNewPasswordEndsAllSessionsAndTokens() {
        Browser admin = admin();
        String username = unique();
        View view = create(admin, username);
        Browser theirs = new Browser(stranger()).signIn(username, "long enough");
        String token = newToken(theirs);
        admin.patch("/api/accounts/" + view.id())
                .header("If-Match", "*")
                .bodyValue(Map.of("password", "another long one"))
                .exchange()
                .expectStatus()
                .isOk();
        stranger()
                .get()
                .uri("/api/session")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        theirs.get("/api/session").exchange().expectBody().json("{\"account\": null}");
        new Browser(stranger()).signIn(username, "another long one");
    }

    @Test
    void theLastAdminStaysOne() {
        Browser admin = admin();
        String id = database.sql("SELECT id FROM account WHERE username = 'admin'")
                .map((row, metadata) ->
                        Objects.requireNonNull(row.get("id", UUID.class)).toString())
                .one()
                .block(Duration.ofSeconds(5));
        for (Map<String, ?> change : List.of(Map.of("active", false), Map.of("roles", List.of("editor")))) {
            admin.patch("/api/accounts/" + id)
                    .header("If-Match", "*")
                    .bodyValue(change)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(409);
        }
    }

    @Test
    void theSameKeyMakesOneAccount() {
        Browser admin = admin();
        String username = unique();
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            admin.post("/api/accounts")
                    .header("Idempotency-Key", key)
                    .bodyValue(request(username))
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        admin.post("/api/accounts")
                .header("Idempotency-Key", key)
                .bodyValue(request(unique()))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
        admin.post("/api/accounts")
                .bodyValue(request(username))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void aPasswordHasNoPartInWhatARepeatedRequestIsKnownBy() {
        Browser admin = admin();
        Map<String, Object> request = new HashMap<>(request(unique()));
        String key = UUID.randomUUID().toString();
        for (String password : List.of("long enough", "another long one")) {
            request.put("password", password);
            admin.post("/api/accounts")
                    .header("Idempotency-Key", key)
                    .bodyValue(request)
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
    }

    @Test
    void onlyAdminsMay() {
        stranger().get().uri("/api/accounts").exchange().expectStatus().isUnauthorized();
        Browser editor = staff("editor");
        editor.get("/api/accounts").exchange().expectStatus().isForbidden();
        editor.post("/api/accounts")
                .bodyValue(request(unique()))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aListIsCutIntoPages() {
        Browser admin = admin();
        create(admin, unique());
        create(admin, unique());
        Map<?, ?> page = Objects.requireNonNull(admin.get("/api/accounts?limit=1")
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        assertThat((List<?>) page.get("items")).hasSize(1);
        admin.get("/api/accounts?limit=1&after={next}", Objects.requireNonNull(page.get("next")))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }

    @Test
    void whatIsNotValidIsNamed() {
        Browser admin = admin();
        for (Map<String, ?> wrong : List.of(
                Map.of("username", "has space"),
                Map.of("username", ""),
                Map.of("username", 5),
                Map.of("roles", List.of("owner")),
                Map.of("roles", List.of()),
                Map.of("password", "short"),
                Map.of("password", "ü".repeat(60)),
                Map.of("name", " "),
                Map.of("slug", "Not A Slug"))) {
            Map<String, Object> request = new HashMap<>(request(unique()));
            request.putAll(wrong);
            admin.post("/api/accounts")
                    .bodyValue(request)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .exists();
        }
        admin.get("/api/accounts/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
        admin.patch("/api/accounts/" + UUID.randomUUID())
                .header("If-Match", "*")
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isNotFound();
    }
}
