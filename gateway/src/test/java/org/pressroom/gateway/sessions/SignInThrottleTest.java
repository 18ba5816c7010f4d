package org.pressroom.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.common.problem.ProblemException;

class SignInThrottleTest {

    private static final String HOME = "198.51.100.7";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE / 2);
    private final SignInThrottle throttle = new SignInThrottle(now::get, 1000);

    private void wait(Duration time) {
        now.addAndGet(time.toNanos());
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
            throttle.begin(username, address, device);
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
        throttle.begin("ada", HOME, null).right();
        guesses(i -> "ada", SignInThrottleTest::anywhere);
        guesses(i -> "someone" + i, i -> HOME);
        assertThat(isLookedAt("ada", "203.0.113.9", null)).isFalse();
        assertThat(isLookedAt("ada", "203.0.113.9", "device")).isTrue();
        assertThat(throttle.begin("ada", HOME, null).isFromKnownPlace()).isTrue();
        assertThat(throttle.begin("ada", "203.0.113.9", "device").isFromKnownPlace())
                .isTrue();
    }

    @Test
    void whoSharesTheAddressDoesNotKeepOutAKnownBrowser() {
        throttle.begin("ada", HOME, null).right();
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
        throttle.begin("ada", HOME, null).right();
        assertThat(throttle.begin("grace", HOME, null).isFromKnownPlace()).isFalse();
        assertThat(throttle.begin("ada", "198.51.100.8", null).isFromKnownPlace())
                .isFalse();
        wait(Duration.ofDays(31));
        assertThat(throttle.begin("ada", HOME, null).isFromKnownPlace()).isFalse();
    }

    @Test
    void whatWasRightOrNeverLookedAtDoesNotCount() {
        for (int i = 0; i < 1000; i++) {
            throttle.begin("ada", HOME, null).unchecked();
            throttle.begin("grace", HOME, null).right();
            throttle.begin("grace", HOME, "device").unchecked();
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

    @Test
    void thereIsALimitToHowManyPlacesAreRemembered() {
        int most = 10;
        SignInThrottle small = new SignInThrottle(now::get, most);
        List<String> users =
                IntStream.range(0, 10 * most).mapToObj(i -> "user" + i).toList();
        users.forEach(user -> small.begin(user, HOME, null).right());
        await().until(() -> users.stream()
                        .map(user -> small.begin(user, HOME, null))
                        .peek(SignInThrottle.Attempt::unchecked)
                        .filter(SignInThrottle.Attempt::isFromKnownPlace)
                        .count()
                <= most);
    }

    @Test
    void whoIsRefusedIsToldWhenToComeBack() {
        guesses(i -> "ada", i -> HOME);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> throttle.begin("ada", HOME, null))
                .satisfies(refused ->
                        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("31"));
    }
}
