package org.pressroom.gateway.views;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.limits.AddressKeys;

/**
 * How much one client counts in an hour. Addresses are kept in memory alone, and as hashes with a salt that nobody knows and
 * that is another each hour: of what was before nothing is left.
 */
final class ViewLimits {

    private static final int NETWORK = 16;
    private static final int MOST = 300_000;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int SALT = 16;

    private final ViewsProperties properties;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Window window = new Window(-1, "", counters());

    ViewLimits(ViewsProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    private record Window(long hour, String salt, Cache<Long, AtomicInteger> counters) {

        long hash(String key) {
            return ByteBuffer.wrap(Sha256.of(salt + key)).getLong();
        }

        /** Whether it is within the limit. */
        boolean count(long key, int most) {
            AtomicInteger counter = counters.get(key, absent -> new AtomicInteger());
            return counter.get() < most && counter.incrementAndGet() <= most;
        }
    }

    private static Cache<Long, AtomicInteger> counters() {
        return Caffeine.newBuilder().maximumSize(MOST).build();
    }

    /** How long it is until a client may count again, where {@link #take} was false. */
    Duration untilNext() {
        return Duration.ofMillis(HOUR - clock.millis() % HOUR);
    }

    /** Counts a view or a read; false where it is one too many. */
    boolean take(String clientAddress, UUID articleId, boolean read) {
        Window now = current();
        long address = now.hash(AddressKeys.of(clientAddress));
        long network = now.hash("network " + AddressKeys.networkOf(clientAddress));
        return now.count(of(address, articleId, read), properties.ofArticle())
                && now.count(of(network, articleId, read), properties.ofArticle() * NETWORK)
                && now.count(address, properties.ofAddress())
                && now.count(network, properties.ofAddress() * NETWORK);
    }

    private static long of(long client, UUID articleId, boolean read) {
        long mixed = client ^ (articleId.getMostSignificantBits() * 0x9E37_79B9_7F4A_7C15L);
        mixed = Long.rotateLeft(mixed, 31) * 0xBF58_476D_1CE4_E5B9L ^ articleId.getLeastSignificantBits();
        return mixed * 0x94D0_49BB_1331_11EBL + (read ? 1 : 0);
    }

    private Window current() {
        long hour = clock.millis() / HOUR;
        Window known = window;
        return known.hour() == hour ? known : next(hour);
    }

    private synchronized Window next(long hour) {
        if (window.hour() != hour) {
            byte[] salt = new byte[SALT];
            random.nextBytes(salt);
            window = new Window(hour, HexFormat.of().formatHex(salt), counters());
        }
        return window;
    }
}
