package org.pressroom.subscription.subscribing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * Whether, and when, a stranger's request may cause a mail.
 *
 * @param exhausted whether it causes nothing at all: too many of that kind were not answered
 * @param next when a mail may leave; null where one is waiting already until it may
 */
@PlainJava
record MailAllowance(boolean exhausted, @Nullable Instant next) {

    /** @param latest when the latest mail to that mailbox left, or will leave; null where it may get one at any time */
    static MailAllowance of(boolean exhausted, @Nullable Instant latest, Duration quiet, Instant now) {
        Instant nextMailAllowedAt = latest == null ? now : latest.plus(quiet);
        if (!nextMailAllowedAt.isAfter(now)) {
            return new MailAllowance(exhausted, now);
        }
        boolean oneIsWaiting = latest != null && latest.isAfter(now);
        return new MailAllowance(exhausted, oneIsWaiting ? null : nextMailAllowedAt);
    }

    boolean isNow(Instant now) {
        return next != null && !next.isAfter(now);
    }

    Optional<Instant> leavesAt() {
        return Optional.ofNullable(next);
    }
}
