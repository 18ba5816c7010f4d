package org.pressroom.subscription.delivery;

import java.util.Locale;
import org.pressroom.common.PlainJava;

/** Why a delivery is not due any more. */
@PlainJava
enum SkipReason {
    ADDRESS_ERASED,
    ARTICLE_WITHDRAWN,
    UNSUBSCRIBED,
    NO_LONGER_NEEDED;

    /**
     * The reason of a delivery that is not due.
     *
     * @param erased whether its target has no recipient any more
     * @param withdrawn whether what it is about was withdrawn
     * @param personal whether it was asked for by one, and not for all
     */
    static SkipReason of(boolean erased, boolean withdrawn, boolean personal) {
        if (erased) {
            return ADDRESS_ERASED;
        }
        if (withdrawn) {
            return ARTICLE_WITHDRAWN;
        }
        return personal ? NO_LONGER_NEEDED : UNSUBSCRIBED;
    }

    /** In words, as staff read it. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
