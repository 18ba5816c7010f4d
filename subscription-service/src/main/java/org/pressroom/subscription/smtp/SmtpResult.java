package org.pressroom.subscription.smtp;

import org.jspecify.annotations.Nullable;

/** What became of one message. */
public sealed interface SmtpResult {

    /** The relay took it, and answers for it from here on. */
    record Accepted(int code) implements SmtpResult {}

    /**
     * The relay answered that it does not take this message: for now, or for good.
     *
     * @param code null where it was not asked, since it cannot take it
     */
    record Refused(boolean forGood, @Nullable Integer code, String text) implements SmtpResult {}

    /**
     * The relay was not there or not willing to work. Nothing of the message was handed over.
     *
     * @param why names no address
     * @param wasReady whether it was ready on this connection before: then the message may be what it minds
     */
    record Unreachable(String why, boolean wasReady) implements SmtpResult {}

    /** The content was handed over, in part or whole, and no answer came: it may have been sent, or not. */
    record Unknown(String why) implements SmtpResult {}

    /** The last check before the content said no. */
    record Withheld() implements SmtpResult {}
}
