package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService.Reply;
import reactor.core.publisher.Mono;

/** Clients that send more than there is room for, or begin to and then wait. */
@Timeout(120)
class BodiesTest extends GatewayTest {

    private static final String COMMENTS = "/api/articles/0198a7f0-0000-7000-8000-000000000001/comments";
    private static final String FORM = "/articles/some/comments";

    private final List<Socket> stalled = new ArrayList<>();

    @BeforeEach
    void servicesAnswer() {
        ARTICLE.does(asked -> Mono.just(
                asked.method().equals("GET")
                        ? Reply.json(200, "{\"items\":[],\"next\":null}")
                        : Reply.json(201, "{}", "Content-Length", "2")));
        COMMENT.answers(Reply.json(202, "{}"));
        SUBSCRIPTION.answers(Reply.json(202, "{}"));
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    private static String post(String path, String address, String more) {
        String type = path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded";
        return "POST " + path + " HTTP/1.1\r\nHost: site.example\r\nContent-Type: " + type + "\r\nX-Forwarded-For: "
                + address + "\r\n" + more;
    }

    /** Sends most of a body, and leaves the connection open. */
    private void stall(String request, int bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        stalled.add(socket);
        socket.getOutputStream().write((request + "x".repeat(bytes)).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void assertReadersAreServed() {
        String answer = RawConnection.exchange(
                port,
                "GET / HTTP/1.1\r\nHost: site.example\r\nX-Forwarded-For: " + anyAddress()
                        + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        COMMENTS + ", 131072",
        "/api/comments/0198a7f0-0000-7000-8000-000000000001, 131072",
        FORM + ", 131072",
        "/api/moderation/decisions, 131072",
        "/api/drafts, 1048576",
        "/api/articles, 1048576",
        "/api/session, 16384",
        "/api/tokens, 16384",
        "/api/accounts, 16384",
        "/api/subscriptions, 16384",
        "/subscribe, 16384",
        "/subscriptions/confirm, 16384",
        "/subscriptions/unsubscribe, 16384",
        "/nothing, 16384",
        "/, 16384"
    })
    void whatIsTooLongIsRefusedBeforeItIsSent(String path, int most) {
        assertThat(RawConnection.status(
                        port,
                        post(path, anyAddress(), "Content-Length: " + (most + 1) + "\r\nConnection: close\r\n\r\n")))
                .isEqualTo(413);
    }

    @Test
    void whatDoesNotSayItsLengthIsRefusedOnceItIsTooLong() {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        assertThat(RawConnection.status(
                        port, post(COMMENTS, anyAddress(), "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40))))
                .isEqualTo(413);
        assertThat(COMMENT.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "/subscriptions", "/subscriptions/confirm"})
    void aFormThatDoesNotSayItsLengthIsRefusedOnceItIsTooLong(String path) {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        assertThat(RawConnection.status(
                        port, post(path, anyAddress(), "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40))))
                .isEqualTo(413);
    }

    @Test
    void theLongestCommentFits() {
        String body = "x".repeat(128 * 1024);
        assertThat(RawConnection.status(
                        port,
                        post(
                                        COMMENTS,
                                        anyAddress(),
                                        "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n")
                                + body))
                .isEqualTo(202);
        assertThat(COMMENT.askedOnce().body()).hasSize(body.length());
    }

    @Test
    void aStrangersDraftIsNotReadAtAll() {
        assertThat(RawConnection.status(
                        port,
                        post("/api/articles", anyAddress(), "Content-Length: 900000\r\nConnection: close\r\n\r\n{")))
                .isEqualTo(401);
        assertThat(RawConnection.status(
                        port,
                        post(
                                "/api/articles",
                                anyAddress(),
                                "Cookie: PRESSROOM_SESSION=none; XSRF-TOKEN=x\r\nX-XSRF-TOKEN: x\r\n"
                                        + "Content-Length: 900000\r\nConnection: close\r\n\r\n{")))
                .isIn(401, 403);
        assertThat(ARTICLE.asked()).isEmpty();
    }

    /** Of the stalled, how many were told nothing yet. */
    private long waiting() throws IOException {
        long waiting = 0;
        for (Socket socket : stalled) {
            waiting += socket.getInputStream().available() == 0 ? 1 : 0;
        }
        return waiting;
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMENTS, FORM})
    void fourHundredBodiesThatStallHoldUpNobody(String path) throws IOException {
        for (int i = 0; i < 400; i++) {
            stall(post(path, "10." + i % 200 + ".8.1", "Content-Length: 131072\r\n\r\n"), 130_000);
        }
        assertReadersAreServed();
        assertThat(waiting()).isBetween(10L, 200L);
        admin().post("/api/articles")
                .bodyValue(Map.of("title", "T"))
                .exchange()
                .expectStatus()
                .isCreated();
        assertThat(RawConnection.status(
                        port,
                        post("/subscriptions", anyAddress(), "Content-Length: 7\r\nConnection: close\r\n\r\nemail=x")))
                .isEqualTo(303);
    }

    @Test
    void whoIsSlowMakesRoomForOthers() throws IOException {
        String signIn = "Cookie: " + csrf(new Browser(anonymous()).open());
        for (int i = 0; i < 150; i++) {
            stall(post("/api/session", "10." + i + ".9.1", signIn + "Content-Length: 16384\r\n\r\n"), 10);
        }
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .untilAsserted(this::admin);
        assertThat(answer(stalled.get(0))).startsWith("HTTP/1.1 408");
    }

    /** Bodies that anybody reads: what is asked, and whether as a form. */
    private Map<String, String> begun() {
        Browser staff = admin();
        String csrf = csrf(staff);
        return Map.of(
                COMMENTS,
                "",
                FORM,
                "",
                "/subscriptions",
                "",
                "/api/subscriptions",
                "",
                "/api/session",
                "Cookie: " + csrf(new Browser(anonymous()).open()),
                "/api/articles",
                "Cookie: PRESSROOM_SESSION=" + staff.session() + "; " + csrf,
                "/api/tokens",
                "Cookie: PRESSROOM_SESSION=" + staff.session() + "; " + csrf);
    }

    private static String csrf(Browser browser) {
        return "XSRF-TOKEN=" + browser.csrf() + "\r\nX-XSRF-TOKEN: " + browser.csrf() + "\r\n";
    }

    @Test
    void aBodyThatDoesNotComeInTimeIsToldSo() throws IOException {
        Map<String, String> begun = begun();
        List<String> paths = List.copyOf(begun.keySet());
        for (String path : paths) {
            stall(post(path, anyAddress(), begun.get(path) + "Content-Length: 100\r\n\r\n{"), 10);
        }
        for (int i = 0; i < paths.size(); i++) {
            assertThat(answer(stalled.get(i))).as(paths.get(i)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aBodyThatIsNotWhatItsHeadSaysIsNotTaken() {
        Map<String, String> begun = begun();
        for (Map.Entry<String, String> one : begun.entrySet()) {
            String request =
                    post(one.getKey(), anyAddress(), one.getValue() + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}");
            // One that comes with its head may end the connection before anybody could be told.
            assertThat(RawConnection.status(port, request)).as(one.getKey()).isIn(0, 400);
        }
        assertThat(COMMENT.asked()).isEmpty();
        assertThat(ARTICLE.asked()).isEmpty();
        assertThat(SUBSCRIPTION.asked()).isEmpty();
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }

    @Test
    void oneClientHoldsOnlySoMuch() throws IOException {
        String address = anyAddress();
        for (int i = 0; i < 128; i++) {
            stall(post(COMMENTS, address, "Content-Length: 131072\r\n\r\n"), 10);
        }
        String small = "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
        awaitStatus(429, post(COMMENTS, address, small));
        assertThat(RawConnection.status(port, post(COMMENTS, anyAddress(), small)))
                .isEqualTo(202);
        assertReadersAreServed();

        hangUp();
        awaitStatus(202, post(COMMENTS, address, small));
    }

    /** Whether others have been heard by now is the server's business: asks until it answers so. */
    private void awaitStatus(int expected, String request) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(
                        () -> assertThat(RawConnection.status(port, request)).isEqualTo(expected));
    }
}
