package org.pressroom.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordsTest {

    private static final String HASH = Passwords.hashNow("right");

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> compared = new CopyOnWriteArrayList<>();
    private final Passwords passwords = new Passwords(new Recording());

    /** Compares nothing before the gate is open, and notes with what it was asked to compare. */
    private final class Recording implements PasswordEncoder {
        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            compared.add(String.valueOf(hash));
            try {
                return gate.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    @AfterEach
    void stop() {
        gate.countDown();
        passwords.stop();
    }

    private CompletableFuture<Boolean> asked(boolean knownPlace) {
        return passwords.matches("password", HASH, knownPlace).toFuture();
    }

    private static boolean isTooBusy(CompletableFuture<Boolean> asked) {
        try {
            return asked.isDone() && asked.join() == null;
        } catch (CompletionException failed) {
            return failed.getCause() instanceof RefusedException refused && refused.refusal() instanceof Refusal.Busy;
        }
    }

    @Test
    void whatWaitsIsBoundedAndWhoIsKnownHasAQueueOfTheirOwn() {
        List<CompletableFuture<Boolean>> strangers =
                IntStream.range(0, 300).mapToObj(i -> asked(false)).toList();
        assertThat(strangers).filteredOn(PasswordsTest::isTooBusy).hasSizeGreaterThan(300 - 3 * Passwords.MOST_WAITING);
        List<CompletableFuture<Boolean>> known = IntStream.range(0, Passwords.MOST_WAITING)
                .mapToObj(i -> asked(true))
                .toList();
        assertThat(known).noneMatch(CompletableFuture::isDone);
        List<CompletableFuture<Boolean>> more =
                IntStream.range(0, 100).mapToObj(i -> asked(true)).toList();
        assertThat(more).filteredOn(PasswordsTest::isTooBusy).isNotEmpty();
        gate.countDown();
        assertThat(known.stream().map(CompletableFuture::join)).containsOnly(true);
    }

    @Test
    void unknownNamesCostAComparisonAsWell() {
        gate.countDown();
        assertThat(passwords.matches("password", null, false).block(Duration.ofSeconds(20)))
                .isFalse();
        assertThat(compared).singleElement().asString().startsWith("{bcrypt}$2").hasSameSizeAs(HASH);
    }

    @Test
    void onlyTheRightPasswordMatchesAndNothingAfterTheBytesThatCountIsLeftOut() {
        Passwords real = new Passwords();
        try {
            String longest = "ü".repeat(36);
            String hash = Passwords.hashNow(longest);
            assertThat(real.matches("right", HASH, false).block(Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(real.matches("wrong", HASH, false).block(Duration.ofSeconds(20)))
                    .isFalse();
            assertThat(real.matches(longest, hash, false).block(Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(real.matches(longest + "x", hash, false).block(Duration.ofSeconds(20)))
                    .isFalse();
        } finally {
            real.stop();
        }
    }

    /** Two keyboards may send the same letters in different forms; hashes from before that was known count as well. */
    @Test
    void aPasswordIsTheSameInEveryFormThatItsLettersCanTake() {
        String composed = "Sch\u00f6nes W\u00f6rterbuch";
        String decomposed = "Scho\u0308nes\u00a0Wo\u0308rterbuch";
        String older = "{bcrypt}" + new BCryptPasswordEncoder().encode(decomposed);
        Passwords real = new Passwords();
        try {
            for (String typed : List.of(composed, decomposed)) {
                assertThat(real.matches(typed, Passwords.hashNow(composed), false)
                                .block(Duration.ofSeconds(20)))
                        .isTrue();
                assertThat(real.matches(typed, Passwords.hashNow(decomposed), false)
                                .block(Duration.ofSeconds(20)))
                        .isTrue();
            }
            assertThat(real.matches(decomposed, older, false).block(Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(real.matches("Scho\u0308nes Lexikon", older, false).block(Duration.ofSeconds(20)))
                    .isFalse();
        } finally {
            real.stop();
        }
    }

    @Test
    void aPasswordThatIsTooLongNeverMatchesWhateverTheHashSays() {
        gate.countDown();
        assertThat(passwords.matches("x".repeat(72), HASH, false).block(Duration.ofSeconds(20)))
                .isTrue();
        assertThat(passwords.matches("x".repeat(73), HASH, false).block(Duration.ofSeconds(20)))
                .isFalse();
        assertThat(passwords.matches("ü".repeat(37), HASH, false).block(Duration.ofSeconds(20)))
                .isFalse();
    }

    @Test
    void aMadeUpPasswordIsReadableAndNeverTheSame() {
        assertThat(Passwords.madeUp())
                .matches("[a-km-zA-HJ-NP-Z2-9]{20}")
                .doesNotContain("i")
                .isNotEqualTo(Passwords.madeUp());
    }
}
