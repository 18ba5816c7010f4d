package org.pressroom.gateway.views;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.limits.AddressKeys;

/**
 * How much one client counts in an hour. No address is kept, in memory either: what is kept is a sketch of counts (count-min,
 * of Cormode and Muthukrishnan, with conservative update), whose places are found by hashes with a salt that nobody knows and
 * that is another each hour. It has one size, whoever comes. Where very many come, it may take a client for one that has
 * counted some more than it has: of seven million views an hour some dozens, never less.
 */
final class ViewLimits {

    private static final int NETWORK = 16;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int ROWS = 4;
    private static final int WIDTH = 1 << 20;
    private static final long MIX = 0xBF58_476D_1CE4_E5B9L;

    private final ViewsProperties properties;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** 8 MB, once anybody is counted. */
    private char @Nullable [] counts;

    private long hour = -1;
    private long salt;

    ViewLimits(ViewsProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** How long it is until a client may count again, where {@link #take} was false. */
    Duration untilNext() {
        return Duration.ofMillis(HOUR - clock.millis() % HOUR);
    }

    /** Counts a view or a read; false where it is one too many. */
    synchronized boolean take(String clientAddress, UUID articleId, boolean read) {
        char[] present = present();
        long address = hash(AddressKeys.of(clientAddress));
        long network = ~hash(AddressKeys.networkOf(clientAddress));
        return count(present, of(address, articleId, read), properties.ofArticle())
                && count(present, of(network, articleId, read), properties.ofArticle() * NETWORK)
                && count(present, address, properties.ofAddress())
                && count(present, network, properties.ofAddress() * NETWORK);
    }

    private char[] present() {
        long now = clock.millis() / HOUR;
        char[] known = counts;
        if (known == null) {
            known = new char[ROWS * WIDTH];
            counts = known;
        }
        if (now != hour) {
            Arrays.fill(known, '\0');
            hour = now;
            salt = random.nextLong();
        }
        return known;
    }

    /** Whether it is within the limit: then it is counted. */
    private static boolean count(char[] counts, long key, int most) {
        int least = Character.MAX_VALUE;
        long place = key;
        for (int row = 0; row < ROWS; row++) {
            place = mixed(place);
            least = Math.min(least, counts[at(row, place)]);
        }
        if (least >= most) {
            return false;
        }
        place = key;
        for (int row = 0; row < ROWS; row++) {
            place = mixed(place);
            int at = at(row, place);
            if (counts[at] == least) {
                counts[at]++;
            }
        }
        return true;
    }

    private static int at(int row, long place) {
        return row * WIDTH + (int) (place & (WIDTH - 1));
    }

    private long hash(String key) {
        long hash = salt;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * MIX;
            hash ^= hash >>> 29;
        }
        return mixed(hash);
    }

    private long of(long client, UUID articleId, boolean read) {
        long id = mixed(articleId.getMostSignificantBits() ^ salt) ^ articleId.getLeastSignificantBits();
        return mixed(client ^ mixed(id)) + (read ? 1 : 0);
    }

    /** The last step of MurmurHash3 and its like, by which each bit depends on each. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * MIX;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
