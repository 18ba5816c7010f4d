package org.pressroom.gateway.accounts;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Passwords whose comparison lasts until a test lets it end; then each is the right one. */
public final class HeldPasswords implements AutoCloseable {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final Passwords passwords = new Passwords(new Holding());

    private final class Holding implements PasswordEncoder {
        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            begun.incrementAndGet();
            try {
                return gate.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    public Passwords passwords() {
        return passwords;
    }

    /** How many comparisons have begun. */
    public int begun() {
        return begun.get();
    }

    /** Lets them end. */
    public void letGo() {
        gate.countDown();
    }

    @Override
    public void close() {
        letGo();
        passwords.stop();
    }
}
