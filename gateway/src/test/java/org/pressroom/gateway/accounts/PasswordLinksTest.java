package org.pressroom.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/** Inviting somebody, and a new password for who has forgotten it. */
class PasswordLinksTest extends GatewayTest {

    private static final String CHOSEN = "chosen by myself";

    @Autowired
    private DatabaseClient database;

    private final String username = "i" + UUID.randomUUID();

    private String invited(Browser admin, String... roles) {
        Map<?, ?> account = admin.post("/api/accounts")
                .bodyValue(Map.of("username", username, "name", "Invited " + username, "roles", roles))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return String.valueOf(Objects.requireNonNull(account).get("id"));
    }

    private static String link(Browser admin, String id) {
        Map<?, ?> link = admin.post("/api/accounts/" + id + "/password-link")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Cache-Control", ".*no-store.*")
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        String path = String.valueOf(Objects.requireNonNull(link).get("path"));
        assertThat(path).startsWith("/desk/#/password/");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private int choose(String token, String password) {
        return anonymous()
                .post()
                .uri("/api/session/password")
                .bodyValue(Map.of("token", token, "password", password))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private int signIn(String password) {
        Browser browser = new Browser(anonymous()).open();
        return browser.post("/api/session")
                .bodyValue(Map.of("username", username, "password", password))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private static int whoAmI(Browser browser) {
        return browser.get("/api/account")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    @Test
    void whoIsInvitedChoosesAPasswordOnce() {
        Browser admin = admin();
        String token = link(admin, invited(admin, "author"));
        anonymous()
                .post()
                .uri("/api/session/password")
                .bodyValue(Map.of("token", token, "password", CHOSEN))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.username")
                .isEqualTo(username);
        assertThat(signIn(CHOSEN)).isEqualTo(204);
        assertThat(choose(token, "another one")).isEqualTo(404);
        assertThat(signIn(CHOSEN)).isEqualTo(204);
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneChooses() {
        Browser admin = admin();
        String token = link(admin, invited(admin, "author"));
        List<Integer> statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> choose(token, "password of " + i))
                .toList();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 404);
    }

    @Test
    void aNewLinkTakesThePlaceOfTheOneBefore() {
        Browser admin = admin();
        String id = invited(admin, "author");
        String first = link(admin, id);
        String second = link(admin, id);
        assertThat(choose(first, CHOSEN)).isEqualTo(404);
        assertThat(choose(second, CHOSEN)).isEqualTo(200);
    }

    @Test
    void aLinkIsGoodForThreeDays() {
        Browser admin = admin();
        String id = invited(admin, "author");
        String token = link(admin, id);
        database.sql("UPDATE password_link SET expires_at = expires_at - interval '3 days' WHERE account_id = :id")
                .bind("id", UUID.fromString(id))
                .fetch()
                .rowsUpdated()
                .block();
        assertThat(choose(token, CHOSEN)).isEqualTo(404);
    }

    @Test
    void sessionsAndTokensEndWithAForgottenPassword() {
        Browser admin = admin();
        String id = invited(admin, "author");
        choose(link(admin, id), "the first one");
        Browser there = new Browser(anonymous()).signIn(username, "the first one");
        String programs = newToken(there);
        String token = link(admin, id);
        assertThat(whoAmI(there)).isEqualTo(200);
        assertThat(choose(token, CHOSEN)).isEqualTo(200);
        assertThat(whoAmI(there)).isEqualTo(401);
        anonymous()
                .get()
                .uri("/api/account")
                .header("Authorization", "Bearer " + programs)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        assertThat(signIn("the first one")).isEqualTo(401);
    }

    @Test
    void aClosedAccountHasNoLink() {
        Browser admin = admin();
        String id = invited(admin, "author");
        String token = link(admin, id);
        admin.patch("/api/accounts/" + id)
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(choose(token, CHOSEN)).isEqualTo(404);
        admin.post("/api/accounts/" + id + "/password-link")
                .exchange()
                .expectStatus()
                .isEqualTo(409);
        admin.post("/api/accounts/" + UUID.randomUUID() + "/password-link")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void aLimitedTokenMakesNoLinkToMore() {
        Browser admin = admin();
        String id = invited(admin, "editor");
        Map<?, ?> issued = admin.post("/api/tokens")
                .bodyValue(Map.of("name", "limited", "scopes", List.of("administration")))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        anonymous()
                .post()
                .uri("/api/accounts/" + id + "/password-link")
                .header(
                        "Authorization",
                        "Bearer " + Objects.requireNonNull(issued).get("token"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void othersMakeNone() {
        String id = invited(admin(), "author");
        staff("editor")
                .post("/api/accounts/" + id + "/password-link")
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(choose("guessed", CHOSEN)).isEqualTo(404);
        assertThat(choose("guessed", "short")).isEqualTo(422);
        assertThat(choose("", CHOSEN)).isEqualTo(422);
    }
}
