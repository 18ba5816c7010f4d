package org.pressroom.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no client would send. */
public final class RawConnection {

    private static final int SILENCE_MILLIS = 1500;
    private static final int PATIENCE_MILLIS = 20_000;

    private RawConnection() {}

    /** Sends the text as it is and reads until the other side closes, or falls silent after it has begun to answer. */
    public static String exchange(int port, String request) {
        return exchange(port, request, 1, SILENCE_MILLIS);
    }

    /** The same, but waits for as many answers first. */
    public static String exchange(int port, String request, int answers) {
        return exchange(port, request, answers, SILENCE_MILLIS);
    }

    /** The same, but waits until the other side closes. Fails where it does not. */
    public static String exchangeUntilClosed(int port, String request) {
        return exchange(port, request, Integer.MAX_VALUE, PATIENCE_MILLIS);
    }

    /** How many answers a text holds. */
    public static int answers(String text) {
        return text.split("HTTP/1.1 ", -1).length - 1;
    }

    private static String exchange(int port, String request, int answers, int silenceMillis) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket, answers, silenceMillis);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The status of the first answer; 0 where the connection was closed without one. */
    public static int status(int port, String request) {
        String answer = exchange(port, request);
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    private static String read(Socket socket, int answers, int silenceMillis) throws SocketException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            while (true) {
                boolean waiting = answers(text.toString()) < answers;
                socket.setSoTimeout(waiting ? PATIENCE_MILLIS : silenceMillis);
                int n = socket.getInputStream().read(buffer);
                if (n < 0) {
                    return text.toString();
                }
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException silent) {
            if (answers(text.toString()) < answers) {
                throw new AssertionError("no more than this was answered: " + text, silent);
            }
            return text.toString();
        } catch (IOException closed) {
            return text.toString();
        }
    }
}
