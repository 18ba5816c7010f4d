package org.pressroom.local.mailbox;

import java.util.List;
import java.util.Locale;

/**
 * From whom to whom a mail was sent, as SMTP said, whatever stands in its headers.
 *
 * @param from empty for a notice that must not be answered
 */
record Envelope(String from, List<String> to) {
    Envelope {
        to = List.copyOf(to);
    }

    boolean isTo(String address) {
        String wanted = address.trim().toLowerCase(Locale.ROOT);
        return to.stream()
                .anyMatch(recipient -> recipient.toLowerCase(Locale.ROOT).equals(wanted));
    }
}
