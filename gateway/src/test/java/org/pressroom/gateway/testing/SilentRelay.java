package org.pressroom.gateway.testing;

import java.io.IOException;
import java.net.Socket;
import org.pressroom.testkit.Relay;

/** Hands connections on to a server, until they are cut or fall silent. */
public final class SilentRelay implements AutoCloseable {

    private final Relay relay;
    private volatile boolean silent;

    public SilentRelay(String host, int target) {
        relay = new Relay(host, target, this::copy, this::copy);
    }

    /** Where it listens. */
    public int port() {
        return relay.port();
    }

    /** Breaks all connections and takes none. */
    public void cut() {
        relay.goAway();
    }

    /** Takes connections and all that is said on them, and says nothing any more. */
    public void fallSilent() {
        silent = true;
    }

    /** Hands connections on again; those that have missed something are broken. */
    public void mend() {
        if (silent) {
            relay.goAway();
            silent = false;
        }
        relay.comeBack();
    }

    @Override
    public void close() {
        relay.close();
    }

    private void copy(Socket from, Socket to) throws IOException {
        byte[] part = new byte[8192];
        for (int n = from.getInputStream().read(part);
                n >= 0;
                n = from.getInputStream().read(part)) {
            if (!silent) {
                to.getOutputStream().write(part, 0, n);
            }
        }
    }
}
