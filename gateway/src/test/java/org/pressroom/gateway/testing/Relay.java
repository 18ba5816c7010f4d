package org.pressroom.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Hands connections on to a server, until they are cut or fall silent. */
public final class Relay implements AutoCloseable {

    private final String host;
    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listening;
    private volatile boolean silent;

    public Relay(String host, int target) {
        this.host = host;
        this.target = target;
        this.port = listen(0);
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Breaks all connections and takes none. */
    public synchronized void cut() {
        if (listening != null) {
            close(listening);
            listening = null;
        }
        open.forEach(Relay::close);
        open.clear();
    }

    /** Takes connections and all that is said on them, and says nothing any more. */
    public void fallSilent() {
        silent = true;
    }

    /** Hands connections on again; those that have missed something are broken. */
    public synchronized void mend() {
        if (silent) {
            cut();
            silent = false;
        }
        if (listening == null) {
            listen(port);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private int listen(int at) {
        try {
            ServerSocket socket = new ServerSocket(at, 50, InetAddress.getLoopbackAddress());
            listening = socket;
            start(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void accept(ServerSocket socket) throws IOException {
        while (true) {
            Socket client = socket.accept();
            Socket server = new Socket(host, target);
            open.add(client);
            open.add(server);
            start(() -> copy(client, server));
            start(() -> copy(server, client));
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            byte[] part = new byte[8192];
            for (int n = from.getInputStream().read(part);
                    n >= 0;
                    n = from.getInputStream().read(part)) {
                if (!silent) {
                    to.getOutputStream().write(part, 0, n);
                }
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
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
    }

    private static void close(AutoCloseable closed) {
        try {
            closed.close();
        } catch (Exception already) {
            // closed is what it shall be
        }
    }
}
