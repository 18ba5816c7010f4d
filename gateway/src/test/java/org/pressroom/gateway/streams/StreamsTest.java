package org.pressroom.gateway.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.pressroom.testkit.OwnThread;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@Timeout(120)
class StreamsTest extends GatewayTest {

    private static final String ARTICLES = "/api/articles/stream";

    private final String article = UUID.randomUUID().toString();
    private final String thread = "/api/articles/" + article + "/comments";
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final List<Sinks.Many<String>> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong(7);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    /** A service whose streams begin where they are asked for, or at the present version. */
    @BeforeEach
    void aThread() {
        COMMENT.does(request ->
                Mono.just(request.uri().contains("/stream") ? Reply.stream(stream(request)) : Reply.json(202, "{}")));
    }

    private Flux<String> stream(Asked request) {
        String place = request.headers().get("Last-Event-ID");
        long now = version.get();
        long from = place == null ? now : Math.min(now, Long.parseLong(place));
        Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
        asked.add(sink);
        Flux<String> missed = Flux.range(1, (int) (now - from)).map(step -> event(from + step));
        return Flux.concat(Flux.just("id:" + from + "\n:connected\n\n"), missed, sink.asFlux())
                .doOnSubscribe(begun -> mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max))
                .doFinally(ended -> open.decrementAndGet());
    }

    private static String event(long version) {
        return "id:" + version + "\nevent:comment-approved\ndata:{\"n\":" + version + "}\n\n";
    }

    private void happens() {
        String event = event(version.incrementAndGet());
        asked.forEach(sink -> sink.tryEmitNext(event));
    }

    @AfterEach
    void closeAll() {
        aThread();
        readers.forEach(Reader::close);
        // so that the next test's are not counted with these
        await().atMost(Duration.ofSeconds(20)).until(() -> listen(anyAddress(), "?after=7").status == 200);
        readers.forEach(Reader::close);
    }

    /** A client of a stream. */
    private final class Reader implements AutoCloseable {

        private final Socket socket;
        private final StringBuilder text = new StringBuilder();
        private int status;

        private Reader(String address, String target, String version, String more) throws IOException {
            socket = new Socket();
            // little waits outside of the gateway for a client that does not read
            socket.setReceiveBufferSize(8192);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(20_000);
            readers.add(this);
            socket.getOutputStream()
                    .write(("GET " + target + " " + version + "\r\nHost: site.example\r\nX-Forwarded-For: " + address
                                    + "\r\n" + more + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            readUntil("\r\n\r\n");
            status = Integer.parseInt(text.substring(9, 12));
        }

        private Reader readUntil(String part) throws IOException {
            byte[] buffer = new byte[8192];
            while (text.indexOf(part) < 0) {
                int n = socket.getInputStream().read(buffer);
                if (n < 0) {
                    throw new AssertionError("ended after " + text);
                }
                text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
            return this;
        }

        private boolean ends() throws IOException {
            byte[] buffer = new byte[8192];
            for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
            return true;
        }

        private int count(String part) {
            return text.toString().split(part, -1).length - 1;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException already) {
                // closed is closed
            }
        }
    }

    private Reader listen(String address, String query) {
        return listen(address, query, "");
    }

    private Reader listen(String address, String query, String more) {
        return listenTo(address, thread + "/stream" + query, "HTTP/1.1", more);
    }

    private Reader listenTo(String address, String target, String version, String more) {
        try {
            return new Reader(address, target, version, more);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private Reader listen(String query) {
        return listen(anyAddress(), query);
    }

    @Test
    void theHeadComesAtOnceAndThenThePlaceToComeBackTo() throws IOException {
        Reader reader = listen("?after=7").readUntil(":connected\n\n");
        assertThat(reader.text.toString().toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 200")
                .contains("content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no")
                .contains("x-content-type-options: nosniff", "transfer-encoding: chunked")
                .contains("\nid:7\n", "retry:")
                .doesNotContain("content-length");
    }

    @Test
    void oneStreamIsAskedForHoweverManyWatch() throws IOException {
        List<Reader> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS + 10; i++) {
            all.add(listen("?after=7").readUntil(":connected"));
        }
        assertThat(asked).hasSize(1);
        happens();
        happens();
        for (Reader reader : all) {
            reader.readUntil(event(9));
            assertThat(reader.text).contains(event(8));
            assertThat(reader.count("data:")).isEqualTo(2);
        }
        anonymous().post().uri(thread).bodyValue("{}").exchange().expectStatus().isAccepted();
    }

    @Test
    void whoComesLateIsToldWhatItMissedOfAPresentStream() throws IOException {
        listen("?after=7").readUntil(":connected");
        happens();
        happens();
        readers.get(0).readUntil(event(9));

        Reader page = listen("?after=8").readUntil(event(9));
        Reader back = listen(anyAddress(), "?after=7", "Last-Event-ID: 8\r\n").readUntil(event(9));
        Reader whole = listen("?after=7").readUntil(event(9));
        Reader fresh = listen("").readUntil("id:9\n:connected");
        Reader future = listen("?after=999").readUntil("id:9\n:connected");
        assertThat(asked).hasSize(1);
        assertThat(page.count("data:")).isEqualTo(1);
        assertThat(back.count("data:")).isEqualTo(1);
        assertThat(whole.count("data:")).isEqualTo(2);
        happens();
        fresh.readUntil(event(10));
        future.readUntil(event(10));
        assertThat(fresh.count("data:")).isEqualTo(1);
    }

    @Test
    void whoHasSeenLessThanThePresentStreamCanTellGetsAnother() throws IOException {
        listen("?after=7").readUntil(":connected");
        Reader earlier = listen("?after=3").readUntil(event(7));
        assertThat(earlier.count("data:")).isEqualTo(4);
        await().atMost(Duration.ofSeconds(20)).until(() -> open.get() == 1);

        Reader asEarly = listen("?after=4").readUntil(event(7));
        assertThat(asEarly.count("data:")).isEqualTo(3);
        assertThat(mostOpen).hasValue(2);
        happens();
        for (Reader reader : readers) {
            reader.readUntil(event(8));
        }
    }

    @Test
    void aStreamThatBreaksOffGoesOnUnnoticed() throws IOException {
        Reader reader = listen("?after=7").readUntil(":connected");
        happens();
        reader.readUntil(event(8));
        asked.get(0).tryEmitComplete();
        version.incrementAndGet();
        reader.readUntil(event(9));
        assertThat(reader.count("data:")).isEqualTo(2);
        assertThat(COMMENT.asked()).last().satisfies(request -> assertThat(
                        request.headers().get("Last-Event-ID"))
                .isEqualTo("8"));
    }

    @Test
    void aStreamWhoseThreadIsGoneEnds() throws IOException {
        Reader reader = listen("?after=7").readUntil(":connected");
        COMMENT.answers(Reply.json(404, "{}"));
        asked.get(0).tryEmitComplete();
        assertThat(reader.ends()).isTrue();
    }

    @Test
    void aStreamThatNobodyWatchesIsAskedForNoMore() throws IOException {
        listen("?after=7").readUntil(":connected");
        assertThat(asked.get(0).currentSubscriberCount()).isEqualTo(1);
        readers.get(0).close();
        await().atMost(Duration.ofSeconds(20)).until(() -> asked.get(0).currentSubscriberCount() == 0);
    }

    @Test
    void aClientHasOnlySoManyStreamsAtOnce() {
        String address = anyAddress();
        for (int i = 0; i < STREAMS; i++) {
            assertThat(listen(address, "?after=7").status).isEqualTo(200);
        }
        Reader refused = listen(address, "?after=7");
        assertThat(refused.status).isEqualTo(429);
        assertThat(refused.text).containsIgnoringCase("retry-after: 30");
        assertThat(listen("?after=7").status).isEqualTo(200);

        readers.get(0).close();
        await().atMost(Duration.ofSeconds(15)).until(() -> listen(address, "?after=7").status == 200);
    }

    /** A house has 256 customers' networks of IPv6. */
    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.%d", "2001:db8:0:%x::1"})
    void aNetworkHasOnlyAPartOfTheStreams(String address) {
        for (int i = 0; i < STREAMS; i++) {
            assertThat(listen(String.format(Locale.ROOT, address, i), "?after=7").status)
                    .isEqualTo(200);
        }
        assertThat(listen(String.format(Locale.ROOT, address, 99), "?after=7").status)
                .isEqualTo(429);
        assertThat(listen("192.0.2.1", "?after=7").status).isEqualTo(200);
        assertThat(listen("2001:db8:1::1", "?after=7").status).isEqualTo(200);
        readers.get(0).close();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> listen(String.format(Locale.ROOT, address, 98), "?after=7").status == 200);
    }

    @Test
    void allClientsHaveOnlySoManyStreamsAtOnce() {
        for (int i = 0; i < STREAMS_IN_ALL; i++) {
            assertThat(listen("?after=7").status).isEqualTo(200);
        }
        for (int i = 0; i < 20; i++) {
            Reader refused = listen("?after=7");
            assertThat(refused.status).isEqualTo(503);
            assertThat(refused.text).containsIgnoringCase("retry-after: 30");
        }
        assertThat(asked).hasSize(1);
        assertThat(anonymous()
                        .get()
                        .uri("/actuator/health/liveness")
                        .exchange()
                        .returnResult(Map.class)
                        .getStatus()
                        .value())
                .isEqualTo(200);

        readers.get(0).close();
        await().atMost(Duration.ofSeconds(15)).until(() -> listen("?after=7").status == 200);
    }

    @Test
    void whatIsRefusedIsNotCounted() {
        COMMENT.answers(Reply.json(404, "{}"));
        String address = anyAddress();
        for (int i = 0; i < STREAMS_IN_ALL + 5; i++) {
            assertThat(listen(address, "?after=7").status).isEqualTo(404);
        }
        COMMENT.answers(Reply.json(503, "{}", "Retry-After", "5"));
        for (int i = 0; i < 5; i++) {
            Reader refused = listen(address, "?after=7");
            assertThat(refused.status).isEqualTo(503);
            assertThat(refused.text).containsIgnoringCase("retry-after:");
        }
        aThread();
        for (int i = 0; i < STREAMS; i++) {
            assertThat(listen(address, "?after=7").status).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=x", "?after=-1", "?after=", "?after=1.5", "?after=9999999999999999999"})
    void whatIsNoPlaceIsRefused(String query) {
        assertThat(listen(query).status).isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    @Test
    void aClientThatDoesNotReadIsLeftAndOthersAreNot() throws IOException {
        Reader slow = listen("?after=7").readUntil(":connected");
        Reader quick = listen("?after=7").readUntil(":connected");
        String large = "x".repeat(100_000);
        for (int i = 0; i < 100; i++) {
            long next = version.incrementAndGet();
            String event = "id:" + next + "\nevent:comment-approved\ndata:{\"n\":\"" + large + "\"}\n\n";
            asked.forEach(sink -> sink.tryEmitNext(event));
            quick.readUntil("id:" + next + "\n");
            quick.text.setLength(0);
        }
        assertThat(slow.ends()).isTrue();
        assertThat(slow.count("data:")).isLessThan(100);
    }

    @Test
    void aHeadOfAStreamHasAnEnd() {
        String answer = RawConnection.exchange(
                port,
                "HEAD " + thread + "/stream?after=7 HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: " + anyAddress()
                        + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }

    @Test
    void whoWantsTheHeadAloneKeepsNobodyFromCatchingUp() throws IOException {
        listen("?after=7").readUntil(":connected");
        for (int i = 0; i < 3; i++) {
            String answer = RawConnection.exchange(
                    port,
                    "HEAD " + thread + "/stream?after=" + i + " HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: "
                            + anyAddress() + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
        assertThat(asked).hasSize(1);
        listen("?after=3").readUntil(event(4));
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1, close", "HTTP/1.0, close", "HTTP/1.0, keep-alive", "HTTP/1.0, none"})
    void whoKeepsNoConnectionIsStreamedTo(String version, String connection) throws IOException {
        String more = connection.equals("none") ? "" : "Connection: " + connection + "\r\n";
        Reader reader = listenTo(anyAddress(), thread + "/stream?after=7", version, more)
                .readUntil(":connected");
        String head = reader.text.toString().toLowerCase(Locale.ROOT);
        assertThat(head).doesNotContain("keep-alive", "content-length");
        assertThat(head.contains("\r\nconnection: close\r\n")).isEqualTo(version.equals("HTTP/1.1"));
        happens();
        reader.readUntil(event(8));
        happens();
        reader.readUntil(event(9));
        assertThat(reader.text.indexOf("chunked") >= 0).isEqualTo(version.equals("HTTP/1.1"));

        COMMENT.answers(Reply.json(404, "{}"));
        asked.get(0).tryEmitComplete();
        assertThat(reader.ends()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void aStreamCanBeReadAlone(String method) {
        for (String path : List.of(thread + "/stream", ARTICLES)) {
            String answer = RawConnection.exchange(
                    port,
                    method + " " + path + " HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: " + anyAddress()
                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 405").containsPattern("Allow: (GET,HEAD|HEAD,GET)\r\n");
        }
        assertThat(COMMENT.asked()).isEmpty();
        assertThat(SUBSCRIPTION.asked()).isEmpty();
    }

    @Test
    void aThreadHasOneStreamHoweverItsAddressIsWritten() {
        String upper = article.toUpperCase(Locale.ROOT);
        List<String> same = List.of(article, upper, article.substring(0, 20) + upper.substring(20));
        for (String id : same) {
            assertThat(listenTo(anyAddress(), "/api/articles/" + id + "/comments/stream?after=7", "HTTP/1.1", "")
                            .status)
                    .isEqualTo(200);
        }
        List<String> odd = List.of(
                "/api/articles/%" + Integer.toHexString(article.charAt(0)) + article.substring(1) + "/comments/stream",
                "/api/articles/" + article + ";1/comments/stream",
                "/api/articles/" + article + "/comments;1/stream",
                "/api/articles/" + article + "/%63omments/stream",
                "/api/articles/" + article + "/comments/stream;a=b",
                "/api/articles/" + article + "/comments/stream/");
        for (String path : odd) {
            assertThat(listenTo(anyAddress(), path + "?after=7", "HTTP/1.1", "").status)
                    .as(path)
                    .isIn(200, 308, 400, 404);
        }
        assertThat(asked).hasSize(1);
        assertThat(COMMENT.asked())
                .allSatisfy(request -> assertThat(request.uri()).isEqualTo(thread + "/stream"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "0198a7f0-0000-7000-8000-00000000000g"})
    void whatIsNoArticleHasNoStream(String id) {
        assertThat(listenTo(anyAddress(), "/api/articles/" + id + "/comments/stream", "HTTP/1.1", "").status)
                .isEqualTo(404);
        assertThat(COMMENT.asked()).isEmpty();
    }

    @Test
    void whatIsNoPlaceOfTheStreamOfArticlesCountsAsNone() throws IOException {
        SUBSCRIPTION.answers(Reply.stream(Flux.concat(Flux.just("id:3\n:connected\n\n"), Flux.never())));
        for (String place : List.of("x", "-1", "99999999999999999999")) {
            listenTo(anyAddress(), ARTICLES + "?after=x", "HTTP/1.1", "Last-Event-ID: " + place + "\r\n")
                    .readUntil("id:3\n:connected");
        }
        assertThat(SUBSCRIPTION.askedOnce().headers().get("Last-Event-ID")).isNull();
    }

    @Test
    void whoMissedMoreThanIsKeptIsToldAllOfItOneByOne() throws IOException {
        version.set(307);
        listen("?after=307").readUntil(":connected");
        for (int i = 0; i < 10; i++) {
            assertThat(listen("?after=7").readUntil(event(307)).count("data:")).isEqualTo(300);
            await().atMost(Duration.ofSeconds(20)).until(() -> open.get() == 1);
        }
        assertThat(mostOpen).hasValue(2);
        happens();
        for (Reader reader : readers) {
            reader.readUntil(event(308));
        }
        assertThat(readers.get(1).count("data:")).isEqualTo(301);
        readers.forEach(Reader::close);
        await().atMost(Duration.ofSeconds(20)).until(() -> open.get() == 0);
    }

    @Test
    void manyWhoMissedMoreThanIsKeptAreToldAllOfIt() throws IOException {
        version.set(1_007);
        listen("?after=1007").readUntil(":connected");
        List<CompletableFuture<Reader>> late = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String query = "?after=" + (7 + i % 3);
            late.add(CompletableFuture.supplyAsync(() -> listen(query), OwnThread.EACH));
        }
        for (CompletableFuture<Reader> reader : late) {
            // One that a burst went by is told to come back, and from where.
            assertThat(reader.join().status).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> open.get() == 1);
    }

    @Test
    void whatComesBehindTheRequestOfAStreamIsNotAnswered() throws IOException {
        Reader reader = listen(anyAddress(), "?after=7", "\r\nGET /robots.txt HTTP/1.1\r\nHost: site.example\r\n")
                .readUntil(":connected");
        reader.socket
                .getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: site.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        happens();
        reader.readUntil(event(8));
        assertThat(reader.count("HTTP/1.1")).isEqualTo(1);
    }
}
