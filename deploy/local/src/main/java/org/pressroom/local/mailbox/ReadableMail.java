package org.pressroom.local.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.MessageBuilder;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;

/**
 * A mail as people and programs read it. Whoever sent it may have put anything into it.
 *
 * @param from the header, else who SMTP said it was
 * @param to whom SMTP said it was for
 * @param headers in their order, unfolded, with encoded words decoded
 */
record ReadableMail(
        String id,
        String from,
        List<String> to,
        String subject,
        Instant receivedAt,
        List<Header> headers,
        @Nullable String text,
        @Nullable String html) {

    record Header(String name, String value) {}

    /** Reads a stored mail; empty where it was deleted meanwhile. */
    static Optional<ReadableMail> of(MailStore.Stored mail) throws IOException {
        return mail.message().map(bytes -> of(mail, bytes));
    }

    private static ReadableMail of(MailStore.Stored mail, byte[] bytes) {
        try {
            return read(mail, bytes);
        } catch (IOException | MimeException | RuntimeException unreadable) {
            // Not a mail at all: it is shown as it came.
            return new ReadableMail(
                    mail.id(),
                    mail.envelope().from(),
                    mail.envelope().to(),
                    "",
                    mail.receivedAt(),
                    List.of(),
                    new String(bytes, StandardCharsets.UTF_8),
                    null);
        }
    }

    private static ReadableMail read(MailStore.Stored mail, byte[] bytes) throws IOException, MimeException {
        MessageBuilder builder = new DefaultMessageBuilder();
        ((DefaultMessageBuilder) builder).setMimeEntityConfig(MimeConfig.PERMISSIVE);
        Message message = builder.parseMessage(new ByteArrayInputStream(bytes));
        try {
            List<Header> headers = new ArrayList<>();
            message.getHeader()
                    .getFields()
                    .forEach(field -> headers.add(new Header(field.getName(), decoded(field.getBody()))));
            Texts texts = new Texts();
            texts.collect(message);
            return new ReadableMail(
                    mail.id(),
                    first(headers, "From").orElse(mail.envelope().from()),
                    mail.envelope().to(),
                    first(headers, "Subject").orElse(""),
                    mail.receivedAt(),
                    headers,
                    texts.plain,
                    texts.html);
        } finally {
            message.dispose();
        }
    }

    private static String decoded(@Nullable String body) {
        String unfolded = body == null ? "" : MimeUtil.unfold(body).trim();
        return DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT);
    }

    private static Optional<String> first(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The first plain and the first HTML text among the parts that are no attachment. */
    private static final class Texts {
        private @Nullable String plain;
        private @Nullable String html;

        void collect(Entity entity) throws IOException {
            Body body = entity.getBody();
            if (body instanceof Multipart parts) {
                for (Entity part : parts.getBodyParts()) {
                    collect(part);
                }
            } else if (body instanceof TextBody text && !"attachment".equalsIgnoreCase(entity.getDispositionType())) {
                if (plain == null && "text/plain".equalsIgnoreCase(entity.getMimeType())) {
                    plain = read(text);
                } else if (html == null && "text/html".equalsIgnoreCase(entity.getMimeType())) {
                    html = read(text);
                }
            }
        }

        private static String read(TextBody text) throws IOException {
            StringBuilder all = new StringBuilder();
            try (Reader reader = text.getReader()) {
                char[] buffer = new char[8192];
                for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                    all.append(buffer, 0, count);
                }
            }
            return all.toString();
        }
    }
}
