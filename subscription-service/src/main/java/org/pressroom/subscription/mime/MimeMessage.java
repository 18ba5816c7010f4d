package org.pressroom.subscription.mime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * One message to one recipient, with a text and an HTML part.
 *
 * @param messageId the id without angle brackets; the same whenever this message is written
 * @param fromName the sender's display name, any text
 * @param fromAddress a checked address
 * @param toAddress a checked address
 * @param subject any text
 * @param fields further fields with values in ASCII, written as they are
 */
public record MimeMessage(
        String messageId,
        Instant date,
        String fromName,
        String fromAddress,
        String toAddress,
        String subject,
        List<Field> fields,
        String text,
        String html) {

    /** RFC 5322, section 3.3. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** The longest line that RFC 5322, section 2.1.1 allows. */
    private static final int LONGEST_LINE = 998;

    /** A field of the header. The value is ASCII without control characters. */
    public record Field(String name, String value) {

        public Field {
            boolean proper = value.chars().allMatch(c -> c >= ' ' && c < 0x7F)
                    && name.length() + 2 + value.length() <= LONGEST_LINE;
            if (!proper) {
                throw new IllegalArgumentException("not a value for the field " + name);
            }
        }
    }

    public MimeMessage {
        fields = List.copyOf(fields);
    }

    /** The message with CRLF line ends. All ASCII, but for an internationalised address. */
    public byte[] toBytes() {
        // "=_" can stand in neither of the two encodings, so the boundary is in no part. It has at most 70 characters
        // (RFC 2046, section 5.1.1), however long the id is.
        String boundary = "=_" + UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
        StringBuilder message = new StringBuilder(4096);
        field(message, "Date", DATE.format(date));
        field(message, "From", HeaderText.phrase(fromName) + "\r\n <" + HeaderText.oneLine(fromAddress) + ">");
        field(message, "To", "<" + HeaderText.oneLine(toAddress) + ">");
        field(message, "Subject", HeaderText.unstructured("Subject", subject));
        field(message, "Message-ID", "<" + HeaderText.oneLine(messageId) + ">");
        fields.forEach(field -> field(message, field.name(), field.value()));
        field(message, "MIME-Version", "1.0");
        field(message, "Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
        message.append("\r\n");
        part(message, boundary, "text/plain", text);
        part(message, boundary, "text/html", html);
        message.append("--").append(boundary).append("--\r\n");
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void part(StringBuilder message, String boundary, String type, String body) {
        TransferEncoding encoded = TransferEncoding.of(body);
        message.append("--").append(boundary).append("\r\n");
        field(message, "Content-Type", type + "; charset=utf-8");
        field(message, "Content-Transfer-Encoding", encoded.name());
        message.append("\r\n").append(encoded.body()).append("\r\n");
    }

    private static void field(StringBuilder message, String name, String value) {
        message.append(name).append(": ").append(value).append("\r\n");
    }
}
