package org.pressroom.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Inviting somebody, and a new password for who has forgotten it. */
class PasswordLinksTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

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

    private String reachable(Browser admin, String email) {
        String id = invited(admin, "author");
        admin.patch("/api/accounts/" + id)
                .header("If-Match", "*")
                .bodyValue(Map.of("email", email))
                .exchange()
                .expectStatus()
                .isOk();
        return id;
    }

    private static String made(Browser admin, String id, String field) {
        Map<?, ?> link = admin.post("/api/accounts/" + id + "/password-link")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return String.valueOf(Objects.requireNonNull(link).get(field));
    }

    /** It answers what tells the token of a mail, which is made of its id. */
    private static Mono<Reply> mails(Asked asked) {
        String token = token(JsonMapper.shared().readTree(asked.body()));
        return Mono.just(Reply.json(
                200, "{\"tokenHash\": \"%s\"}".formatted(HexFormat.of().formatHex(Sha256.of(token)))));
    }

    private static String token(JsonNode mail) {
        return "of-" + mail.get("id").asString();
    }

    /** What was handed over to be sent to an address, once the gateway knows the last of it by its token. */
    private JsonNode handedOver(String email, int number) {
        await().atMost(PATIENCE).until(() -> mailsTo(email).size() >= number);
        JsonNode mail = mailsTo(email).get(number - 1);
        await().atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(
                        database.sql("SELECT EXISTS (SELECT FROM password_link WHERE mail_token_hash = :hash)")
                                .bind("hash", Sha256.of(token(mail)))
                                .mapValue(Boolean.class)
                                .one()
                                .block(PATIENCE)));
        return mail;
    }

    private static List<JsonNode> mailsTo(String email) {
        return SUBSCRIPTION.asked().stream()
                .filter(asked -> asked.uri().equals("/internal/password-mails"))
                .map(asked -> JsonMapper.shared().readTree(asked.body()))
                .filter(mail -> mail.path("recipient").asString("").equals(email))
                .toList();
    }

    @Test
    void aLinkGoesByMailTooAndEitherIsGoodOnce() {
        SUBSCRIPTION.does(PasswordLinksTest::mails);
        Browser admin = admin();
        String email = UUID.randomUUID() + "@staff.example";
        String id = reachable(admin, email);
        String shown = link(admin, id);
        JsonNode mail = handedOver(email, 1);
        assertThat(mail.get("username").asString()).isEqualTo(username);
        assertThat(mail.get("actorName").asString()).isEqualTo("Administrator");
        assertThat(Instant.parse(mail.get("expiresAt").asString()))
                .isAfter(Instant.now().plus(Duration.ofDays(2)));
        assertThat(SUBSCRIPTION.asked()).extracting(Asked::body).noneMatch(body -> body.contains(shown));
        assertThat(choose(token(mail), CHOSEN)).isEqualTo(200);
        assertThat(signIn(CHOSEN)).isEqualTo(204);
        assertThat(choose(token(mail), "another one")).isEqualTo(404);
        assertThat(choose(shown, "another one")).isEqualTo(404);

        assertThat(made(admin, id, "mailedTo")).isEqualTo(email);
        JsonNode second = handedOver(email, 2);
        String third = link(admin, id);
        assertThat(choose(token(second), "another one")).isEqualTo(404);
        assertThat(choose(third, "another one")).isEqualTo(200);
    }

    @Test
    void aMailWaitsForWhoSendsItAndNoneIsSentToNobody() {
        SUBSCRIPTION.answers(Reply.json(503, "{}"));
        Browser admin = admin();
        String email = UUID.randomUUID() + "@staff.example";
        String id = reachable(admin, email);
        link(admin, id);
        await().atMost(PATIENCE).until(() -> !mailsTo(email).isEmpty());
        SUBSCRIPTION.does(PasswordLinksTest::mails);
        JsonNode mail = handedOver(email, mailsTo(email).size() + 1);
        assertThat(mailsTo(email))
                .extracting(each -> each.get("id").asString())
                .containsOnly(mail.get("id").asString());

        admin.patch("/api/accounts/" + id)
                .header("If-Match", "*")
                .bodyValue(Map.of("email", ""))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(made(admin, id, "mailedTo")).isEqualTo("null");
        assertThat(choose(token(mail), CHOSEN)).isEqualTo(404);
    }

    @Test
    void whatWentToAnotherAddressIsGoodNoMore() {
        SUBSCRIPTION.does(PasswordLinksTest::mails);
        Browser admin = admin();
        String wrong = UUID.randomUUID() + "@wrong.example";
        String id = reachable(admin, wrong);
        String shown = link(admin, id);
        JsonNode mail = handedOver(wrong, 1);
        admin.patch("/api/accounts/" + id)
                .header("If-Match", "*")
                .bodyValue(Map.of("email", UUID.randomUUID() + "@right.example", "name", "Another name"))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(choose(token(mail), CHOSEN)).isEqualTo(404);
        assertThat(choose(shown, CHOSEN)).isEqualTo(200);
    }
}
