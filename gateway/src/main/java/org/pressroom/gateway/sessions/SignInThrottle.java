package org.pressroom.gateway.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.AddressKeys;
import org.pressroom.gateway.limits.RateLimiter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords, and keeps out nobody for what others guess. A try is counted before the password is
 * looked at, and given back where it was right or could not be looked at.
 *
 * <p>From a browser or an address where the user has signed in before, only what is tried there counts. From anywhere
 * else: few tries for one account from one address, more from one network, more for one address and one network with
 * whatever accounts, and many for one account from everywhere.
 */
@Component
final class SignInThrottle {

    /** No account's name is longer, in UTF-16; those who try longer ones share what they may. */
    private static final int LONGEST_NAME = 128;

    private static final int MOST_KNOWN = 100_000;
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final RateLimiter device;
    private final RateLimiter accountAtKnownAddress;
    private final RateLimiter accountAtAddress;
    private final RateLimiter accountAtNetwork;
    private final RateLimiter address;
    private final RateLimiter network;
    private final RateLimiter account;

    /** Where somebody has signed in; in memory alone, for addresses say where people are. Browsers have their cookie. */
    private final Cache<String, Boolean> known;

    @Autowired
    SignInThrottle() {
        this(Ticker.systemTicker(), MOST_KNOWN);
    }

    SignInThrottle(Ticker clock, int mostKnown) {
        device = new RateLimiter(10, Duration.ofSeconds(30), clock);
        accountAtKnownAddress = new RateLimiter(10, Duration.ofSeconds(30), clock);
        accountAtAddress = new RateLimiter(10, Duration.ofSeconds(30), clock);
        accountAtNetwork = new RateLimiter(60, Duration.ofSeconds(20), clock);
        address = new RateLimiter(50, Duration.ofSeconds(10), clock);
        network = new RateLimiter(200, Duration.ofSeconds(3), clock);
        account = new RateLimiter(200, Duration.ofSeconds(10), clock);
        known = Caffeine.newBuilder()
                .maximumSize(mostKnown)
                .expireAfterWrite(KNOWN_FOR)
                .ticker(clock)
                .build();
    }

    private record Counted(RateLimiter buckets, String key) {}

    /** A try that was counted. Where neither method is called it stays so. */
    final class Attempt {

        private final String place;
        private final List<Counted> counted;
        private final boolean fromKnownPlace;

        private Attempt(String place, List<Counted> counted, boolean fromKnownPlace) {
            this.place = place;
            this.counted = counted;
            this.fromKnownPlace = fromKnownPlace;
        }

        /** Whether the user has signed in with this browser, or from there, before. */
        boolean isFromKnownPlace() {
            return fromKnownPlace;
        }

        /** It was right. */
        void right() {
            giveBack(counted);
            known.put(place, true);
        }

        /** Nobody has looked at the password. */
        void unchecked() {
            giveBack(counted);
        }
    }

    /**
     * Counts a try.
     *
     * @param knownDevice the browser, where this user has signed in with it
     * @throws ProblemException 429 where it is one too many; then it is not counted
     */
    Attempt begin(String username, String clientAddress, @Nullable String knownDevice) {
        String machine = AddressKeys.of(clientAddress);
        String user = username.length() <= LONGEST_NAME ? username : "";
        String place = user + " " + machine;
        if (knownDevice != null) {
            List<Counted> one = List.of(new Counted(device, knownDevice));
            if (take(one).isZero()) {
                return new Attempt(place, one, true);
            }
        }
        boolean knownAddress = known.getIfPresent(place) != null;
        List<Counted> counted = knownAddress
                ? List.of(new Counted(accountAtKnownAddress, place))
                : fromAnywhere(user, place, machine, AddressKeys.networkOf(clientAddress));
        Duration wait = take(counted);
        if (!wait.isZero()) {
            throw Problems.tooManyRequests(wait.plusSeconds(1));
        }
        return new Attempt(place, counted, knownAddress);
    }

    private List<Counted> fromAnywhere(String username, String place, String machine, String around) {
        return List.of(
                new Counted(accountAtAddress, place),
                new Counted(accountAtNetwork, username + " " + around),
                new Counted(address, machine),
                new Counted(network, around),
                new Counted(account, username));
    }

    /** All of them or none. Zero, or how long to wait. */
    private static Duration take(List<Counted> wanted) {
        List<Counted> taken = new ArrayList<>();
        for (Counted counted : wanted) {
            Duration wait = counted.buckets().take(counted.key());
            if (!wait.isZero()) {
                giveBack(taken);
                return wait;
            }
            taken.add(counted);
        }
        return Duration.ZERO;
    }

    private static void giveBack(List<Counted> taken) {
        taken.forEach(counted -> counted.buckets().giveBack(counted.key()));
    }
}
