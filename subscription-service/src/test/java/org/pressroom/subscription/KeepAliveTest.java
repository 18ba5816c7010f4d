package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.Tokens;

/** Many requests on one connection, as the gateway sends them. */
class KeepAliveTest extends ServiceTest {

    @Test
    void aRequestThatComesWhileAnotherEndsDoesNotSilenceTheConnection() throws IOException {
        // The first is answered by a thread of the database, the second at once.
        String slow = request("DELETE", "/api/subscriptions/x");
        String quick = request("GET", "/api/subscriptions/x");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int round = 0; round < 20; round++) {
                send(socket, slow + quick);
                assertThat(status(answers)).isEqualTo("HTTP/1.1 404 Not Found");
                assertThat(status(answers)).isEqualTo("HTTP/1.1 404 Not Found");
                send(socket, quick);
                assertThat(status(answers)).isEqualTo("HTTP/1.1 404 Not Found");
            }
        }
    }

    private static String request(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.anonymous()
                + "\r\n\r\n";
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The status line of the next answer; the rest of it is read over. */
    private static String status(BufferedReader answers) throws IOException {
        String status = String.valueOf(answers.readLine());
        int length = 0;
        for (String line = answers.readLine(); line != null && !line.isEmpty(); line = answers.readLine()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            answers.read();
        }
        return status;
    }
}
