package org.pressroom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.Ports;

/** Stands between a program and a server, hands their connections on, and can be away for a while. */
public final class Relay implements AutoCloseable {

    /** What becomes of what one side says. */
    public interface Direction {
        /**
         * Reads from one side and writes to the other until one of them ends. Both are closed then.
         *
         * @throws IOException when either is cut
         */
        void carry(Socket from, Socket to) throws IOException;
    }

    private interface Work {
        void run() throws IOException;
    }

    private final String host;
    private final int target;
    private final Direction toServer;
    private final Direction toClient;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listening;
    private @Nullable Thread accepting;

    /** Listens on a port of its own, in front of the server at this host and port. */
    public Relay(String host, int target, Direction toServer, Direction toClient) {
        this.host = host;
        this.target = target;
        this.toServer = toServer;
        this.toClient = toClient;
        try {
            this.port = Ports.free();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        comeBack();
    }

    /** Where it listens, now or when it has come back. */
    public int port() {
        return port;
    }

    /** Cuts all connections, and takes none. */
    public synchronized void goAway() {
        if (listening != null && accepting != null) {
            closeQuietly(listening);
            // The port is free when who waits for connections has left it, and not before.
            join(accepting);
            listening = null;
        }
        open.forEach(Relay::closeQuietly);
        open.clear();
    }

    /** Takes connections again, where it is away. */
    public synchronized void comeBack() {
        if (listening != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            listening = socket;
            accepting = start(() -> accept(socket));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @Override
    public void close() {
        goAway();
    }

    private void accept(ServerSocket socket) throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            open.add(client);
            start(() -> handOn(client));
        }
    }

    private void handOn(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(host, target)) {
            open.add(server);
            start(() -> carry(toClient, server, client));
            carry(toServer, client, server);
        } finally {
            open.remove(client);
        }
    }

    private void carry(Direction direction, Socket from, Socket to) throws IOException {
        try (from;
                to) {
            direction.carry(from, to);
        } finally {
            open.remove(from);
        }
    }

    private static Thread start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException cut) {
                        // the end of this connection, or of all
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable closed) {
        try {
            closed.close();
        } catch (Exception already) {
            // closed is what it shall be
        }
    }
}
