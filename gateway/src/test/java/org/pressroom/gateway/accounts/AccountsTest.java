package org.pressroom.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.text.Slug;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.testkit.CostlyText;
import org.pressroom.testkit.OwnThread;
import org.pressroom.testkit.SlugExamples;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.JsonPathAssertions;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class AccountsTest extends GatewayTest {

    private record View(String id, String slug, long version) {}

    @Autowired
    private DatabaseClient database;

    @Autowired
    private EventConsumers consumers;

    @Autowired
    private TransactionalOperator transaction;

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
        assertThat(view.slug()).startsWith("zoe-ohara");
        new Browser(anonymous())
                .signIn(username, "long enough")
                .get("/api/session")
                .exchange()
                .expectBody()
                .jsonPath("$.account.username")
                .isEqualTo(username);
    }

    @Test
    void anAddressIsKeptAsMailIsSentToItAndTakenBack() {
        Browser admin = admin();
        Map<String, Object> request = new HashMap<>(request(unique()));
        request.put("email", " Zoe@Bücher.example ");
        String id = Objects.requireNonNull(admin.post("/api/accounts")
                        .bodyValue(request)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(View.class)
                        .returnResult()
                        .getResponseBody())
                .id();
        address(admin, id).isEqualTo("Zoe@xn--bcher-kva.example");
        assertThat(changed(admin, id, Map.of("name", "Zoë"))).isEqualTo(200);
        address(admin, id).isEqualTo("Zoe@xn--bcher-kva.example");
        assertThat(changed(admin, id, Map.of("email", "zoe at example"))).isEqualTo(422);
        assertThat(changed(admin, id, Map.of("email", ""))).isEqualTo(200);
        address(admin, id).isEmpty();
    }

    private static JsonPathAssertions address(Browser admin, String id) {
        return admin.get("/api/accounts/" + id).exchange().expectBody().jsonPath("$.email");
    }

    private static int changed(Browser admin, String id, Map<String, Object> change) {
        return admin.patch("/api/accounts/" + id)
                .header("If-Match", "*")
                .bodyValue(change)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    /** Whatever stands in a field is answered; the client's patience is all that is measured. */
    @Test
    void whatCostsMuchIsAnswered() {
        // With a budget of its own.
        Browser admin = staff("admin");
        Stream.concat(CostlyText.of(64), CostlyText.of("a", 3_500)).forEach(text -> {
            for (String field : List.of("username", "name", "slug", "password")) {
                // Too short a password, so that nobody gets an account.
                Map<String, Object> account =
                        new HashMap<>(Map.of("username", unique(), "name", "Zoë", "roles", List.of(), "password", "x"));
                account.put(field, text);
                admin.post("/api/accounts")
                        .bodyValue(account)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(422);
            }
        });
        closeAllAdminsButTheFirst();
    }

    @Test
    void whoSignsInWithWhatCostsMuchIsAnswered() {
        Browser stranger = new Browser(anonymous()).open();
        Stream.concat(CostlyText.of(200), CostlyText.of("a", 1_000))
                .forEach(text -> assertThat(stranger.post("/api/session")
                                .bodyValue(Map.of("username", text, "password", text))
                                .exchange()
                                .returnResult(Void.class)
                                .getStatus()
                                .value())
                        .isIn(401, 422, 429));
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
    void oneAccountIsReadWithItsVersion() {
        Browser admin = admin();
        View view = create(admin, unique());
        String address = "/api/accounts/" + view.id();
        admin.get(address)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody(View.class)
                .isEqualTo(view);
        admin.get(address)
                .header("If-None-Match", "\"1\"")
                .exchange()
                .expectStatus()
                .isNotModified();
        admin.get("/api/accounts/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void theSlugOfAnotherIsRefusedAndNothingIsChanged() {
        Browser admin = admin();
        View one = create(admin, unique());
        View another = create(admin, unique());
        admin.patch("/api/accounts/" + another.id())
                .header("If-Match", "\"1\"")
                .bodyValue(Map.of("slug", one.slug(), "name", "Renamed as well"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
        admin.get("/api/accounts/" + another.id())
                .exchange()
                .expectBody(View.class)
                .isEqualTo(another);
    }

    /** The one rule of all slugs: letters with and without marks, of every script, and what has none. */
    @ParameterizedTest
    @CsvSource({
        "Søren Østergård, soren-ostergard",
        "Łukasz Ðorđević, lukasz-dordevic",
        "Ægir Þór, aegir-thor",
        "Иван Петров, ivan-petrov",
        "王伟, wang-wei",
        "मीरा, miiraa",
        "Jo\u0308rg Groß, jorg-gross"
    })
    void aSlugLosesNoLetter(String name, String slug) {
        Map<String, Object> request = new HashMap<>(request(unique()));
        request.put("name", name);
        assertThat(created(request).slug()).startsWith(slug);
        request.putAll(Map.of("username", unique(), "name", "🎉"));
        assertThat(created(request).slug()).startsWith("a").hasSizeGreaterThan(1);
    }

    private View created(Map<String, Object> request) {
        return Objects.requireNonNull(admin().post("/api/accounts")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(View.class)
                .returnResult()
                .getResponseBody());
    }

    /** Names and passwords in each form that a keyboard may send them in. */
    @ParameterizedTest
    @CsvSource({"jörg, JO\u0308RG", "ｌｉｎａ, LINA", "ли́на, ЛИ́НА", "ひだ, ひた\u3099"})
    void whoTypesTheSameSignsIn(String typed, String elsewhere) {
        String own = UUID.randomUUID().toString();
        Map<String, Object> request = new HashMap<>(request(typed + own));
        request.put("password", "Grüße aus Öland");
        created(request);
        new Browser(anonymous()).signIn(elsewhere + own.toUpperCase(Locale.ROOT), "Gru\u0308ße\u00a0aus O\u0308land");
        request.put("username", elsewhere + own);
        admin().post("/api/accounts")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u3164", "\u2800", "\u115f\u1160", "\uffa0", "\u034f", "\u180e", "\ufe0f", "\udb40\udc41"})
    void aNameThatShowsNothingIsRefused(String blank) {
        Map<String, Object> request = new HashMap<>(request(unique()));
        request.put("name", blank);
        admin().post("/api/accounts")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        admin().post("/api/tokens")
                .bodyValue(Map.of("name", blank))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
    }

    @Test
    void theCursorOfAnotherListIsRefused() {
        Browser admin = admin();
        create(admin, unique());
        newToken(admin);
        newToken(admin);
        for (String list : List.of("/api/accounts", "/api/tokens")) {
            Map<?, ?> page = Objects.requireNonNull(admin.get(list + "?limit=1")
                    .exchange()
                    .expectBody(Map.class)
                    .returnResult()
                    .getResponseBody());
            for (String other : List.of("/api/accounts", "/api/tokens")) {
                admin.get(other + "?after={next}", String.valueOf(page.get("next")))
                        .exchange()
                        .expectStatus()
                        .isEqualTo(list.equals(other) ? 200 : 400);
            }
        }
    }

    @Test
    void aClosedAccountIsSignedOutAndCannotSignInAgain() {
        Browser admin = admin();
        String username = unique();
        View view = create(admin, username);
        Browser theirs = new Browser(anonymous()).signIn(username, "long enough");
        admin.patch("/api/accounts/" + view.id())
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .expectStatus()
                .isOk();
        theirs.get("/api/session").exchange().expectBody().json("{\"account\": null}");
        new Browser(anonymous())
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
        Browser theirs = new Browser(anonymous()).signIn(username, "long enough");
        String token = newToken(theirs);
        admin.patch("/api/accounts/" + view.id())
                .header("If-Match", "*")
                .bodyValue(Map.of("password", "another long one"))
                .exchange()
                .expectStatus()
                .isOk();
        anonymous()
                .get()
                .uri("/api/session")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        theirs.get("/api/session").exchange().expectBody().json("{\"account\": null}");
        new Browser(anonymous()).signIn(username, "another long one");
    }

    @Test
    void whatEndedWithItsAccountStaysEndedWhenItIsOpenedAgain() {
        Browser admin = admin();
        String username = unique();
        View view = create(admin, username);
        Browser theirs = new Browser(anonymous()).signIn(username, "long enough");
        String token = newToken(theirs);
        for (boolean active : new boolean[] {false, true}) {
            admin.patch("/api/accounts/" + view.id())
                    .header("If-Match", "*")
                    .bodyValue(Map.of("active", active))
                    .exchange()
                    .expectStatus()
                    .isOk();
            with(token, HttpMethod.GET, "/api/session")
                    .exchange()
                    .expectStatus()
                    .isUnauthorized();
            theirs.get("/api/session").exchange().expectBody().json("{\"account\": null}");
        }
        new Browser(anonymous()).signIn(username, "long enough");
    }

    private WebTestClient.RequestBodySpec with(String token, HttpMethod method, String uri) {
        return anonymous().method(method).uri(uri).header("Authorization", "Bearer " + token);
    }

    private static String token(Browser browser, List<String> scopes) {
        Map<?, ?> issued = Objects.requireNonNull(browser.post("/api/tokens")
                .bodyValue(Map.of("name", "limited", "scopes", scopes))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        return String.valueOf(issued.get("token"));
    }

    /** What a limited token may give is what it may do itself: whoever sets a password can sign in with it. */
    @ParameterizedTest
    @CsvSource({
        "administration, admin, 403",
        "administration, editor, 403",
        "administration, author, 403",
        "administration, moderator, 403",
        "administration articles, author, 201",
        "administration articles, editor, 403",
        "administration articles, moderator, 403",
        "administration comments, moderator, 201",
        "administration articles comments subscriptions, editor, 201",
        "administration articles comments subscriptions, admin, 201",
        "read articles comments subscriptions, author, 403"
    })
    void aLimitedTokenGivesNoMoreThanItHas(String scopes, String role, int status) {
        Browser admin = admin();
        String token = token(admin, List.of(scopes.split(" ")));
        Map<String, Object> request = new HashMap<>(request(unique()));
        request.put("roles", List.of(role));
        with(token, HttpMethod.POST, "/api/accounts")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isEqualTo(status);

        String nobody = create(admin, unique()).id();
        int changed = status == 201 ? 200 : role.equals("author") && !scopes.startsWith("read") ? 200 : 403;
        change(token, nobody, Map.of("roles", List.of("author", role))).isEqualTo(changed);

        request.put("username", unique());
        String theirs = Objects.requireNonNull(admin.post("/api/accounts")
                        .bodyValue(request)
                        .exchange()
                        .expectBody(View.class)
                        .returnResult()
                        .getResponseBody())
                .id();
        change(token, theirs, Map.of("password", "another long one")).isEqualTo(status == 201 ? 200 : 403);
        closeAllAdminsButTheFirst();
    }

    private void closeAllAdminsButTheFirst() {
        database.sql("UPDATE account SET active = false WHERE 'admin' = ANY (roles) AND username <> 'admin'")
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5));
    }

    @Test
    void twoAdminsMayBeClosedAtTheSameMoment() {
        Browser admin = admin();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            View view = create(admin, unique());
            change(newToken(admin), view.id(), Map.of("roles", List.of("admin")))
                    .isOk();
            ids.add(view.id());
        }
        // Both wait at the first admin, whom somebody holds: whatever else each has locked by then, they have it both.
        List<CompletableFuture<Integer>> closed =
                Objects.requireNonNull(database.sql("SELECT id FROM account WHERE username = 'admin' FOR UPDATE")
                        .fetch()
                        .rowsUpdated()
                        .then(Mono.fromSupplier(() -> ids.stream()
                                .map(id -> CompletableFuture.supplyAsync(() -> closing(admin, id), OwnThread.EACH))
                                .toList()))
                        .delayUntil(started -> waiting(2))
                        .as(transaction::transactional)
                        .block(Duration.ofSeconds(30)));
        assertThat(closed.stream().map(CompletableFuture::join)).containsExactly(200, 200);
        closeAllAdminsButTheFirst();
    }

    private static int closing(Browser admin, String id) {
        return admin.patch("/api/accounts/" + id)
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    /** Until so many wait for a lock. */
    private Mono<Long> waiting(long most) {
        return database.sql("SELECT count(*) AS n FROM pg_locks WHERE NOT granted")
                .map((row, metadata) -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .filter(n -> n >= most)
                .repeatWhenEmpty(200, again -> again.delayElements(Duration.ofMillis(50)));
    }

    @Test
    void aTokenForAdministrationRenamesAndClosesWhomItCouldNotMake() {
        Browser admin = admin();
        String token = token(admin, List.of("administration"));
        String id = create(admin, unique()).id();
        change(token, id, Map.of("name", "Another Name")).isOk();
        change(token, id, Map.of("active", false)).isOk();
        change(token, id, Map.of("active", true)).isOk();
    }

    private StatusAssertions change(String token, String id, Map<String, ?> change) {
        return with(token, HttpMethod.PATCH, "/api/accounts/" + id)
                .header("If-Match", "*")
                .bodyValue(change)
                .exchange()
                .expectStatus();
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
        anonymous().get().uri("/api/accounts").exchange().expectStatus().isUnauthorized();
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
    void aSlugIsTakenWhereItIsOne() {
        Browser admin = admin();
        View somebody = create(admin, unique());
        for (String slug : SlugExamples.TAKEN) {
            // Another account may have it.
            assertThat(statusWithSlug(admin, somebody, slug)).as(slug).isIn(200, 409);
        }
        for (String slug : SlugExamples.REFUSED) {
            assertThat(statusWithSlug(admin, somebody, slug)).as(slug).isEqualTo(422);
        }
    }

    private static int statusWithSlug(Browser admin, View account, String slug) {
        return admin.patch("/api/accounts/" + account.id())
                .header("If-Match", "*")
                .bodyValue(Map.of("slug", slug))
                .exchange()
                .returnResult(byte[].class)
                .getStatus()
                .value();
    }

    @Test
    void whatIsNotValidIsNamed() {
        Browser admin = admin();
        View somebody = create(admin, unique());
        for (Map<String, ?> wrong : List.of(
                Map.of("username", "has space"),
                Map.of("username", ""),
                Map.of("username", 5),
                Map.of("username", "u".repeat(65)),
                Map.of("roles", List.of("owner")),
                Map.of("roles", List.of()),
                Map.of("roles", Collections.nCopies(11, "author")),
                Map.of("password", "short"),
                Map.of("password", "ü".repeat(60)),
                Map.of("name", " "),
                Map.of("name", "n".repeat(101)),
                Map.of("slug", "s".repeat(Slug.MAX_LENGTH + 1)),
                Map.of("slug", "Not A Slug"))) {
            if (!wrong.containsKey("username")) {
                admin.patch("/api/accounts/" + somebody.id())
                        .header("If-Match", "*")
                        .bodyValue(wrong)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(422);
            }
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
