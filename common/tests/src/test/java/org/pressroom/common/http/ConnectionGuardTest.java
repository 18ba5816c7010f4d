package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.problem.BrokenRequestException;
import org.reactivestreams.Publisher;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** One server with small limits, and clients that mean it no good. After each of them it still answers. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ConnectionGuardTest")
class ConnectionGuardTest {

    private static final int MOST = 30;
    private static final int PER_ADDRESS = 10;
    private static final int PIPELINED = 5;
    private static final DataSize UNREAD = DataSize.ofKilobytes(200);
    private static final DataSize EARLY = DataSize.ofKilobytes(100);

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private static final String LATER = "GET /later HTTP/1.1\r\nHost: a\r\n\r\n";

    private static final String NEVER = "GET /never HTTP/1.1\r\nHost: a\r\n\r\n";

    private static final AtomicInteger WAITING = new AtomicInteger();

    /** Of its own: those that all share end with any application context. */
    private static final LoopResources LOOPS = LoopResources.create("guarded", 2, true);

    /** So that no test waits for another's. */
    private static Sinks.Empty<Void> end = Sinks.empty();

    private final List<Socket> sockets = new ArrayList<>();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DisposableServer server;

    @BeforeEach
    void start() {
        WAITING.set(0);
        end = Sinks.empty();
        server = start(Duration.ofSeconds(1), Duration.ofSeconds(1), UNREAD);
    }

    private static PeerKeys.Peer peer(InetAddress address) {
        return new PeerKeys.Peer(address.getHostAddress(), HexFormat.of().formatHex(address.getAddress(), 0, 3));
    }

    private void restartPatient() {
        server.disposeNow();
        meters = new SimpleMeterRegistry();
        server = start(Duration.ofMinutes(5), Duration.ofMinutes(5), UNREAD);
    }

