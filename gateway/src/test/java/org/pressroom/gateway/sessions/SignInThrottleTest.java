package org.pressroom.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.database.Columns;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.limits.RateLimiters;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.testing.OwnDatabase;
import org.pressroom.testkit.MutableClock;
import org.springframework.r2dbc.core.DatabaseClient;

class SignInThrottleTest {

    private static final String HOME = "198.51.100.7";

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final DatabaseClient DATABASE = OwnDatabase.migrated().client();

    private final MutableClock clock = MutableClock.standing();
    private final KnownPlaceRepository places = new KnownPlaceRepository(
            DATABASE, new SiteSecret(new SecretProperties("a secret that is long enough for a test")), clock);
    private final SignInThrottle throttle = new SignInThrottle(
            RateLimiters.inMemory(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant())), places, clock);

    @BeforeEach
    void nobodyIsKnown() {
        DATABASE.sql("DELETE FROM known_place").then().block(SOON);
    }

    private void wait(Duration time) {
        clock.pass(time);
    }

    private SignInThrottle.Attempt begin(String username, String address, @Nullable String device) {
        return Objects.requireNonNull(throttle.begin(username, address, device).block(SOON));
    }

    private void signIn(String username, String address) {
        begin(username, address, null).right().block(SOON);
    }

    /** How many wrong passwords in a row are looked at. */
    private int guesses(IntFunction<String> username, IntFunction<String> address) {
        for (int i = 0; i < 10_000; i++) {
            if (!isLookedAt(username.apply(i), address.apply(i), null)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private boolean isLookedAt(String username, String address, @Nullable String device) {
        try {
            begin(username, address, device);
            return true;
        } catch (ProblemException tooMany) {
            assertThat(tooMany.status().value()).isEqualTo(429);
            return false;
        }
    }

    private static String anywhere(int n) {
        return "10." + n / 250 + "." + n % 250 + ".9";
    }

    @Test
    void oneAccountFromOneAddress() {
        assertThat(guesses(i -> "ada", i -> HOME)).isEqualTo(10);
        wait(Duration.ofSeconds(30));
        assertThat(guesses(i -> "ada", i -> HOME)).isEqualTo(1);
        assertThat(isLookedAt("grace", HOME, null)).isTrue();
        assertThat(isLookedAt("ada", "203.0.113.9", null)).isTrue();
    }

    @Test
    void manyAccountsFromOneAddress() {
        assertThat(guesses(i -> "user" + i, i -> HOME)).isEqualTo(50);
    }

    @Test
    void oneAccountFromOneNetwork() {
        assertThat(guesses(i -> "ada", i -> "198.51.100." + i % 250)).isEqualTo(60);
        assertThat(isLookedAt("ada", "203.0.113.9", null)).isTrue();
    }

    @Test
    void oneAccountFromOneNetworkOfTheSixthVersion() {
        assertThat(guesses(i -> "ada", i -> "2001:db8:1:" + Integer.toHexString(i) + "::1"))
                .isEqualTo(60);
        assertThat(isLookedAt("ada", "2001:db8:2::1", null)).isTrue();
    }

    @Test
    void manyAccountsFromOneNetwork() {
        assertThat(guesses(i -> "user" + i, i -> "198.51.100." + i % 250)).isEqualTo(200);
    }

    @Test
    void oneAccountFromEverywhere() {
        assertThat(guesses(i -> "ada", SignInThrottleTest::anywhere)).isEqualTo(200);
        wait(Duration.ofSeconds(10));
        assertThat(guesses(i -> "ada", i -> anywhere(1000 + i))).isEqualTo(1);
        assertThat(isLookedAt("grace", "203.0.113.9", null)).isTrue();
    }

    @Test
    void whatIsRefusedByOneLimitIsNotCountedByAnother() {
        guesses(i -> "ada", SignInThrottleTest::anywhere);
        for (int i = 0; i < 100; i++) {
            assertThat(isLookedAt("ada", HOME, null)).isFalse();
        }
        assertThat(guesses(i -> "user" + i, i -> HOME)).isEqualTo(50);
    }

    @Test
    void aKnownBrowserAndAKnownAddressAreSparedWhatOthersGuess() {
        signIn("ada", HOME);
        guesses(i -> "ada", SignInThrottleTest::anywhere);
        guesses(i -> "someone" + i, i -> HOME);
        assertThat(isLookedAt("ada", "203.0.113.9", null)).isFalse();
        assertThat(isLookedAt("ada", "203.0.113.9", "device")).isTrue();
        assertThat(begin("ada", HOME, null).isFromKnownPlace()).isTrue();
        assertThat(begin("ada", "203.0.113.9", "device").isFromKnownPlace()).isTrue();
    }

    @Test
    void whoSharesTheAddressDoesNotKeepOutAKnownBrowser() {
        signIn("ada", HOME);
        assertThat(guesses(i -> "ada", i -> HOME)).isEqualTo(10);
        assertThat(isLookedAt("ada", HOME, "device")).isTrue();
    }

    @Test
    void aKnownBrowserMayNotGuessForEver() {
        guesses(i -> "ada", SignInThrottleTest::anywhere);
        for (int i = 0; i < 10; i++) {
            assertThat(isLookedAt("ada", HOME, "device")).isTrue();
        }
        assertThat(isLookedAt("ada", HOME, "device")).isFalse();
        assertThat(isLookedAt("ada", HOME, "another device")).isTrue();
        wait(Duration.ofSeconds(30));
        assertThat(isLookedAt("ada", HOME, "device")).isTrue();
    }

    @Test
    void aKnownAddressIsKnownForOneAccount() {
        signIn("ada", HOME);
        assertThat(begin("grace", HOME, null).isFromKnownPlace()).isFalse();
        assertThat(begin("ada", "198.51.100.8", null).isFromKnownPlace()).isFalse();
        wait(Duration.ofDays(31));
        assertThat(begin("ada", HOME, null).isFromKnownPlace()).isFalse();
    }

    @Test
    void whatWasRightOrNeverLookedAtDoesNotCount() {
        for (int i = 0; i < 300; i++) {
            begin("ada", HOME, null).unchecked();
            signIn("grace", HOME);
            begin("grace", HOME, "device").unchecked();
        }
        assertThat(guesses(i -> "ada", i -> HOME)).isEqualTo(10);
    }

    /** No such account is there: the many names that could be tried are one. */
    @Test
    void namesThatAreTooLongForAnyAccountShareWhatTheyMay() {
        assertThat(guesses(i -> "x".repeat(200) + i, SignInThrottleTest::anywhere))
                .isEqualTo(200);
        assertThat(isLookedAt("y".repeat(129), HOME, null)).isFalse();
        assertThat(isLookedAt("y".repeat(128), HOME, null)).isTrue();
    }

    /** Who signs in from ever new addresses is forgotten where that was longest ago, and nobody else is. */
    @Test
    void thereIsALimitToHowManyPlacesOfOneUserAreRemembered() {
        signIn("grace", HOME);
        int all = KnownPlaceRepository.MOST_OF_ONE + 5;
        for (int i = 0; i < all; i++) {
            signIn("ada", anywhere(i));
            wait(Duration.ofSeconds(1));
        }
        assertThat(IntStream.range(0, all).filter(i -> isKnown("ada", anywhere(i))))
                .containsExactlyElementsOf(IntStream.range(5, all).boxed().toList());
        assertThat(isKnown("grace", HOME)).isTrue();
    }

    private boolean isKnown(String username, String address) {
        SignInThrottle.Attempt attempt = begin(username, address, null);
        attempt.unchecked();
        return attempt.isFromKnownPlace();
    }

    @Test
    void whoSignsInAgainIsKnownForAnotherMonth() {
        signIn("ada", HOME);
        wait(Duration.ofDays(20));
        signIn("ada", HOME);
        wait(Duration.ofDays(20));
        assertThat(isKnown("ada", HOME)).isTrue();
    }

    @Test
    void whereSomebodySignedInIsForgottenAndWhatIsKeptNamesNobody() {
        signIn("ada", HOME);
        assertThat(kept()).singleElement().asString().doesNotContain("ada").doesNotContain(HOME);
        places.deleteForgotten().block(SOON);
        assertThat(kept()).hasSize(1);
        wait(Duration.ofDays(31));
        places.deleteForgotten().block(SOON);
        assertThat(kept()).isEmpty();
    }

    private static List<String> kept() {
        return Objects.requireNonNull(DATABASE.sql("SELECT known_place::text AS row FROM known_place")
                .map((row, metadata) -> Columns.text(row, "row"))
                .all()
                .collectList()
                .block(SOON));
    }

    @Test
    void manyPlacesAreForgottenAPartAtATime() {
        DATABASE.sql("""
                        INSERT INTO known_place (person, place, known_until)
                        SELECT gen_random_uuid(), gen_random_uuid(), '2020-01-01' FROM generate_series(1, 1001)
                        """).then().block(SOON);
        assertThat(places.deleteForgotten().block(SOON)).isTrue();
        assertThat(kept()).hasSize(1);
        assertThat(places.deleteForgotten().block(SOON)).isFalse();
    }

    @Test
    void whoIsRefusedIsToldWhenToComeBack() {
        guesses(i -> "ada", i -> HOME);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> begin("ada", HOME, null))
                .satisfies(refused ->
                        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("31"));
    }
}
