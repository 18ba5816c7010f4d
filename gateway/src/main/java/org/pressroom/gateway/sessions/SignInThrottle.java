package org.pressroom.gateway.sessions;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OptionalCalls;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.AddressKeys;
import org.pressroom.gateway.limits.RateLimiter;
import org.pressroom.gateway.limits.RateLimiters;
import org.pressroom.gateway.limits.RateLimiters.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Slows down who guesses passwords, and keeps out nobody for what others guess. A try is counted before the password is
 * looked at, at whichever gateway it comes in, and given back where it was right or could not be looked at.
 *
 * <p>From a browser or an address where the user has signed in before, only what is tried there counts. From anywhere
 * else: few tries for one account from one address, more from one network, more for one address and one network with
 * whatever accounts, and many for one account from everywhere.
 */
@Component
final class SignInThrottle {

    private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);

    /** No account's name is longer, in UTF-16; those who try longer ones share what they may. */
    private static final int LONGEST_NAME = 128;

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(1);

    private final RateLimiters limiters;
    private final RateLimiter device;
    private final RateLimiter accountAtKnownAddress;
    private final RateLimiter accountAtAddress;
    private final RateLimiter accountAtNetwork;
    private final RateLimiter address;
    private final RateLimiter network;
    private final RateLimiter account;

    private final KnownPlaceRepository known;
    private final OptionalCalls calls;

    SignInThrottle(RateLimiters limiters, KnownPlaceRepository known, Clock clock) {
        this.limiters = limiters;
        this.known = known;
        calls = new OptionalCalls(LOG, "It is not known where staff signed in before", clock, LOOK_LIMIT);
        device = limiters.exactLimiter("sign-in: device", 10, Duration.ofSeconds(30));
        accountAtKnownAddress = limiters.exactLimiter("sign-in: account at known address", 10, Duration.ofSeconds(30));
        accountAtAddress = limiters.exactLimiter("sign-in: account at address", 10, Duration.ofSeconds(30));
        accountAtNetwork = limiters.exactLimiter("sign-in: account at network", 60, Duration.ofSeconds(20));
        address = limiters.exactLimiter("sign-in: address", 50, Duration.ofSeconds(10));
        network = limiters.exactLimiter("sign-in: network", 200, Duration.ofSeconds(3));
        account = limiters.exactLimiter("sign-in: account", 200, Duration.ofSeconds(10));
    }

    /** Whose password is tried where. */
    private record Place(String user, String machine, String around) {

        static Place of(String username, String clientAddress) {
            return new Place(
                    username.length() <= LONGEST_NAME ? username : "",
                    AddressKeys.of(clientAddress),
                    AddressKeys.networkOf(clientAddress));
        }
    }

    /** A try that was counted. Where neither method is called it stays so. */
    final class Attempt {

        private final Place place;
        private final List<Wanted> counted;
        private final boolean fromKnownPlace;

        private Attempt(Place place, List<Wanted> counted, boolean fromKnownPlace) {
            this.place = place;
            this.counted = counted;
            this.fromKnownPlace = fromKnownPlace;
        }

        /** Whether the user has signed in with this browser, or from there, before. */
        boolean isFromKnownPlace() {
            return fromKnownPlace;
        }

        /** It was right. Fails never: who has the right password is let in, whether or not it will be known from where. */
        Mono<Void> right() {
            return Mono.defer(() -> {
                RateLimiters.giveBack(counted);
                return calls.callOrEmpty(known.add(place.user(), place.machine()));
            });
        }

        /** Nobody has looked at the password. */
        void unchecked() {
            RateLimiters.giveBack(counted);
        }
    }

    /**
     * Counts a try. Fails with {@link ProblemException}, 429, where it is one too many; then it is not counted.
     *
     * @param knownDevice the browser, where this user has signed in with it
     */
    Mono<Attempt> begin(String username, String clientAddress, @Nullable String knownDevice) {
        Place place = Place.of(username, clientAddress);
        Mono<Attempt> byPlace = Mono.defer(() -> calls.callOrEmpty(known.contains(place.user(), place.machine()))
                .defaultIfEmpty(false)
                .flatMap(knownPlace -> attempt(place, byPlace(place, knownPlace), knownPlace)));
        return knownDevice == null
                ? byPlace
                : attempt(place, List.of(new Wanted(device, knownDevice)), true)
                        .onErrorResume(ProblemException.class, tooMany -> byPlace);
    }

    private Mono<Attempt> attempt(Place place, List<Wanted> wanted, boolean fromKnownPlace) {
        return limiters.takeAll(wanted)
                .flatMap(wait -> wait.isZero()
                        ? Mono.just(new Attempt(place, wanted, fromKnownPlace))
                        : Mono.error(Problems.tooManyRequests(wait.plusSeconds(1))));
    }

    private List<Wanted> byPlace(Place place, boolean known) {
        String accountThere = place.user() + " " + place.machine();
        return known
                ? List.of(new Wanted(accountAtKnownAddress, accountThere))
                : List.of(
                        new Wanted(accountAtAddress, accountThere),
                        new Wanted(accountAtNetwork, place.user() + " " + place.around()),
                        new Wanted(address, place.machine()),
                        new Wanted(network, place.around()),
                        new Wanted(account, place.user()));
    }
}