    private DisposableServer start(Duration quiet, Duration slowest, DataSize unread) {
        ConnectionProperties limits =
                new ConnectionProperties(MOST, PER_ADDRESS, PIPELINED, quiet, slowest, slowest, unread, EARLY);
        return new ConnectionGuards(limits, ConnectionGuardTest::peer, meters)
                .apply(HttpServer.create().runOn(LOOPS).host("127.0.0.1").port(0))
                .handle(ConnectionGuardTest::answer)
                .bindNow(Duration.ofSeconds(10));
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.uri()) {
            case "/never" -> end.asMono().doOnSubscribe(waiting -> WAITING.incrementAndGet());
            case "/later" ->
                Mono.delay(Duration.ofMillis(100)).then(response.send().then());
            case "/large" ->
                response.send(Flux.range(0, 4_000)
                        .map(part -> ByteBufAllocator.DEFAULT.buffer().writeZero(16 * 1024)));
            case "/body" ->
                request.receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .flatMap(body -> response.sendString(Mono.just("got " + body.length()))
                                .then())
                        .onErrorResume(BrokenRequestException.class, broken -> response.status(
                                        broken.problem().status().value())
                                .send()
                                .then());
            default ->
                response.sendString(
                        Mono.just(String.valueOf(request.requestHeaders().get("pressroom-refused"))));
        };
    }

    @AfterAll
    static void endLoops() {
        LOOPS.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() throws IOException {
        end.tryEmitEmpty();
        for (Socket socket : sockets) {
            socket.close();
        }
        awaitOpen(0);
        assertThat(read(connect(99))).contains("HTTP/1.1 200");
        server.disposeNow();
    }

    private Socket connect(int client) throws IOException {
        return connect(client, 1);
    }

    private Socket connect(int network, int client) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.bind(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, (byte) network, (byte) client}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Asks for the shortest page, and reads until the other side closes. */
    private static String read(Socket socket) throws IOException {
        send(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        return readAll(socket);
    }

    private static String readAll(Socket socket) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException reset) {
            text.append(reset instanceof java.net.SocketTimeoutException ? "STILL OPEN" : "");
        }
        return text.toString();
    }

    private static int answers(String text) {
        return text.split("HTTP/1.1 200", -1).length - 1;
    }

    @Test
    void oneClientHasOnlySoManyConnections() throws IOException {
        restartPatient();
        for (int i = 0; i < PER_ADDRESS; i++) {
            connect(2);
        }
        awaitOpen(PER_ADDRESS);
        assertThat(readAll(connect(2))).startsWith("HTTP/1.1 503").contains("Retry-After: 10");
        assertThat(answers(read(connect(3)))).isEqualTo(1);
    }

    @Test
    void oneNetworkHasOnlySoManyConnections() throws IOException {
        restartPatient();
        for (int i = 0; i < MOST / 2; i++) {
            connect(2, 1 + i / PER_ADDRESS);
        }
        awaitOpen(MOST / 2);
        assertThat(readAll(connect(2, 9))).startsWith("HTTP/1.1 503").contains("Retry-After: 10");
        assertThat(answers(read(connect(3)))).isEqualTo(1);
        sockets.get(0).close();
        await().atMost(Duration.ofSeconds(10)).until(() -> answers(read(connect(2, 9))) == 1);
    }

    @Test
    void allClientsHaveOnlySoManyConnections() throws IOException {
        restartPatient();
        for (int i = 0; i < MOST; i++) {
            send(connect(2 + i / PER_ADDRESS), NEVER);
        }
        awaitWaiting(MOST);
        assertThat(readAll(connect(50))).startsWith("HTTP/1.1 503").contains("Retry-After: 10");
        sockets.get(0).close();
        await().atMost(Duration.ofSeconds(10)).until(() -> answers(read(connect(50))) == 1);
    }

    @Test
    void whoAsksNothingMakesRoomAndWhoIsServedIsNotCut() throws IOException {
        restartPatient();
        Socket served = connect(2);
        send(served, NEVER);
        awaitWaiting(1);
        for (int i = 1; i < MOST; i++) {
            Socket idle = connect(2 + i / PER_ADDRESS);
            if (i % 2 == 0) {
                send(idle, GET);
                assertThat(begin(idle)).isEqualTo("HTTP/1.1 200");
            }
        }
        awaitOpen(MOST);
        for (int i = 0; i < 2 * MOST; i++) {
            Socket next = connect(20 + i);
            send(next, GET);
            assertThat(begin(next)).isEqualTo("HTTP/1.1 200");
        }
        // Two that come at once may each send one away.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(open()).isLessThanOrEqualTo(MOST));
        served.setSoTimeout(500);
        assertThat(readAll(served)).isEqualTo("STILL OPEN");
    }

    @Test
    void aBodyBeforeItsTurnIsLeftWithItsSender() throws IOException {
        restartPatient();
        Socket socket = connect(2);
        send(socket, NEVER + "POST /body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        awaitWaiting(1);
        int much = 100_000_000;
        assertThat(sendUntilItStops(socket, much)).isLessThan(much);
    }

    private static long sendUntilItStops(Socket socket, int most) {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        AtomicLong sent = new AtomicLong();
        Thread sending = new Thread(() -> {
            try {
                while (sent.get() < most) {
                    send(socket, chunk);
                    sent.addAndGet(chunk.length());
                }
            } catch (IOException closed) {
                // no more is taken
            }
        });
        sending.setDaemon(true);
        sending.start();
        long[] before = {-1};
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(50))
                .until(() -> {
                    boolean stopped = sent.get() == before[0];
                    before[0] = sent.get();
                    return stopped;
                });
        return sent.get();
    }

    @Test
    void aBodyBeforeItsTurnIsReadInItsTurn() throws IOException {
        restartPatient();
        Socket socket = connect(2);
        String body = "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(300_000);
        send(socket, LATER + LATER + body + LATER + body);
        socket.setSoTimeout(5_000);
        String answer = readAll(socket);
        assertThat(answer).endsWith("STILL OPEN");
        assertThat(answers(answer)).isEqualTo(5);
        assertThat(answer.split("got 300000", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: "
            })
    void onlySoMuchWaitsInAllForItsTurn(String begun) throws IOException {
        restartPatient();
        String much = "x".repeat(7_000) + "\r\n\r\n";
        for (int i = 0; i < 2 * PER_ADDRESS; i++) {
            String early = begun.startsWith("GET") ? (begun + much).repeat(4) : begun + much.repeat(4);
            send(connect(2 + i / PER_ADDRESS), NEVER + early);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(open()).isLessThanOrEqualTo(8.0));
        assertThat(answers(read(connect(50)))).isEqualTo(1);
    }

    @Test
    void fewRequestsMayWaitOnAConnection() throws IOException {
        Socket socket = connect(2);
        send(socket, LATER.repeat(PIPELINED));
        assertThat(answers(readAll(socket))).isEqualTo(PIPELINED);

        Socket greedy = connect(2);
        send(greedy, LATER.repeat(900));
        assertThat(answers(readAll(greedy))).isEqualTo(PIPELINED);
    }

    @Test
    void aClientThatDoesNotReadIsLeft() throws IOException {
        Socket socket = connect(2);
        send(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        awaitOpen(0);
        assertThat(readAll(socket).length()).isLessThan(40_000_000);
    }

    /** So slowly that it would hold for a minute what others are sent in a moment. */
    @Test
    void whoReadsALittleNowAndThenIsLeftToo() throws IOException {
        server.disposeNow();
        meters = new SimpleMeterRegistry();
        server = start(Duration.ofSeconds(1), Duration.ofSeconds(1), DataSize.ofGigabytes(1));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        send(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        awaitOpen(1);
        byte[] little = new byte[64 * 1024];
        AtomicLong read = new AtomicLong();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    read.addAndGet(socket.getInputStream().readNBytes(little, 0, little.length));
                    return open() == 0;
                });
        read.addAndGet(readAll(socket).length());
        assertThat(read).as("of 65,536,000").hasValueLessThan(60_000_000);
    }

    @Test
    void fewConnectionsMayHoldWhatIsNotRead() throws IOException {
        restartPatient();
        for (int i = 0; i < PER_ADDRESS; i++) {
            send(connect(2), "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(open()).isLessThanOrEqualTo(2.0));
        assertThat(answers(read(connect(3)))).isEqualTo(1);
    }

    @Test
    void aHeadThatDripsInIsNotWaitedFor() throws IOException {
        Socket socket = connect(2);
        send(socket, "GET / HTTP/1.1\r\n");
        Thread dripping = new Thread(() -> {
            try {
                for (int i = 0; i < 10_000; i++) {
                    send(socket, "X");
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException closed) {
                // as it should be
            }
        });
        dripping.start();
        assertThat(readAll(socket)).isEmpty();
        dripping.interrupt();
    }

    @Test
    void whoAsksNothingIsLeft() throws IOException {
        assertThat(readAll(connect(2))).isEmpty();
        Socket done = connect(2);
        send(done, GET);
        assertThat(answers(readAll(done))).isEqualTo(1);
    }

    @Test
    void aSlowBodyIsToldSo() throws IOException {
        Socket socket = connect(2);
        send(socket, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
        assertThat(readAll(socket)).startsWith("HTTP/1.1 408").contains("onnection: close");
    }

    /** 64 KB are worth a second: five of them, after the one that every body has. */
    @Test
    void aLongBodyThatCameQuicklyIsWaitedFor() throws IOException {
        Socket socket = connect(2);
        send(socket, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 327690\r\n\r\n" + "x".repeat(5 * 64 * 1024));
        socket.setSoTimeout(3_000);
        assertThat(readAll(socket)).isEqualTo("STILL OPEN");
        send(socket, "x".repeat(10));
        assertThat(begin(socket)).isEqualTo("HTTP/1.1 200");
    }

    @Test
    void aLongBodyThatStopsIsToldSoToo() throws IOException {
        Socket socket = connect(2);
        send(socket, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 327690\r\n\r\n" + "x".repeat(64 * 1024));
        assertThat(readAll(socket)).startsWith("HTTP/1.1 408").contains("onnection: close");
    }

    /** What came with a body says nothing of the next one. */
    @Test
    void eachBodyHasItsOwnTime() throws IOException {
        Socket socket = connect(2);
        send(socket, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(9_000_000));
        socket.setSoTimeout(10_000);
        assertThat(begin(socket)).isEqualTo("HTTP/1.1 200");
        send(socket, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
        assertThat(readAll(socket)).contains("HTTP/1.1 408").doesNotContain("STILL OPEN");
    }

    @Test
    void aSlowBodyThatNobodyReadsEndsTheConnection() throws IOException {
        Socket socket = connect(2);
        send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
        assertThat(readAll(socket)).startsWith("HTTP/1.1 200").doesNotContain("STILL OPEN");
    }

    @Test
    void aMalformedBodyIsToldSo() throws IOException {
        Socket socket = connect(2);
        send(socket, "POST /body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" + GET);
        assertThat(readAll(socket)).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 200", "STILL OPEN");
    }

    @Test
    void anAnswerMayTakeItsTime() throws IOException {
        Socket waiting = connect(2);
        send(waiting, "GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(readAll(connect(2))).as("a quiet one meanwhile").isEmpty();
        waiting.setSoTimeout(500);
        assertThat(readAll(waiting)).isEqualTo("STILL OPEN");
    }

    @Test
    void whatIsRefusedIsAnsweredInItsTurn() throws IOException {
        Socket socket = connect(2);
        send(socket, LATER + LATER + "GET / HTTP/1.1\r\n\r\n" + GET);
        String answer = readAll(socket);
        assertThat(answers(answer)).isEqualTo(3);
        assertThat(answer).endsWith("400");
    }

    @Test
    void nobodyElseCanSayThatARequestWasRefused() throws IOException {
        Socket socket = connect(2);
        send(socket, "GET / HTTP/1.1\r\nHost: a\r\nPressroom-Refused: 500\r\nConnection: close\r\n\r\n");
        assertThat(readAll(socket)).contains("null");
    }

    private static String begin(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }

    private static void awaitWaiting(int requests) {
        await().atMost(Duration.ofSeconds(20)).until(() -> WAITING.get() == requests);
    }

    private void awaitOpen(int connections) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(open()).isEqualTo(connections));
    }

    private double open() {
        return meters.get("pressroom.connections.open").gauge().value();
    }
}
