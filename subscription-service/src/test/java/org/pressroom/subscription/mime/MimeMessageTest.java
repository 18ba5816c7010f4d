package org.pressroom.subscription.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.subscription.mime.MimeMessage.Field;

/** Messages as another program reads them. */
class MimeMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Short",
                "A plain title that is so long that it has to be folded over more than a single line of the header, twice",
                "Two  spaces and a trailing =?UTF-8?Q?trap?=",
                "Überraschung für alle",
                "これはとても長い題名で、ヘッダーの一行には決して収まらないはずのものです。だから何行かに分けられます。",
                "שלום עולם, مرحبا بالعالم",
                "\uD83D\uDC69\u200D\uD83D\uDCBB\uD83D\uDC69\u200D\uD83D\uDCBB\uD83D\uDC69\u200D\uD83D\uDCBB\uD83D\uDC69\u200D\uD83D\uDCBB"
                        + "\uD83D\uDC69\u200D\uD83D\uDCBB\uD83D\uDC69\u200D\uD83D\uDCBB\uD83D\uDC69\u200D\uD83D\uDCBB",
                "spaces                                                                                              between",
                "\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"",
                "\"quoted\" <and@bracketed.example>, (with; specials: all)",
                "𝒜𝒷𝒸 🏳️‍🌈🏴󠁧󠁢󠁳󠁣󠁴󠁿 é with a mark of its own, ﷽﷽﷽, กขค, வணக்கம்",
                "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongwordwithoutanyspaceinit"
            })
    void aTitleInAnyScriptIsReadBackAsItIs(String title) throws Exception {
        byte[] bytes = message(title, title, "text", "<p>html</p>").toBytes();
        jakarta.mail.internet.MimeMessage read = read(bytes);

        assertThat(read.getSubject()).isEqualTo(title);
        assertThat(((jakarta.mail.internet.InternetAddress) read.getFrom()[0]).getPersonal())
                .isEqualTo(title);
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r\n", -1)) {
            assertThat(line.length()).as(line).isLessThanOrEqualTo(78);
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(line))
                    .as(line)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "line one\nline two\r\n\r\n.dot\n..dots\nFrom here\n-- \nsignature",
                "trailing space \nand tab\t\n= equals = and a very long line that goes on and on and on, beyond what a line of mail may hold",
                "Grüße an alle, die ßßß mögen, und ein wenig mehr Text, damit es überwiegend ASCII bleibt",
                "日本語の本文です。\nもう一行。"
            })
    void bodiesAreReadBackAsTheyAre(String body) throws Exception {
        Multipart parts =
                (Multipart) read(message("a", "b", body, body).toBytes()).getContent();

        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        for (int i = 0; i < 2; i++) {
            String read = (String) parts.getBodyPart(i).getContent();
            assertThat(read.replace("\r\n", "\n")).isEqualTo(body.replace("\r\n", "\n"));
        }
    }

    static Stream<Arguments> longOnes() {
        String label = "a".repeat(63) + ".";
        String domain = label.repeat(3) + "b".repeat(57) + ".org";
        return Stream.of(
                Arguments.of("a long domain", domain, "Title", "Name"),
                Arguments.of(
                        "one of the length at which a boundary of it had 71", "d".repeat(29) + ".org", "Title", "Name"),
                Arguments.of("a long title", "news.example", "x".repeat(5000), "Name"),
                Arguments.of("a long title of spaces", "news.example", "a" + " ".repeat(3000) + "b", "Name"),
                Arguments.of("a long title of emoji", "news.example", "👩‍👩‍👧‍👦".repeat(500), "Name"),
                Arguments.of("a long name", "news.example", "Title", "名".repeat(2000)),
                Arguments.of("all of it", domain, "漢字 ".repeat(1000).strip(), "\"".repeat(2000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longOnes")
    void nothingIsTooLongForALine(String what, String domain, String title, String name) throws Exception {
        byte[] bytes = new MimeMessage(
                        "01900000-0000-7000-8000-000000000001@" + domain,
                        Instant.parse("2026-11-22T12:00:00Z"),
                        name,
                        "news@" + domain,
                        "r".repeat(64) + "@" + domain,
                        title,
                        List.of(
                                new Field("List-Id", "<articles." + domain + ">"),
                                new Field(
                                        "List-Unsubscribe",
                                        "<https://" + domain + "/subscriptions/unsubscribe?token=" + "t".repeat(64)
                                                + ">")),
                        "text",
                        "<p>html</p>")
                .toBytes();

        for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
            assertThat(line.length()).isLessThanOrEqualTo(998);
            assertThat(line.isEmpty() || !line.isBlank())
                    .as("no line of nothing but spaces")
                    .isTrue();
        }
        jakarta.mail.internet.MimeMessage read = read(bytes);
        String boundary = new ContentType(read.getContentType()).getParameter("boundary");
        assertThat(boundary.length()).isLessThanOrEqualTo(70);
        assertThat(read.getSubject()).isEqualTo(title);
        assertThat(((jakarta.mail.internet.InternetAddress) read.getFrom()[0]).getPersonal())
                .isEqualTo(name);
        assertThat(((Multipart) read.getContent()).getCount()).isEqualTo(2);
        assertThat(read.getMessageID()).isEqualTo("<01900000-0000-7000-8000-000000000001@" + domain + ">");
    }

    @Test
    void noTextBeginsAFieldOfItsOwn() throws Exception {
        String evil = "a\r\nBcc: x@y.example\nX-Evil: 1\r\rX-Other: 2\u0085X\u2028Y\u0000";
        jakarta.mail.internet.MimeMessage read =
                read(message(evil, evil, "text", "html").toBytes());

        assertThat(read.getHeader("Bcc")).isNull();
        assertThat(read.getHeader("X-Evil")).isNull();
        assertThat(read.getHeader("X-Other")).isNull();
        assertThat(read.getSubject()).isEqualTo("a Bcc: x@y.example X-Evil: 1 X-Other: 2 X Y");
        assertThatThrownBy(() -> new Field("List-Id", "a\r\nBcc: b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageIsTheSameWheneverItIsWritten() {
        assertThat(message("a", "b", "c", "d").toBytes())
                .isEqualTo(message("a", "b", "c", "d").toBytes());
    }

    private static MimeMessage message(String subject, String fromName, String text, String html) {
        return new MimeMessage(
                "01900000-0000-7000-8000-000000000001@news.example",
                Instant.parse("2026-11-22T12:00:00Z"),
                fromName,
                "news@news.example",
                "rita@readers.example",
                subject,
                List.of(new Field("List-Id", "<articles.news.example>")),
                text,
                html);
    }

    private static jakarta.mail.internet.MimeMessage read(byte[] bytes) throws Exception {
        return new jakarta.mail.internet.MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }
}
