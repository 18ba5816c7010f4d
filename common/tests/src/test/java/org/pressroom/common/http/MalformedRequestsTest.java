package org.pressroom.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.app.CommonTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What no client sends that means well. It is answered as any failure is, and who sent it stands in no log. */
@CommonTest
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the log of the whole program")
class MalformedRequestsTest {

    private static final String HEAD = " HTTP/1.1\r\nHost: a\r\n";

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\nnonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/x\r\nHost: a\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /" + HEAD + "a b: c\r\n\r\n",
                "GET /" + HEAD + "a : c\r\n\r\n",
                "GET /" + HEAD + ": c\r\n\r\n",
                "GET /" + HEAD + "a: \u0000\r\n\r\n",
                "GET /" + HEAD + "a: b\rc: d\r\n\r\n",
                "GET /" + HEAD + "a: b\nc: d\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:x\r\n\r\n",
                "GET http://b/" + HEAD + "\r\n",
                "CONNECT b:443" + HEAD + "\r\n",
                "OPTIONS *" + HEAD + "\r\n",
                "GET things" + HEAD + "\r\n",
                "POST /things" + HEAD + "Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}",
                "POST /things" + HEAD + "Transfer-Encoding: identity\r\n\r\n{}",
                "POST /things" + HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /things" + HEAD + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "POST /things" + HEAD + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /things" + HEAD + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
                "POST /things" + HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
                "POST /things HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /things" + HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /things" + HEAD + "Content-Length: 2, 2\r\n\r\n{}",
                "POST /things" + HEAD + "Content-Length: +2\r\n\r\n{}",
                "POST /things" + HEAD + "Content-Length: -2\r\n\r\n{}",
                "POST /things" + HEAD + "Content-Length: 1 2\r\n\r\n{}",
                "POST /things" + HEAD + "Content-Length: 0x2\r\n\r\n{}",
                "POST /things" + HEAD + "Content-Length:\r\n\r\n{}",
                "POST /things" + HEAD + "Content-Length: 99999999999999999999\r\n\r\n{}"
            })
    void isRefusedAndThenTheConnectionEnds(String request, CapturedOutput output) throws IOException {
        String answer = exchange(request.getBytes(StandardCharsets.ISO_8859_1), true);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as("one answer").hasSize(2);
        assertNoAddress(output);
    }

    @ParameterizedTest
    @ValueSource(ints = {414, 431})
    void isToldWhatIsTooLong(int status, CapturedOutput output) throws IOException {
        String x = "x".repeat(100_000);
        String request = status == 414 ? "GET /" + x + HEAD + "\r\n" : "GET /" + HEAD + "X: " + x + "\r\n\r\n";

        assertThat(exchange(request.getBytes(StandardCharsets.ISO_8859_1), true))
                .startsWith("HTTP/1.1 " + status);
        assertNoAddress(output);
    }

    @Test
    void mayBeTlsOnAPlainPort(CapturedOutput output) throws IOException {
        byte[] hello = new byte[200];
        hello[0] = 0x16;
        hello[1] = 3;
        hello[2] = 1;
        hello[4] = (byte) 195;
        hello[5] = 1;
        hello[50] = '\n';
        hello[51] = '\n';
        exchange(hello, false);
        assertNoAddress(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /thi",
                "POST /things" + HEAD + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
                "POST /things" + HEAD + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
                "POST /things" + HEAD
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "GET /things" + HEAD + "\r\nGET /things" + HEAD + "\r\n"
            })
    void mayBreakOff(String request, CapturedOutput output) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoLinger(true, 0); // a reset
        }
        exchange(("GET /things" + HEAD + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1), false);
        assertNoAddress(output);
    }

    private static void assertNoAddress(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain("R:/", "127.0.0.1:", "\tat io.netty", "\tat reactor.netty");
    }

    private String exchange(byte[] request, boolean toTheEnd) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            if (!toTheEnd) {
                socket.shutdownOutput();
            }
            StringBuilder text = new StringBuilder();
            byte[] buffer = new byte[8192];
            try {
                InputStream in = socket.getInputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException reset) {
                if (text.isEmpty()) {
                    throw reset;
                }
            }
            return text.toString();
        }
    }
}
