package org.pressroom.subscription.smtp;

import java.nio.charset.StandardCharsets;
import org.pressroom.common.PlainJava;

/**
 * Who a message is from and goes to, as the relay is told. An address outside ASCII needs a relay with SMTPUTF8
 * (RFC 6531).
 */
@PlainJava
public record Envelope(String from, String to) {

    public Envelope {
        requireAddress(from);
        requireAddress(to);
    }

    boolean needsUtf8() {
        return !isAscii(from) || !isAscii(to);
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    private static void requireAddress(String address) {
        boolean harmful = address.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '\u2028');
        if (address.isEmpty() || harmful) {
            throw new IllegalArgumentException("not an address that can be written into an SMTP command");
        }
    }
}
