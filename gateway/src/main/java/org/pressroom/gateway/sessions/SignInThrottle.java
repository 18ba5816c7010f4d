package org.pressroom.gateway.sessions;

import java.time.Duration;
import java.util.List;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.Buckets;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords. Tries are counted before the password is looked at and given back where it was
 * right: few for one account from one address, more for one address, many for one account from everywhere, so that a
 * stranger elsewhere cannot easily keep somebody out.
 */
@Component
final class SignInThrottle {

    private final Buckets pair = new Buckets(10, Duration.ofSeconds(30));
    private final Buckets address = new Buckets(50, Duration.ofSeconds(10));
    private final Buckets account = new Buckets(200, Duration.ofSeconds(10));

    private record Counted(Buckets buckets, String key) {}

    /**
     * Counts a try.
     *
     * @throws ProblemException 429 where it is one too many
     */
    void count(String username, String addressKey) {
        for (Counted counted : counted(username, addressKey)) {
            Duration wait = counted.buckets().take(counted.key());
            if (!wait.isZero()) {
                throw Problems.tooManyRequests(wait.plusSeconds(1));
            }
        }
    }

    /** The try was right after all. */
    void forgive(String username, String addressKey) {
        counted(username, addressKey).forEach(counted -> counted.buckets().giveBack(counted.key()));
    }

    private List<Counted> counted(String username, String addressKey) {
        return List.of(
                new Counted(pair, username + " " + addressKey),
                new Counted(address, addressKey),
                new Counted(account, username));
    }
}
