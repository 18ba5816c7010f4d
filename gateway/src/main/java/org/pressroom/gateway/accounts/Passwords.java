package org.pressroom.gateway.accounts;

import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.text.Names;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords and checks them, on threads of their own: hashing is slow on purpose. What waits is bounded; over
 * that, callers are refused as too busy. Whoever is known to have signed in before waits in a queue of its own, which strangers who
 * guess cannot fill. The stored text says by which algorithm it was made.
 */
@Component
public final class Passwords {

    /** What bcrypt takes into account. */
    public static final int MOST_BYTES = 72;

    /** In characters. */
    public static final int SHORTEST = 8;

    private static final int THREADS = 2;

    /** How many wait for a thread, in each queue. */
    static final int MOST_WAITING = 50;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final int MADE_UP_LENGTH = 20;

    /** Letters and digits that nobody mistakes for each other. */
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final PasswordEncoder encoder;
    private final Scheduler strangers = Schedulers.newBoundedElastic(THREADS, MOST_WAITING, "passwords", 60, true);
    private final Scheduler known = Schedulers.newBoundedElastic(1, MOST_WAITING, "passwords-known", 60, true);

    /** The hash that is compared with where there is no account, so that both take the same time. */
    private final Mono<String> nobodys =
            Mono.fromCallable(() -> hashNow(madeUp())).cache();

    @Autowired
    Passwords() {
        this(encoder());
    }

    Passwords(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    /** What is stored for the password. Blocks for a while. */
    static String hashNow(String password) {
        String hash = encoder().encode(Names.password(password));
        if (hash == null) {
            throw new IllegalArgumentException("no password");
        }
        return hash;
    }

    /** A password that nobody guesses and everybody can read out. */
    static String madeUp() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(MADE_UP_LENGTH);
        for (int i = 0; i < MADE_UP_LENGTH; i++) {
            password.append(READABLE.charAt(random.nextInt(READABLE.length())));
        }
        return password.toString();
    }

    /** Whether a password is short enough to be hashed whole. */
    static boolean fits(String password) {
        return Names.password(password).getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    /**
     * Lets pass what can be hashed whole: length limits count characters, bcrypt counts bytes.
     *
     * @throws ProblemException 422 for the field
     */
    public static void requireFit(String field, String password) {
        if (!fits(password)) {
            throw Problems.invalid(field, "must be " + MOST_BYTES + " bytes at most");
        }
    }

    /** What to store for the password. */
    Mono<String> hash(String password) {
        return slowly(known, Mono.fromCallable(() -> hashNow(password)));
    }

    /**
     * Whether the password is the one that the hash was made of. Takes as long for null, which stands for an account
     * that is not there.
     *
     * @param knownPlace whether it comes from where the user has signed in before
     */
    public Mono<Boolean> matches(String password, @Nullable String hash, boolean knownPlace) {
        Mono<String> compared = hash == null ? nobodys : Mono.just(hash);
        return slowly(
                knownPlace ? known : strangers,
                compared.map(stored -> isMadeOf(password, stored) && hash != null && fits(password)));
    }

    /** Older hashes were made of the password as it was typed. */
    private boolean isMadeOf(String password, String stored) {
        String prepared = Names.password(password);
        return encoder.matches(prepared, stored) || (!prepared.equals(password) && encoder.matches(password, stored));
    }

    private static <T> Mono<T> slowly(Scheduler scheduler, Mono<T> work) {
        return work.subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> RefusedException.busy(RETRY_AFTER));
    }

    private static PasswordEncoder encoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder()));
    }

    @PreDestroy
    void stop() {
        strangers.dispose();
        known.dispose();
    }
}
