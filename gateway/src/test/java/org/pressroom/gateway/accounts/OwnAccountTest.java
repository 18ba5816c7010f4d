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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What people do with their own account. */
class OwnAccountTest extends GatewayTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Autowired
    private EventConsumers consumers;

    private static WebTestClient.ResponseSpec change(Browser browser, Map<String, ?> what) {
        return browser.patch("/api/account")
                .header("If-Match", "*")
                .bodyValue(what)
                .exchange();
    }

    private static Map<?, ?> read(Browser browser, String path) {
        return Objects.requireNonNull(browser.get(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
    }

    private static int status(WebTestClient.RequestHeadersSpec<?> request) {
        return request.exchange().returnResult(String.class).getStatus().value();
    }

    @Test
    void whatReadersAreToldOfSomebodyIsToldToOthers() {
        List<AccountState> told = new CopyOnWriteArrayList<>();
        EventBroadcast broadcast = consumers
                .broadcast("own-account-test")
                .on(EventType.ACCOUNT_CHANGED, AccountState.class, (event, account) -> told.add(account))
                .build();
        Browser author = staff("author");
        try {
            broadcast.start();
            await().atMost(Duration.ofSeconds(20)).until(broadcast::isRunning);
            Map<String, String> changes = Map.of(
                    "name",
                    "Inês Marlow",
                    "bio",
                    "Writes on\nrivers. 🛶",
                    "picture",
                    "https://pictures.example/ines.jpg");
            change(author, changes).expectStatus().isOk();
            Map<?, ?> read = read(author, "/api/account");
            changes.forEach((name, value) -> assertThat(read.get(name)).isEqualTo(value));
            UUID id = UUID.fromString(String.valueOf(read.get("id")));
            await().atMost(Duration.ofSeconds(20)).until(() -> told.stream()
                    .anyMatch(state -> state.accountId().equals(id)
                            && "Writes on\nrivers. 🛶".equals(state.bio())
                            && "https://pictures.example/ines.jpg".equals(state.picture())));
        } finally {
            broadcast.stop();
        }
        change(author, Map.of("bio", " ", "picture", "")).expectStatus().isOk();
        Map<?, ?> read = read(author, "/api/account");
        assertThat(read.get("bio")).isNull();
        assertThat(read.get("picture")).isNull();
        assertThat(read.get("name")).isEqualTo("Inês Marlow");
    }

    @Test
    void anAdminsChangeLeavesTheProfile() {
        Browser author = staff("author");
        change(author, Map.of("bio", "Stays")).expectStatus().isOk();
        admin().patch("/api/accounts/" + read(author, "/api/account").get("id"))
                .header("If-Match", "*")
                .bodyValue(Map.of("name", "Renamed"))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(read(author, "/api/account").get("bio")).isEqualTo("Stays");
    }

    @Test
    void onesOwnRolesAreNotOnesOwnToChange() {
        Browser author = staff("author");
        Map<String, Object> hostile = new HashMap<>(Map.of("roles", List.of("admin"), "active", false));
        hostile.put("name", "Hostile");
        change(author, hostile).expectBody().consumeWith(answer -> {});
        assertThat(read(author, "/api/account").get("roles")).isEqualTo(List.of("author"));
    }

    @ParameterizedTest
    @CsvSource({"name, ''", "picture, javascript:alert(1)", "picture, x.png"})
    void whatDoesNotFitIsRefused(String field, String value) {
        Browser author = staff("author");
        change(author, Map.of(field, value)).expectStatus().isEqualTo(422);
    }

    @Test
    void aTextHasALimitAndAVersionIsAskedFor() {
        Browser author = staff("author");
        change(author, Map.of("bio", "x".repeat(600))).expectStatus().isOk();
        change(author, Map.of("bio", "x".repeat(601))).expectStatus().isEqualTo(422);
        assertThat(status(author.patch("/api/account").bodyValue(Map.of("bio", "x"))))
                .isEqualTo(428);
        assertThat(status(author.patch("/api/account")
                        .header("If-Match", "\"77\"")
                        .bodyValue(Map.of("bio", "x"))))
                .isEqualTo(412);
        assertThat(status(anonymous().get().uri("/api/account"))).isEqualTo(401);
    }

    @Test
    void anotherPasswordIsGivenForTheOldOneAndEndsOtherSessionsAndTokens() {
        Browser here = staff("author");
        String username = String.valueOf(read(here, "/api/account").get("username"));
        Browser there = new Browser(anonymous()).signIn(username, ADMIN_PASSWORD);
        String token = newToken(there);
        assertThat(status(here.post("/api/account/password")
                        .bodyValue(Map.of("current", "a wrong one", "password", "quite another"))))
                .isEqualTo(422);
        assertThat(status(there.get("/api/account"))).isEqualTo(200);
        assertThat(status(here.post("/api/account/password")
                        .bodyValue(Map.of("current", ADMIN_PASSWORD, "password", "quite another"))))
                .isEqualTo(204);
        assertThat(status(here.get("/api/account"))).isEqualTo(200);
        assertThat(status(there.get("/api/account"))).isEqualTo(401);
        assertThat(status(anonymous().get().uri("/api/account").header("Authorization", "Bearer " + token)))
                .isEqualTo(401);
        new Browser(anonymous()).signIn(username, "quite another");
    }

    @Test
    void guessingAPasswordIsSlowedDownAsSigningInIs() {
        Browser author = staff("author");
        int last = 0;
        for (int i = 0; i < 40 && last != 429; i++) {
            last = status(author.post("/api/account/password")
                    .bodyValue(Map.of("current", "guess " + i, "password", "quite another")));
        }
        assertThat(last).isEqualTo(429);
    }

    @Test
    void oneSeesWhereOneIsSignedInAndEndsIt() {
        Browser here = staff("author");
        String username = String.valueOf(read(here, "/api/account").get("username"));
        Browser there = new Browser(anonymous()
                        .mutate()
                        .defaultHeader("User-Agent", FIREFOX)
                        .build())
                .signIn(username, ADMIN_PASSWORD);
        Browser third = new Browser(anonymous()).signIn(username, ADMIN_PASSWORD);

        List<?> sessions = (List<?>)
                Objects.requireNonNull(read(here, "/api/account/sessions").get("items"));
        assertThat(sessions).hasSize(3);
        Map<?, ?> firefox = sessions.stream()
                .map(session -> (Map<?, ?>) session)
                .filter(session -> "Firefox on Linux".equals(session.get("device")))
                .findFirst()
                .orElseThrow();
        assertThat(firefox.get("current")).isEqualTo(false);
        assertThat(sessions)
                .filteredOn(session -> Boolean.TRUE.equals(((Map<?, ?>) session).get("current")))
                .hasSize(1);

        Browser other = staff("author");
        assertThat(status(other.delete("/api/account/sessions/" + firefox.get("id"))))
                .isEqualTo(404);
        assertThat(status(here.delete("/api/account/sessions/" + firefox.get("id"))))
                .isEqualTo(204);
        assertThat(status(there.get("/api/account"))).isEqualTo(401);
        assertThat(status(third.get("/api/account"))).isEqualTo(200);
        assertThat(status(here.delete("/api/account/sessions"))).isEqualTo(204);
        assertThat(status(third.get("/api/account"))).isEqualTo(401);
        assertThat(status(here.get("/api/account"))).isEqualTo(200);
        assertThat(status(other.get("/api/account"))).isEqualTo(200);
    }
}
