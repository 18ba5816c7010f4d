package org.pressroom.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailboxTest {
    private static final String BOTH = """
            From: =?utf-8?q?Die_B=C3=BChne?= <stage@example.org>
            To: Somebody <shown@example.org>
            Subject: =?utf-8?b?R3LDvMOfZQ==?= from here
            List-Unsubscribe: <https://example.org/u?token=abc>,
             <mailto:leave@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe
            --b
            Content-Type: text/html; charset=utf-8

            <p>Gr\u00fc\u00dfe<script>alert(1)</script></p>
            --b--
            """;

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private Mailbox mailbox;

    MailboxTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.mailbox = Mailbox.start(folder, 0, 0);
    }

    @BeforeEach
    void isEmpty() throws Exception {
        assertThat(messages("").size()).isZero();
    }

    @AfterEach
    void stop() throws IOException {
        mailbox.close();
    }

    @Test
    void aMailIsThereAsSoonAsItIsAcknowledged() throws Exception {
        send("stage@example.org", List.of("reader@example.org"), BOTH);
        JsonNode mail = messages("").get(0);
        assertThat(mail.get("from").asString()).isEqualTo("Die Bühne <stage@example.org>");
        assertThat(mail.get("to")).extracting(JsonNode::asString).containsExactly("reader@example.org");
        assertThat(mail.get("subject").asString()).isEqualTo("Grüße from here");
        assertThat(mail.get("text").asString().trim()).isEqualTo("Grüße");
        assertThat(mail.get("html").asString()).contains("<p>Grüße");
        assertThat(mail.get("receivedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(mail.get("headers")).anySatisfy(header -> {
            assertThat(header.get("name").asString()).isEqualTo("List-Unsubscribe");
            assertThat(header.get("value").asString())
                    .isEqualTo("<https://example.org/u?token=abc>, <mailto:leave@example.org>");
        });
    }

    @Test
    void mailsAreListedNewestFirstAndByRecipient() throws Exception {
        send("a@example.org", List.of("one@example.org", "two+tag@example.org"), "Subject: first\n\nx\n");
        send("a@example.org", List.of("One@example.org"), "Subject: second\n\nx\n");
        assertThat(subjects("")).containsExactly("second", "first");
        assertThat(subjects("?to=one@example.org")).containsExactly("second", "first");
        assertThat(subjects("?to=two+tag@example.org")).containsExactly("first");
        assertThat(subjects("?to=two%2Btag%40example.org")).containsExactly("first");
        assertThat(subjects("?to=nobody@example.org")).isEmpty();
    }

    @Test
    void theSourceIsTheMessageByteForByte() throws Exception {
        send("a@example.org", List.of("one@example.org"), "Subject: dots\n\n..\n.hidden\nend\n");
        String id = messages("").get(0).get("id").asString();
        HttpResponse<String> raw = get("/api/messages/" + id + "/raw");
        assertThat(raw.statusCode()).isEqualTo(200);
        assertThat(raw.body()).isEqualTo("Subject: dots\r\n\r\n..\r\n.hidden\r\nend\r\n");
        assertThat(get("/api/messages/0-0/raw").statusCode()).isEqualTo(404);
    }

    @Test
    void deletingLeavesNothing() throws Exception {
        send("a@example.org", List.of("one@example.org"), "Subject: gone\n\nx\n");
        HttpRequest delete =
                HttpRequest.newBuilder(uri("/api/messages")).DELETE().build();
        assertThat(client.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(204);
        assertThat(messages("").size()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void mailsSurviveARestart() throws Exception {
        send("a@example.org", List.of("one@example.org"), "Subject: kept\n\nx\n");
        Files.writeString(folder.resolve("incoming-1.part"), "half a mail");
        mailbox.close();
        mailbox = Mailbox.start(folder, 0, 0);
        assertThat(subjects("?to=one@example.org")).containsExactly("kept");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void whatWasNotFinishedIsNotThere() throws Exception {
        try (Smtp smtp = new Smtp()) {
            smtp.say("EHLO here", "MAIL FROM:<a@example.org>", "RCPT TO:<one@example.org>", "DATA", "Subject: half");
            smtp.read(4);
        }
        assertThat(messages("").size()).isZero();
    }

    @Test
    void pipelinedCommandsAreAnsweredInTheirOrder() throws Exception {
        try (Smtp smtp = new Smtp()) {
            smtp.say(
                    "EHLO here",
                    "MAIL FROM:<a@example.org> SIZE=100 BODY=8BITMIME",
                    "RCPT TO:<one@example.org>",
                    "DATA",
                    "Subject: one\r\n\r\nx\r\n.",
                    "MAIL FROM:<>",
                    "RCPT TO:<\u00fcml\u00e4ut@example.org>",
                    "RCPT TO:broken",
                    "DATA",
                    "Subject: two\r\n\r\nx\r\n.",
                    "WHAT",
                    "QUIT");
            assertThat(smtp.codes())
                    .containsExactly(
                            "220", "250", "250", "250", "354", "250", "250", "250", "501", "354", "250", "502", "221");
        }
        assertThat(subjects("?to=\u00fcml\u00e4ut@example.org")).containsExactly("two");
    }

    @Test
    void commandsOutOfOrderAreRefused() throws Exception {
        try (Smtp smtp = new Smtp()) {
            smtp.say("RCPT TO:<one@example.org>", "DATA", "MAIL FROM:<a@example.org>", "DATA", "QUIT");
            assertThat(smtp.codes()).containsExactly("220", "503", "503", "250", "503", "221");
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefusedAndTheConnectionGoesOn() throws Exception {
        String line = "x".repeat(1000) + "\n";
        try (Smtp smtp = new Smtp()) {
            smtp.say("EHLO here", "MAIL FROM:<a@example.org>", "RCPT TO:<one@example.org>", "DATA");
            smtp.say(line.repeat(SmtpSession.LARGEST_MAIL / 1000), ".", "NOOP", "QUIT");
            assertThat(smtp.codes()).containsExactly("220", "250", "250", "250", "354", "552", "250", "221");
        }
        assertThat(messages("").size()).isZero();
    }

    @Test
    void whatIsNoMailIsShownAsItCame() throws Exception {
        send("a@example.org", List.of("one@example.org"), "\u0001 no header : at all\n<b>\n");
        assertThat(messages("").size()).isOne();
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void theListSaysHowManyMailsThereAreAndWhenThereAreNone() throws Exception {
        assertThat(get("/list").body()).contains("data-total=\"0\"").contains("No mail yet");
        send("press@example.org", List.of("reader@example.org"), BOTH);
        assertThat(get("/list").body()).contains("data-total=\"1\"").doesNotContain("No mail yet");
        assertThat(get("/mailbox.svg").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingFromAMailRunsInThePage() throws Exception {
        send(
                "\"><script>alert(1)</script>@example.org",
                List.of("one@example.org"),
                "Subject: <script>alert(2)</script>\nX-<b>: <img src=x onerror=alert(3)>\n\n<script>alert(4)</script>\n");
        send("a@example.org", List.of("one@example.org"), BOTH);
        for (JsonNode mail : messages("")) {
            String id = mail.get("id").asString();
            HttpResponse<String> page = get("/messages/" + id);
            assertThat(page.body()).doesNotContain("<script>").doesNotContain("<img");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy ->
                            assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
            HttpResponse<String> frame = get("/messages/" + id + "/html");
            assertThat(frame.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'")
                            .contains("sandbox")
                            .doesNotContain("allow-scripts")
                            .doesNotContain("allow-same-origin"));
        }
        assertThat(get("/").body()).doesNotContain("<script>").contains("&lt;script&gt;");
        String withFrame = messages("").get(0).get("id").asString();
        assertThat(get("/messages/" + withFrame).body())
                .contains("<iframe")
                .contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"");
    }

    @Test
    void aForeignHostNameGetsNothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mailbox.httpPort())) {
            socket.getOutputStream()
                    .write("GET /api/messages HTTP/1.0\r\nHost: evil.example\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).contains(" 421 ");
        }
    }

    @Test
    void whatIsNotThereIsAProblem() throws Exception {
        HttpResponse<String> answer = get("/nothing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        HttpRequest post = HttpRequest.newBuilder(uri("/api/messages"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    private void send(String from, List<String> to, String message) throws IOException {
        try (Smtp smtp = new Smtp()) {
            smtp.say("EHLO here", "MAIL FROM:<" + from + ">");
            for (String recipient : to) {
                smtp.say("RCPT TO:<" + recipient + ">");
            }
            smtp.say("DATA", message.replaceAll("(?m)^\\.", "..").replace("\n", "\r\n") + ".", "QUIT");
            assertThat(smtp.codes()).doesNotContain("501", "503", "552").endsWith("250", "221");
        }
    }

    private List<String> subjects(String query) throws Exception {
        return messages(query)
                .valueStream()
                .map(mail -> mail.get("subject").asString())
                .toList();
    }

    private JsonNode messages(String query) throws Exception {
        HttpResponse<String> answer = get("/api/messages" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readTree(answer.body()).get("items");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + mailbox.httpPort() + path);
    }

    /** The client's side of a connection. */
    private final class Smtp implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), mailbox.smtpPort());
        private final BufferedReader answers =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Smtp() throws IOException {
            socket.setSoTimeout(10_000);
        }

        void say(String... lines) throws IOException {
            for (String line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        /** So many answers, by the code of their last line. */
        List<String> read(int count) throws IOException {
            List<String> codes = new ArrayList<>();
            while (codes.size() < count) {
                String line = answers.readLine();
                if (line == null) {
                    break;
                }
                if (line.charAt(3) == ' ') {
                    codes.add(line.substring(0, 3));
                }
            }
            return codes;
        }

        /** All answers until the server hangs up. */
        List<String> codes() throws IOException {
            return read(Integer.MAX_VALUE);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
