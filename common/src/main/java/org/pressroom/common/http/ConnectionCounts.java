package org.pressroom.common.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many connections a program holds, in all and of each client, and how much waits in them to be read. */
final class ConnectionCounts {

    private final ConnectionProperties limits;
    private final PeerKeys peers;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong unread = new AtomicLong();
    private final ConcurrentMap<String, Integer> byPeer = new ConcurrentHashMap<>();

    ConnectionCounts(ConnectionProperties limits, PeerKeys peers) {
        this.limits = limits;
        this.peers = peers;
    }

    /** What a connection counts as, until it is told to {@link #end}. */
    record Place(@Nullable String peer) {}

    /** A place for one more connection; null where there is none. */
    @Nullable
    Place begin(SocketAddress remote) {
        if (open.incrementAndGet() > limits.most()) {
            open.decrementAndGet();
            return null;
        }
        InetAddress address = remote instanceof InetSocketAddress socket ? socket.getAddress() : null;
        String peer = address == null ? null : peers.of(address);
        if (peer != null && !beginOf(peer)) {
            open.decrementAndGet();
            return null;
        }
        return new Place(peer);
    }

    private boolean beginOf(String peer) {
        boolean[] begun = {false};
        byPeer.compute(peer, (key, count) -> {
            int now = count == null ? 0 : count;
            begun[0] = now < limits.perAddress();
            return begun[0] ? Integer.valueOf(now + 1) : count;
        });
        return begun[0];
    }

    void end(Place place) {
        open.decrementAndGet();
        if (place.peer() != null) {
            byPeer.computeIfPresent(place.peer(), (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Notes that so many bytes more, or less, wait for clients to read them. */
    void unread(long change) {
        unread.addAndGet(change);
    }

    /** Whether more waits than may. */
    boolean isFull() {
        return unread.get() > limits.unread().toBytes();
    }

    /** Whether so much waits that nobody may keep others waiting. */
    boolean isHalfFull() {
        return unread.get() > limits.unread().toBytes() / 2;
    }

    /** Connections that are open now. */
    int open() {
        return open.get();
    }
}
