package org.pressroom.gateway.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService.Reply;

/** Files on their way through the gateway, which never holds one whole. */
@Timeout(120)
class UploadsTest extends GatewayTest {

    private static final int MOST = 21 * 1024 * 1024;
    private static final String FORM = "multipart/form-data; boundary=x";

    private final List<Socket> stalled = new ArrayList<>();

    @BeforeEach
    void theServiceAnswers() {
        ARTICLE.answers(Reply.json(201, "{}", "Content-Length", "2"));
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    private static String head(String type, String address, String token, String more) {
        return "POST /api/media HTTP/1.1\r\nHost: site.example\r\nContent-Type: " + type + "\r\nX-Forwarded-For: "
                + address + "\r\n" + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n") + more;
    }

    private int status(String request) {
        return RawConnection.status(port, request);
    }

    @Test
    void aFileIsHandedOnAsItIs() {
        String body = "x".repeat(3_000_000);
        String token = newToken(admin());
        assertThat(status(head(
                                FORM,
                                anyAddress(),
                                token,
                                "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n")
                        + body))
                .isEqualTo(201);
        assertThat(ARTICLE.askedOnce().body()).isEqualTo(body);
        assertThat(ARTICLE.askedOnce().headers().get("Content-Type")).isEqualTo(FORM);
    }

    @Test
    void aFileThatDoesNotSayItsLengthIsHandedOnToo() {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        String token = newToken(admin());
        assertThat(status(head(FORM, anyAddress(), token, "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
                        + chunk.repeat(300) + "0\r\n\r\n"))
                .isEqualTo(201);
        assertThat(ARTICLE.askedOnce().body()).hasSize(300 * 0x1000);
    }

    @Test
    void whatIsTooLongIsRefusedBeforeItIsSentOrOnceItIsTooLong() {
        String token = newToken(admin());
        assertThat(status(head(
                        FORM, anyAddress(), token, "Content-Length: " + (MOST + 1) + "\r\nConnection: close\r\n\r\n")))
                .isEqualTo(413);
        String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
        assertThat(status(head(FORM, anyAddress(), token, "Transfer-Encoding: chunked\r\n\r\n") + chunk.repeat(22)))
                .isEqualTo(413);
        assertThat(ARTICLE.asked()).isEmpty();
    }

    @Test
    void aStrangersFileIsNotReadAtAll() {
        assertThat(status(head(FORM, anyAddress(), "", "Content-Length: 9000000\r\nConnection: close\r\n\r\n") + "x"))
                .isEqualTo(401);
        assertThat(ARTICLE.asked()).isEmpty();
    }

    @Test
    void whatIsNoFormOfFilesIsAsShortAsAnyForm() {
        String token = newToken(admin());
        assertThat(status(head(
                        "application/json", anyAddress(), token, "Content-Length: 20000\r\nConnection: close\r\n\r\n")))
                .isEqualTo(413);
    }

    @Test
    void oneClientSendsOnlySoManyAtOnce() throws IOException {
        String token = newToken(admin());
        String address = anyAddress();
        int ofOne = 6;
        for (int i = 0; i < ofOne; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            stalled.add(socket);
            socket.getOutputStream()
                    .write((head(FORM, address, token, "Content-Length: 100000\r\n\r\n") + "x".repeat(1000))
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
        String one = head(FORM, address, token, "Content-Length: 1\r\nConnection: close\r\n\r\n") + "x";
        Awaitility.await().until(() -> status(one) == 429);
        assertThat(status(head(FORM, anyAddress(), token, "Content-Length: 1\r\nConnection: close\r\n\r\n") + "x"))
                .isEqualTo(201);
        stalled.remove(0).close();
        Awaitility.await().until(() -> status(one) == 201);
    }
}
