package org.pressroom.subscription.delivery;

import java.util.Locale;
import org.pressroom.common.PlainJava;

/** How it stands with a delivery, as rows and staff have it. */
@PlainJava
public enum DeliveryStatus {
    /** It waits, claimed or not: nothing of it was handed over. */
    QUEUED,
    /** It may be on its way. */
    SENDING,
    SENT,
    FAILED,
    /** Nobody knows whether it came. */
    UNCERTAIN,
    /** It was not due any more. */
    SKIPPED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this label. */
    public static DeliveryStatus labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
