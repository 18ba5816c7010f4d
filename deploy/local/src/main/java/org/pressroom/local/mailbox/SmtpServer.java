package org.pressroom.local.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes every mail to everybody on the loopback address (RFC 5321 with PIPELINING, 8BITMIME, SMTPUTF8 and SIZE). A mail
 * is acknowledged once it is in the {@link MailStore}.
 */
final class SmtpServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 64;
    private static final byte[] TOO_MANY = "421 too many connections\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final MailStore store;
    private final Set<Socket> guests = ConcurrentHashMap.newKeySet();

    private SmtpServer(ServerSocket door, MailStore store) {
        this.door = door;
        this.store = store;
    }

    /** Listens on this port of the loopback address, or on a free one for 0. */
    static SmtpServer start(int port, MailStore store) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_CONNECTIONS);
        SmtpServer server = new SmtpServer(door, store);
        run("mailbox-smtp", server::letIn);
        return server;
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket guest : guests) {
            guest.close();
        }
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                if (guests.size() >= MOST_CONNECTIONS) {
                    guest.getOutputStream().write(TOO_MANY);
                    guest.close();
                } else {
                    guests.add(guest);
                    run("mailbox-smtp-session", () -> serve(guest));
                }
            } catch (IOException closedOrGone) {
                // The loop's condition tells which.
            }
        }
    }

    private void serve(Socket guest) {
        try (guest) {
            new SmtpSession(guest, store).talk();
        } catch (IOException gone) {
            // Whoever hangs up in the middle has had nothing accepted.
        } finally {
            guests.remove(guest);
        }
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
