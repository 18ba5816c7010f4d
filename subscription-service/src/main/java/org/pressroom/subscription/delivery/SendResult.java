package org.pressroom.subscription.delivery;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/** What became of one attempt to send. */
@PlainJava
public sealed interface SendResult {

    /** What the channel answered of it. */
    sealed interface Answered extends SendResult {}

    /**
     * The other side took it, and answers for it from here on.
     *
     * @param code what it answered; null where it knows no codes
     */
    record Accepted(@Nullable Integer code) implements Answered {}

    /**
     * The other side answered that it does not take this one: for now, or for good.
     *
     * @param code null where it was not asked, or knows no codes
     * @param text may name the recipient: that is taken out before it is kept
     */
    record Refused(boolean forGood, @Nullable Integer code, String text) implements Answered {

        private static final int LONGEST_TEXT = 200;

        /** The same without the recipient, who is to be erasable, and not longer than is kept. */
        Refused discreet(String recipient) {
            String without = Pattern.compile(Pattern.quote(recipient), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(text)
                    .replaceAll("…")
                    .replaceAll("\\p{Cntrl}", " ");
            return new Refused(
                    forGood, code, without.length() <= LONGEST_TEXT ? without : without.substring(0, LONGEST_TEXT));
        }
    }

    /**
     * The other side was not there or not willing to work. Nothing was handed over.
     *
     * @param why names no recipient
     * @param wasReady whether it was ready before: then this one may be what it minds
     */
    record Unreachable(String why, boolean wasReady) implements Answered {}

    /**
     * It was handed over, in part or whole, and no answer came: it may have come, or not.
     *
     * @param why names no recipient
     */
    record Unknown(String why) implements Answered {}

    /** {@link ClaimedDelivery#begin} said no, and nothing was handed over. */
    record Withheld() implements SendResult {}
}
