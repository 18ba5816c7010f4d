package org.pressroom.subscription.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/** One reply of a server (RFC 5321, section 4.2): a code of three digits and one or more lines of text. */
@PlainJava
record SmtpReply(int code, List<String> lines) {

    private static final Set<Integer> SENDERS_CODES = Set.of(503, 530, 535);
    private static final Pattern SENDERS_STATUS = Pattern.compile("5\\.[57]\\.\\d{1,3}\\b");

    boolean completed() {
        return code / 100 == 2;
    }

    boolean waitsForMore() {
        return code / 100 == 3;
    }

    boolean refusesForGood() {
        return code / 100 == 5;
    }

    /**
     * Whether a refusal of a recipient is about who asks and not about the recipient: relaying that is not allowed, a
     * sign-in that is missing or wrong, commands that are not understood (RFC 3463, classes 5 and 7).
     */
    boolean blamesTheSender() {
        return SENDERS_CODES.contains(code) || SENDERS_STATUS.matcher(text()).lookingAt();
    }

    /** The server is closing the connection, whatever the command was (RFC 5321, section 3.8). */
    boolean closing() {
        return code == 421;
    }

    String text() {
        return String.join(" ", lines);
    }

    /** Whether a reply to EHLO names this extension. */
    boolean offers(String extension) {
        return lines.stream().skip(1).anyMatch(line -> {
            String upper = line.toUpperCase(Locale.ROOT);
            return upper.equals(extension) || upper.startsWith(extension + " ");
        });
    }

    /** Puts the lines of a connection together to replies. */
    static final class Assembler {

        private static final int MAX_LINES = 100;
        private final List<String> lines = new ArrayList<>();

        /** Whether no reply has begun that is not at its end. */
        boolean isEmpty() {
            return lines.isEmpty();
        }

        /** The reply that this line ends, or null where more lines follow. */
        @Nullable
        SmtpReply accept(String line) {
            if (line.length() < 3 || !line.substring(0, 3).chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new SmtpProtocolException("not an SMTP reply");
            }
            if (lines.size() >= MAX_LINES) {
                throw new SmtpProtocolException("a reply of too many lines");
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() > 3 && line.charAt(3) == '-') {
                return null;
            }
            SmtpReply reply = new SmtpReply(Integer.parseInt(line, 0, 3, 10), List.copyOf(lines));
            lines.clear();
            return reply;
        }
    }
}
