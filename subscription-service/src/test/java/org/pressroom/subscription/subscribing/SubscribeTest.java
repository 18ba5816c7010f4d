package org.pressroom.subscription.subscribing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.security.Caller;
import org.pressroom.subscription.ServiceTest;
import org.pressroom.subscription.links.LinkTokens;
import org.pressroom.subscription.links.Pseudonyms;
import org.pressroom.testkit.PoisonedRows;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** What strangers can cause, and what they learn. */
class SubscribeTest extends ServiceTest {

    private static final int AT_ONCE = 40;

    @Autowired
    @Qualifier("signUpTask")
    private PollingTask usual;

    @Autowired
    private SignUpRepository signUps;

    @Autowired
    private ExpireUnconfirmed expiry;

    @Autowired
    private Subscribe subscribe;

    @Autowired
    private ConfirmSubscription confirm;

    @Autowired
    private ChangeSubscription change;

    @Autowired
    private LeaveSubscription leave;

    @Autowired
    private ManagedSubscriptions managed;

    @Autowired
    private TransactionalOperator transaction;

    @Autowired
    private SubscribingProperties settings;

    @Autowired
    private LinkTokens links;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Clock clock;

    @Autowired
    private ConnectionFactory connections;

    @AfterEach
    void requestsAreHandledAgain() {
        usual.start();
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                spelled("a tag", i -> "victim+" + i + "@DOMAIN"),
                spelled("a dash at Yahoo", i -> "vUNIQUE-" + i + "@yahoo.com"),
                spelled("dots at Gmail", i -> dotted("UNIQUE", i) + (i % 2 == 0 ? "@gmail.com" : "@googlemail.com")),
                spelled("anything before a name at Fastmail", i -> "a" + i + "@vUNIQUE.fastmail.com"));
    }

    private static Arguments spelled(String name, IntFunction<String> spelling) {
        return Arguments.of(name, spelling);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void aMailboxGetsOneMailHoweverItIsSpelledAndWhereverItIsAskedFor(String name, IntFunction<String> spelling) {
        String unique = slug();
        String domain = domain();
        List<String> addresses = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> spelling.apply(i).replace("UNIQUE", unique).replace("DOMAIN", domain))
                .toList();
        PollingTask second = PollingTask.of("Testing", another()::handle, settings.pace());
        second.start();
        try {
            // Each from another client, half of them IPv6.
            at(addresses, i -> i % 2 == 0 ? "198.51." + i + "." + i : "2001:db8:" + Integer.toHexString(i) + "::1");
            handled();
        } finally {
            second.stop();
        }

        assertThat(mails(to -> addresses.stream().anyMatch(address -> address.equalsIgnoreCase(to))))
                .hasSize(1);
        // One more waits until the mailbox may be mailed again, and no more than that.
        assertThat(waiting(addresses)).isEqualTo(1);
    }

    static Stream<Arguments> origins() {
        return Stream.of(
                Arguments.of("one IPv4 address", (IntFunction<String>) i -> "203.0.113.77", 10),
                Arguments.of("the same written as IPv6", (IntFunction<String>) i -> "::ffff:203.0.114.77", 10),
                Arguments.of("one /64", (IntFunction<String>) i -> "2001:db8:64:1::" + Integer.toHexString(i + 1), 10),
                Arguments.of("one /24", (IntFunction<String>) i -> "203.0.115." + i, 40),
                Arguments.of(
                        "one /48", (IntFunction<String>) i -> "2001:db8:48:" + Integer.toHexString(i + 1) + "::1", 40));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("origins")
    void fewMailsThatNobodyAnswersAreCausedFromOnePlace(String name, IntFunction<String> origin, int allowed) {
        List<String> addresses =
                IntStream.range(0, allowed + 10).mapToObj(i -> address("many")).toList();

        at(addresses, origin);
        handled();

        assertThat(mails(addresses::contains)).hasSize(allowed);
        // Whoever gets none is not kept either.
        assertThat(known(addresses)).isEqualTo(allowed);
    }

    @Test
    void whoAnswersDoesNotCount() {
        WebTestClient office = strangerAt("198.18.7.7");
        for (int i = 0; i < 12; i++) {
            String email = address("colleague");
            subscribe(office, email, subject("tag", "one"));
            confirm(token(mail(email, "Confirm"), "confirm"));
        }
    }

    @Test
    void aDomainGetsFewMailsThatNobodyAnswers() {
        String domain = domain();
        List<String> addresses = IntStream.range(0, 70)
                .mapToObj(i -> "person" + i + "@" + domain)
                .toList();

        at(addresses, i -> "198.19." + i + ".1");
        handled();

        assertThat(mails(addresses::contains)).hasSize(60);
    }

    @Test
    void aSubscriberIsTeasedFewTimesADay() {
        String email = address("teased");
        subscribed(email, subject("tag", "one"));
        for (int i = 0; i < 10; i++) {
            subscribe(email, subject("tag", "one"));
            subscribe(email, subject("tag", "t" + i));
            handled();
            // As if the quiet time had gone by.
            database.sql("UPDATE requested_mail SET keeps_quiet = false").then().block();
        }

        assertThat(mails(email)).hasSizeBetween(3, 5);
        // Those that wait until the mailbox may be mailed again count.
        assertThat(requested(email)).isEqualTo(5);
    }

    @Test
    void lettersOfBothCasesAreOneAddress() {
        String domain = domain();
        List<String> addresses = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> mixed("victim", i) + "@" + domain)
                .toList();

        at(addresses, i -> "198.51." + i + ".200");
        handled();

        assertThat(mails(to -> to.endsWith("@" + domain))).hasSize(1);
        assertThat(known(List.of("victim@" + domain))).isEqualTo(1);
    }

    @Test
    void nothingOfWhoAskedIsKeptPlainOrForLong() {
        String email = address("plain");
        subscribe(strangerAt("192.0.2.201"), email, subject("tag", "one"));
        handled();
        String rows = Objects.requireNonNull(database.sql("""
                        SELECT string_agg(m::text, ' ') AS rows FROM requested_mail m JOIN subscription s
                            ON s.id = m.subscription_id WHERE s.address = :address
                        """)
                .bind("address", email)
                .map(row -> row.get("rows", String.class))
                .one()
                .block());
        assertThat(rows).isNotEmpty().doesNotContain("plain", "192.0", "c00002c9");

        database.sql("UPDATE requested_mail SET requested_at = now() - interval '2 days'")
                .then()
                .block();
        expiry.expire().block(PATIENCE);

        assertThat(count("requested_mail")).isZero();
    }

    @Test
    void aRequestIsTheSameWorkWhateverIsKnownOfTheAddress() {
        String confirmed = address("confirmed");
        subscribed(confirmed, subject("tag", "one"));
        String pending = address("pending");
        subscribe(pending, subject("tag", "one"));
        String ended = address("ended");
        leave(subscribed(ended, subject("tag", "one")), false);
        String erased = address("erased");
        leave(subscribed(erased, subject("tag", "one")), true);
        String quiet = address("quiet");
        subscribe(quiet, subject("tag", "one"));
        String overCap = "one@" + domainOverItsCap();
        handled();
        usual.stop();

        Map<String, List<String>> work = new LinkedHashMap<>();
        for (String email : List.of(address("new"), confirmed, pending, ended, erased, quiet, overCap)) {
            long before = count("sign_up");
            List<String> statements = new ArrayList<>();
            endpoint(statements)
                    .subscribe(
                            new SubscribeRequest(email, List.of(new Preferences.TopicRequest("tag", "one")), "instant"),
                            new Caller(null, Set.of(), null, null, false, "192.0.2.1"),
                            MockServerWebExchange.from(MockServerHttpRequest.post("/api/subscriptions")
                                    .header(HeaderNames.IDEMPOTENCY_KEY, slug())))
                    .block(PATIENCE);
            work.put(email, statements);
            assertThat(count("sign_up")).as(email).isEqualTo(before + 1);
        }

        List<String> ofNew = work.values().iterator().next();
        assertThat(ofNew).hasSize(3);
        assertThat(work.values())
                .allSatisfy(statements -> assertThat(statements).isEqualTo(ofNew));
    }

    @Test
    void whatCannotBeHandledHoldsUpNobody() {
        usual.stop();
        String broken = address("broken");
        subscribe(broken, subject("tag", "one"));
        database.sql("UPDATE sign_up SET topics = '[{\"kind\": \"tag\", \"key\": \"\\u0001\"}]', frequency = 'daily'")
                .then()
                .block();
        database.sql("ALTER TABLE subscription_request ADD CONSTRAINT none CHECK (frequency <> 'daily') NOT VALID")
                .then()
                .block();
        try {
            usual.start();
            String next = address("next");
            subscribe(next, subject("tag", "one"));
            mail(next, "Confirm");
        } finally {
            database.sql("ALTER TABLE subscription_request DROP CONSTRAINT none")
                    .then()
                    .block();
        }
    }

    /** What takes too long may work later; it is tried some times, and given up. */
    @Test
    void whatTakesTooLongHoldsUpNobodyAndIsGivenUp() {
        String slow = address("slow");
        whilePoisoned(
                new PoisonedRows("slowly", "subscription", "INSERT", "NEW.address = '" + slow + "'", "57014"), () -> {
                    subscribe(slow, subject("tag", "one"));
                    for (int i = 0; i < 2; i++) {
                        String next = address("next");
                        subscribe(next, subject("tag", "one"));
                        mail(next, "Confirm");
                    }
                    lookedAt();
                });
        assertThat(mails(slow)).isEmpty();
        assertThat(known(List.of(slow))).isZero();
    }

    @Test
    void whatTookTooLongOnceIsHandled() {
        String slow = address("once");
        whilePoisoned(
                new PoisonedRows("once", "subscription", "INSERT", "NEW.address = '" + slow + "'", "57014"), () -> {
                    subscribe(slow, subject("tag", "one"));
                    String next = address("next");
                    subscribe(next, subject("tag", "one"));
                    mail(next, "Confirm");
                });
        mail(slow, "Confirm");
    }

    /** Where the database is at fault nothing is given up, however often it is tried. */
    @Test
    void anOutageLosesNothing() {
        usual.stop();
        List<String> addresses = List.of(address("first"), address("second"), address("third"));
        addresses.forEach(address -> subscribe(address, subject("tag", "one")));
        whilePoisoned(new PoisonedRows("away", "subscription", "INSERT", "true", "53300"), () -> {
            assertThatThrownBy(() -> another().handle().block(PATIENCE))
                    .satisfies(failure -> assertThat(Outages.isOutage(failure)).isTrue());
            assertThat(known(addresses)).isZero();
        });
        usual.start();
        addresses.forEach(address -> mail(address, "Confirm"));
    }

    @Test
    void whatIsBeneathADomainCountsAsIt() {
        String domain = domainOverItsCap();
        List<String> addresses =
                List.of("one@a1." + domain, "one@a2." + domain, "one@mail.a3." + domain, "one@" + domain);
        at(addresses, i -> "203.0.116." + i);
        handled();
        assertThat(mails(addresses::contains)).isEmpty();
    }

    private String domainOverItsCap() {
        String domain = domain();
        database.sql("""
                        INSERT INTO requested_mail (subscription_id, mailbox, domain, requested_at, leaves_at)
                        SELECT gen_random_uuid(), :domain, :domain, now(), now() FROM generate_series(1, 100)
                        """).bind("domain", pseudonyms.of("domain", domain)).then().block();
        return domain;
    }

    private void leave(String manage, boolean erase) {
        stranger.delete()
                .uri("/api/subscriptions/{token}?erase={erase}", manage, erase)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
    }

    /** As a second process has it. */
    private HandleSignUps another() {
        return new HandleSignUps(signUps, subscribe, transaction, clock);
    }

    private SubscriptionsController endpoint(List<String> statements) {
        DatabaseClient counted = DatabaseClient.builder()
                .connectionFactory(connections)
                .executeFunction(statement -> {
                    statements.add(statement.toString().replaceAll("(?s).*sql='(.*?)'.*", "$1"));
                    return statement.execute();
                })
                .build();
        JsonMapper json = JsonMapper.builder().build();
        return new SubscriptionsController(
                new SignUpRepository(counted, json),
                confirm,
                change,
                leave,
                managed,
                new IdempotencyKeys(counted, transaction, json, "secret"),
                links,
                pseudonyms,
                clock,
                new TaggedJson(json));
    }

    /** All at once. */
    private void at(List<String> addresses, IntFunction<String> origin) {
        WebClient client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector())
                .baseUrl("http://127.0.0.1:" + port)
                .defaultHeader("Authorization", "Bearer " + Tokens.anonymous())
                .build();
        List<String> answers = Flux.range(0, addresses.size())
                .flatMap(
                        i -> client.post()
                                .uri("/api/subscriptions")
                                .header("X-Client-Address", origin.apply(i))
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(Map.of("email", addresses.get(i), "topics", List.of(subject("tag", "one"))))
                                .exchangeToMono(response -> response.bodyToMono(String.class)
                                        .map(body -> response.statusCode().value() + " " + body)),
                        AT_ONCE)
                .collectList()
                .block(PATIENCE);
        assertThat(answers).hasSameSizeAs(addresses).containsOnly("202 {\"status\":\"pending\"}");
    }

    private long requested(String email) {
        return one("""
                SELECT count(*) AS n FROM requested_mail m JOIN subscription s ON s.id = m.subscription_id
                WHERE lower(s.address) = ANY(:addresses)
                """, List.of(email));
    }

    private long waiting(List<String> addresses) {
        return one("""
                SELECT count(*) AS n FROM delivery d JOIN delivery_target t ON t.id = d.target_id
                JOIN subscription s ON s.id = t.subscription_id
                WHERE d.status = 'queued' AND lower(s.address) = ANY(:addresses)
                """, addresses);
    }

    private long known(List<String> addresses) {
        return one("SELECT count(*) AS n FROM subscription WHERE lower(address) = ANY(:addresses)", addresses);
    }

    private long one(String sql, List<String> addresses) {
        Long rows = database.sql(sql)
                .bind(
                        "addresses",
                        addresses.stream()
                                .map(it -> it.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .map(row -> row.get("n", Long.class))
                .one()
                .block(Duration.ofSeconds(10));
        return rows == null ? -1 : rows;
    }

    private long count(String table) {
        Long rows = database.sql("SELECT count(*) AS n FROM " + table)
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
        return rows == null ? -1 : rows;
    }

    private static String mixed(String name, int bits) {
        StringBuilder mixed = new StringBuilder(name);
        for (int i = 0; i < 6; i++) {
            if ((bits >> i & 1) == 1) {
                mixed.setCharAt(i, Character.toUpperCase(mixed.charAt(i)));
            }
        }
        return mixed.toString();
    }

    private static String dotted(String name, int bits) {
        StringBuilder dotted = new StringBuilder("v");
        for (int i = 0; i < 6; i++) {
            dotted.append((bits >> i & 1) == 1 ? "." : "").append("x");
        }
        return dotted + name;
    }
}
