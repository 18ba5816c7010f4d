package org.pressroom.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class Ports {
    /**
     * Below what systems give to outgoing connections (from 32,768 on Linux, from 49,152 elsewhere): such a connection
     * would take the port of a server that is away for a while.
     */
    private static final int HIGHEST = 32_000;

    private static final int LOWEST = 22_000;
    private static final int ATTEMPTS = 1_000;

    /** Whoever was given one listens on it later. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nobody listened on a moment ago, that this process was not given before, and that the system gives to
     * nobody who does not ask for it: a server can leave it and come back to it.
     *
     * @throws IOException if none was found
     */
    public static int free() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IOException("no free port was found between " + LOWEST + " and " + HIGHEST);
    }

    /** Whether this port can be bound on the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(!Platform.WINDOWS);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
