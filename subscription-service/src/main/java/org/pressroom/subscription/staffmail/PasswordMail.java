package org.pressroom.subscription.staffmail;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.MailAddress;

/**
 * A mail to a member of staff, with a link to choose a password.
 *
 * @param id what the link is derived from: the same is sent once
 * @param recipient the address
 * @param expiresAt until when the gateway takes the link
 * @param actorName who ordered it; null for nobody in particular
 */
record PasswordMail(
        @NotNull UUID id,
        @NotNull @MailAddress String recipient,
        @NotNull @Line(min = 1, max = 64) String username,
        @NotNull Instant expiresAt,
        @Nullable @Line(max = 100) String actorName) {

    /** What is of people stays out of logs. */
    @Override
    public String toString() {
        return "PasswordMail[" + id + "]";
    }
}
