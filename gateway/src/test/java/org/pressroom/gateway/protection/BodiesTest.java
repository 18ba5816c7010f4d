package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    private static String post(String path, String address, String more) {
        return "POST " + path + " HTTP/1.1\r\nHost: site.example\r\nContent-Type: application/json\r\nX-Forwarded-For: "
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
                        post("/api/drafts", anyAddress(), "Content-Length: 900000\r\nConnection: close\r\n\r\n{")))
                .isEqualTo(401);
        assertThat(RawConnection.status(
                        port,
                        post(
                                "/api/drafts",
                                anyAddress(),
                                "Cookie: PRESSROOM_SESSION=none; XSRF-TOKEN=x\r\nX-XSRF-TOKEN: x\r\n"
                                        + "Content-Length: 900000\r\nConnection: close\r\n\r\n{")))
                .isIn(401, 403);
        assertThat(ARTICLE.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMENTS, FORM})
    void fourHundredBodiesThatStallHoldUpNoReader(String path) throws IOException {
        for (int i = 0; i < 400; i++) {
            stall(post(path, "10.9.8." + i % 200, "Content-Length: 900000\r\n\r\n"), 30_000);
        }
        assertReadersAreServed();
    }

    @Test
    void oneClientHoldsOnlySoMuch() throws IOException {
        String address = anyAddress();
        for (int i = 0; i < 20; i++) {
            stall(post(COMMENTS, address, "Content-Length: 131072\r\n\r\n"), 100_000);
        }
        String small = "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
        assertThat(eventually(429, post(COMMENTS, address, small))).isEqualTo(429);
        assertThat(RawConnection.status(port, post(COMMENTS, anyAddress(), small)))
                .isEqualTo(202);
        assertReadersAreServed();

        hangUp();
        assertThat(eventually(202, post(COMMENTS, address, small))).isEqualTo(202);
    }

    @Test
    void allClientsHoldOnlySoMuch() throws IOException {
        for (int i = 0; i < 200; i++) {
            stall(post(COMMENTS, "10.7." + i / 10 + ".1", "Content-Length: 131072\r\n\r\n"), 60_000);
        }
        String small = "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
        assertThat(eventually(503, post(COMMENTS, "10.7.250.1", small))).isEqualTo(503);
        assertReadersAreServed();

        hangUp();
        assertThat(eventually(202, post(COMMENTS, "10.7.250.1", small))).isEqualTo(202);
    }

    /** Whether others have been heard by now is the server's business: asks until it answers so, a few times. */
    private int eventually(int expected, String request) {
        int status = 0;
        for (int i = 0; i < 40 && status != expected; i++) {
            status = RawConnection.status(port, request);
        }
        return status;
    }
}
