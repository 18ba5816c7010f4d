package org.pressroom.common.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many connections a program holds, in all and of each client, and how much waits in them. Where there are as many as
 * there may be, those that nothing is done for make room, the longest idle first.
 */
final class ConnectionCounts {

    private final ConnectionProperties limits;
    private final PeerKeys peers;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong unread = new AtomicLong();
    private final AtomicLong early = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private final ConcurrentNavigableMap<Long, Runnable> idle = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, Integer> byPeer = new ConcurrentHashMap<>();

    ConnectionCounts(ConnectionProperties limits, PeerKeys peers) {
        this.limits = limits;
        this.peers = peers;
    }

    /** What a connection counts as, until it is told to {@link #end}. It belongs to the connection's event loop. */
    static final class Place {

        private final @Nullable String peer;
        private @Nullable Long idleSince;

        private Place(@Nullable String peer) {
            this.peer = peer;
        }
    }

    /** A place for one more connection; null where there is none. */
    @Nullable
    Place begin(SocketAddress remote) {
        InetAddress address = remote instanceof InetSocketAddress socket ? socket.getAddress() : null;
        String peer = address == null ? null : peers.of(address);
        if (peer != null && !beginOf(peer)) {
            return null;
        }
        Place place = new Place(peer);
        int tooMany = open.incrementAndGet() - limits.most();
        if (tooMany > 0 && !letGo(tooMany)) {
            end(place);
            return null;
        }
        return place;
    }

    /** One that is told to go stays where it is asked something just then: so two go where there are two too many. */
    private boolean letGo(int tooMany) {
        boolean any = false;
        for (int i = 0; i < Math.min(tooMany, 2); i++) {
            Map.Entry<Long, Runnable> longest = idle.pollFirstEntry();
            if (longest != null) {
                longest.getValue().run();
                any = true;
            }
        }
        return any;
    }

    /**
     * Nothing is done for a connection, until it is {@link #busy}.
     *
     * @param close is called, on any thread, where its place is needed
     */
    void idle(Place place, Runnable close) {
        busy(place);
        Long since = turns.incrementAndGet();
        place.idleSince = since;
        idle.put(since, close);
    }

    /** Something is done for a connection. */
    void busy(Place place) {
        if (place.idleSince != null) {
            idle.remove(place.idleSince);
            place.idleSince = null;
        }
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
        busy(place);
        open.decrementAndGet();
        if (place.peer != null) {
            byPeer.computeIfPresent(place.peer, (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Notes that so many bytes more, or less, wait for clients to read them. */
    void unread(long change) {
        unread.addAndGet(change);
    }

    /** Notes that so many bytes more, or less, wait for their turn; whether there is room for them. */
    boolean early(long change) {
        return early.addAndGet(change) <= limits.early().toBytes();
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
