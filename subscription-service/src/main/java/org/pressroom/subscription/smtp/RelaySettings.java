package org.pressroom.subscription.smtp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the relay is and how to speak to it.
 *
 * @param security how the connection is encrypted; with {@code STARTTLS} a relay that does not offer it is not used
 * @param username signs in with AUTH PLAIN where set, over an encrypted connection only
 * @param greetingName the name given in EHLO
 * @param connectLimit until the connection stands
 * @param replyLimit until the relay answers a command
 * @param contentLimit until the content is written, and once more until the relay answers for it
 * @param idleLimit how long an unused connection is kept
 */
public record RelaySettings(
        String host,
        int port,
        Security security,
        @Nullable String username,
        @Nullable String password,
        String greetingName,
        Duration connectLimit,
        Duration replyLimit,
        Duration contentLimit,
        Duration idleLimit) {

    /** How a connection to the relay is encrypted. */
    public enum Security {
        /** Not at all: a relay on the same machine. */
        NONE,
        /** From the EHLO on (RFC 3207). */
        STARTTLS,
        /** From the first byte (RFC 8314). */
        IMPLICIT
    }
}
