package org.pressroom.subscription.delivery;

import java.time.Duration;
import java.util.Optional;
import org.pressroom.common.PlainJava;

/**
 * When a mail that was refused for now is tried again.
 *
 * @param first the first wait
 * @param giveUpAfter the age at which it has failed
 */
@PlainJava
record RetryRule(Duration first, Duration giveUpAfter) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * The wait before the next attempt, or nothing where the mail is too old for one.
     *
     * @param attempts how many were made, this one included
     */
    Optional<Duration> next(int attempts, Duration age) {
        if (age.compareTo(giveUpAfter) >= 0) {
            return Optional.empty();
        }
        Duration wait = first;
        for (int i = 1; i < attempts && wait.compareTo(LONGEST) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return Optional.of(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }
}
