package org.pressroom.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/**
 * What is in the cache is answered before any filter runs. All that filters see to holds all the same: an answer is like
 * that of the filters, which answer where a connection is to be closed.
 */
class CacheHitsTest extends GatewayTest {

    private static final String LONG = "{\"text\": \"" + "all work and no play ".repeat(200) + "\"}";

    private static final Pattern LENGTH = Pattern.compile("(?i)Content-Length: ([0-9]+)\r");

    @Autowired
    private MeterRegistry meters;

    private final UUID id = UUID.randomUUID();
    private final String uri = "/api/articles/slug-" + id;

    @BeforeEach
    void keepsAnAnswer() {
        answers(LONG, "application/json", "\"7\"");
        anonymous().get().uri(uri).exchange().expectStatus().isOk();
    }

    private void answers(String text, String type, String etag) {
        ARTICLE.answers(Reply.json(
                200,
                text,
                "Content-Type",
                type,
                "ETag",
                etag,
                "Last-Modified",
                "Mon, 02 Nov 2026 10:00:00 GMT",
                "Cache-Tag",
                "article:" + id,
                "X-Any",
                "a"));
    }

    private String request(String method, String target, String... more) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        List<String> lines = List.of(more);
        if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
            request.append("Host: site.example\r\n");
        }
        if (lines.stream().noneMatch(line -> line.startsWith("X-Forwarded-For:"))) {
            request.append("X-Forwarded-For: ").append(anyAddress()).append("\r\n");
        }
        lines.forEach(line -> request.append(line).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private String get(String... more) {
        return request("GET", uri, more);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, application/json, ",
        "HEAD, application/json, ",
        "GET, text/html;charset=UTF-8, ",
        "GET, application/json, Accept-Encoding: gzip",
        "HEAD, text/html, Accept-Encoding: br;q=1 gzip",
        "GET, application/json, If-None-Match: \"7\"",
        "HEAD, text/html, 'If-None-Match: \"6\", W/\"7\"'",
        "GET, text/html, If-None-Match: *",
        "GET, text/html, 'If-Modified-Since: Mon, 02 Nov 2026 10:00:00 GMT'",
        "GET, text/html, 'If-Modified-Since: Mon, 02 Nov 2026 10:00:01 GMT'",
        "HEAD, text/html, If-Modified-Since: yesterday",
        "GET, application/json, If-None-Match: nonsense",
        "GET, application/json, Cookie: theme=dark",
        "GET, application/json, Accept-Language: de"
    })
    void anAnswerIsLikeThatOfTheFilters(String method, String type, String more) throws Exception {
        String target = uri + "-" + method + type.length();
        answers(LONG, type, "\"7\"");
        long before = count(method);
        anonymous().get().uri(target).exchange().expectStatus().isOk();
        String[] lines = more == null ? new String[0] : new String[] {more};
        String[] closing = more == null ? new String[] {"Connection: close"} : new String[] {more, "Connection: close"};

        Answer quick = Answer.of(one(request(method, target, lines)));
        Answer filtered = Answer.of(RawConnection.exchangeUntilClosed(port, request(method, target, closing)));

        assertThat(quick.status()).isEqualTo(filtered.status());
        assertThat(quick.headers()).isEqualTo(filtered.headers());
        assertThat(quick.headers()).containsKeys("Date", "Age", "Vary", "X-Content-Type-Options", "Cache-Status");
        assertThat(quick.body()).isEqualTo(filtered.body());
        // What tests before this one asked for may be counted late.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(count(method) - before)
                .isGreaterThanOrEqualTo(method.equals("GET") ? 3 : 2));
        assertThat(ARTICLE.asked()).hasSize(2);
    }

    /** A head without what differs from second to second, and a body. */
    private record Answer(String status, Map<String, String> headers, String body) {

        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            String[] lines = text.substring(0, end).split("\r\n", -1);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                String name = lines[i].substring(0, colon);
                String value = lines[i].substring(colon + 2);
                assertThat(headers.put(name, value)).describedAs(name).isNull();
            }
            headers.remove("Connection");
            // Of an answer that has no body and ends the connection, the server says so without need.
            headers.remove("transfer-encoding");
            headers.computeIfPresent("Date", (name, date) -> date.replaceAll("[0-9:]+ GMT", "GMT"));
            headers.computeIfPresent("Age", (name, age) -> age.replaceAll("[0-9]", "n"));
            headers.computeIfPresent("Cache-Status", (name, status) -> status.replaceAll("[0-9]", "n"));
            return new Answer(lines[0], headers, text.substring(end + 4));
        }
    }

    /** Requests that were counted, whoever answered them. */
    private long count(String method) {
        return meters.find("http.server.requests").tag("method", method).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void answersKeepTheirOrderAmongThoseThatTakeLonger() {
        String slow = "/api/articles/slow-" + id;
        ARTICLE.does(asked ->
                Mono.just(Reply.json(200, "{\"slow\": 1}", "Cache-Tag", "list")).delayElement(Duration.ofMillis(300)));

        String all = RawConnection.exchange(
                port, get() + request("GET", slow) + get() + request("HEAD", uri) + request("GET", slow) + get(), 6);

        assertThat(RawConnection.answers(all)).isEqualTo(6);
        String[] answers = all.split("HTTP/1.1 ", -1);
        assertThat(answers[1]).endsWith(LONG);
        assertThat(answers[2]).endsWith("{\"slow\": 1}");
        assertThat(answers[3]).endsWith(LONG);
        assertThat(answers[4]).endsWith("\r\n\r\n");
        assertThat(answers[5]).endsWith("{\"slow\": 1}");
        assertThat(answers[6]).endsWith(LONG);
    }

    @Test
    void aConnectionGoesOnAfterwards() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            for (int i = 0; i < 50; i++) {
                String target = i % 7 == 3 ? "/api/articles/other-" + i : uri;
                socket.getOutputStream()
                        .write(request("GET", target, "X-Forwarded-For: 10.1.2.3")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(readOne(socket.getInputStream()))
                        .describedAs("answer " + i)
                        .startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void whoReadsLateGetsAllOfIt() throws IOException {
        answers("\"" + "x".repeat(300_000) + "\"", "application/json", "\"8\"");
        String large = uri + "-large";
        anonymous().get().uri(large).exchange().expectStatus().isOk();
        int many = 15;

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(request("GET", large, "X-Forwarded-For: 10.1.2.3")
                            .repeat(many)
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < many; i++) {
                assertThat(readOne(socket.getInputStream())).hasSizeGreaterThan(300_000);
            }
        }
    }

    /** The answer to one request on a connection that stays open. */
    private String one(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return readOne(socket.getInputStream(), request.startsWith("HEAD"));
        }
    }

    private static String readOne(InputStream in) throws IOException {
        return readOne(in, false);
    }

    /** One answer, and no byte of the next. */
    private static String readOne(InputStream in, boolean headAlone) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).describedAs("the end of " + head).isNotNegative();
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        return headAlone || !length.find()
                ? head.toString()
                : head + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"Host: other.example, 421", "Host: site.example:80, 200", "Host: SITE.example., 200", "Host: , 400"})
    void onlyForHostsOfThisSite(String host, int status) {
        String first = get();
        String both = RawConnection.exchange(port, first + get(host == null ? "Host: " : host), 2);
        assertThat(both.split("HTTP/1.1 ", -1)[2]).startsWith(Integer.toString(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer none",
                "Cookie: PRESSROOM_SESSION=none",
                "Cookie: a=b; __Host-PRESSROOM_SESSION=none",
                "Cookie: PRESSROOM_SESSION=none\r\nCookie: a=b"
            })
    void whoShowsCredentialsIsNoStranger(String credentials) throws IOException {
        assertThat(one(get(credentials))).doesNotContain("pressroom; hit");
    }

    @Test
    void aBodyIsNoPartOfWhatFollows() {
        String both = RawConnection.exchange(
                port, get("Content-Length: 33") + "GET /smuggled HTTP/1.1\r\nHost: x\r\n" + get(), 2);
        assertThat(RawConnection.answers(both)).isEqualTo(2);
        assertThat(both.split("HTTP/1.1 200", -1)).hasSize(3);
    }

    @Test
    void itIsCountedOnTheBudgetOfReads() {
        WebTestClient reader = anonymous();
        assertThat(isRefusedWithin(2_000, reader, uri)).isTrue();
        // What is not in the cache is refused on the same budget, which grows by the time that a few reads take.
        assertThat(isRefusedWithin(20, reader, "/api/articles/never-seen")).isTrue();
        anonymous().get().uri(uri).exchange().expectStatus().isOk();
    }

    private static boolean isRefusedWithin(int tries, WebTestClient reader, String target) {
        return IntStream.range(0, tries)
                .anyMatch(read -> reader.get()
                                .uri(target)
                                .exchange()
                                .returnResult(Void.class)
                                .getStatus()
                                .value()
                        == 429);
    }

    @Test
    void whoTakesItGetsItCompressed() throws Exception {
        HttpResponse<byte[]> answer = read(uri, "gzip, deflate, br");
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
        assertThat(answer.body()).hasSizeLessThan(LONG.length() / 4);
        assertThat(answer.headers().firstValue("ETag")).contains("W/\"7\"");
        assertThat(answer.headers().firstValue("Vary").orElseThrow()).contains("Accept-Encoding");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip;q=0", "gzip; q=0.000", "gzip;q=many", "notgzip", "*", ""})
    void whoDoesNotTakeItGetsItAsItIs(String accepted) throws Exception {
        HttpResponse<byte[]> answer = read(uri, accepted);
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.body()).hasSize(LONG.length());
        assertThat(answer.headers().firstValue("Vary").orElseThrow()).contains("Accept-Encoding");
    }

    @ParameterizedTest
    @CsvSource({"{}, application/json", "long, image/webp"})
    void whatWouldNotGetShorterIsNotCompressed(String text, String type) throws Exception {
        answers(text.equals("long") ? LONG : text, type, "\"7\"");
        anonymous().get().uri(uri + "-other").exchange().expectStatus().isOk();
        HttpResponse<byte[]> answer = read(uri + "-other", "gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
    }

    private HttpResponse<byte[]> read(String target, String acceptEncoding) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                                .header("Accept-Encoding", acceptEncoding)
                                .header("X-Forwarded-For", anyAddress())
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Status").orElseThrow()).startsWith("pressroom; hit; ");
        return answer;
    }
}
