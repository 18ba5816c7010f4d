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
 * How many connections a program holds, in all, of each client and of each network, and how much waits in them. Where there
 * are as many as there may be, those that nothing is done for make room, the longest idle first. Where more waits than may,
 * those go whose clients hold more than their part.
 */
final class ConnectionCounts {

    private final ConnectionProperties limits;
    private final PeerKeys peers;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong unread = new AtomicLong();
    private final AtomicLong early = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();

    /**
     * Places that are idle or were, by a turn in which they became so: what has become of each since then is looked at where
     * room is needed, since connections become idle and busy with each request.
     */
    private final ConcurrentNavigableMap<Long, Place> idle = new ConcurrentSkipListMap<>();

    private final Counts byClient;
    private final Counts byNetwork;

    /** By what holds it: a client, or a connection that is many clients'. */
    private final ConcurrentMap<Object, Long> unreadBy = new ConcurrentHashMap<>();

    ConnectionCounts(ConnectionProperties limits, PeerKeys peers) {
        this.limits = limits;
        this.peers = peers;
        this.byClient = new Counts(limits.perAddress());
        this.byNetwork = new Counts(Math.max(limits.perAddress(), limits.most() / 2));
    }

    /** What a connection counts as, until it is told to {@link #end}. */
    static final class Place {

        private final PeerKeys.@Nullable Peer peer;

        /** Ends the connection, where nothing is done for it; null while something is. */
        private @Nullable Runnable close;

        /** The turn in which it became idle last. */
        private long idleSince;

        /** Under which turn it is kept; 0 where it is not. */
        private long keptUnder;

        private Place(PeerKeys.@Nullable Peer peer) {
            this.peer = peer;
        }

        private Object holder() {
            return peer == null ? this : peer.client();
        }
    }

    /** A place for one more connection; null where there is none. */
    @Nullable
    Place begin(SocketAddress remote) {
        InetAddress address = remote instanceof InetSocketAddress socket ? socket.getAddress() : null;
        PeerKeys.Peer peer = address == null ? null : peers.of(address);
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
            Runnable close = longestIdle();
            if (close != null) {
                close.run();
                any = true;
            }
        }
        return any;
    }

    private @Nullable Runnable longestIdle() {
        for (Map.Entry<Long, Place> kept = idle.pollFirstEntry(); kept != null; kept = idle.pollFirstEntry()) {
            Place place = kept.getValue();
            synchronized (place) {
                place.keptUnder = 0;
                if (place.close != null && place.idleSince == kept.getKey()) {
                    return place.close;
                }
                keep(place);
            }
        }
        return null;
    }

    /**
     * Nothing is done for a connection, until it is {@link #busy}.
     *
     * @param close is called, on any thread, where its place is needed
     */
    void idle(Place place, Runnable close) {
        synchronized (place) {
            place.idleSince = turns.incrementAndGet();
            place.close = close;
            keep(place);
        }
    }

    private void keep(Place place) {
        if (place.close != null && place.keptUnder == 0) {
            place.keptUnder = place.idleSince;
            idle.put(place.idleSince, place);
        }
    }

    /** Something is done for a connection. */
    void busy(Place place) {
        synchronized (place) {
            place.close = null;
        }
    }

    private boolean beginOf(PeerKeys.Peer peer) {
        if (!byClient.begin(peer.client())) {
            return false;
        }
        if (!byNetwork.begin(peer.network())) {
            byClient.end(peer.client());
            return false;
        }
        return true;
    }

    void end(Place place) {
        synchronized (place) {
            place.close = null;
            idle.remove(place.keptUnder);
        }
        open.decrementAndGet();
        if (place.peer != null) {
            byNetwork.end(place.peer.network());
            byClient.end(place.peer.client());
        }
    }

    /** Notes that so many bytes more, or less, wait for a client to read them. */
    void unread(Place place, long change) {
        unread.addAndGet(change);
        unreadBy.merge(place.holder(), change, (now, more) -> now + more == 0 ? null : Long.valueOf(now + more));
    }

    /**
     * Whether more waits for a client than may: more than a quarter of all, or, where more waits in all than may, more than
     * the part of each of those that keep something waiting. Beyond twice of that nobody has a part.
     */
    boolean keepsTooMuch(Place place) {
        long most = limits.unread().toBytes();
        long all = unread.get();
        return all > 2 * most
                || (all > most && keepsMoreThanItsPart(place, most))
                || (place.peer != null && keeps(place) > most / 4);
    }

    /** Whether a client may not wait: so much waits in all, and for this one more than its part. */
    boolean keepsOthersWaiting(Place place) {
        long half = limits.unread().toBytes() / 2;
        return unread.get() > half && keepsMoreThanItsPart(place, half);
    }

    private boolean keepsMoreThanItsPart(Place place, long all) {
        return keeps(place) > all / Math.max(1, unreadBy.size());
    }

    private long keeps(Place place) {
        return unreadBy.getOrDefault(place.holder(), 0L);
    }

    /** Notes that so many bytes more, or less, wait for their turn; whether there is room for them. */
    boolean early(long change) {
        return early.addAndGet(change) <= limits.early().toBytes();
    }

    /** Connections that are open now. */
    int open() {
        return open.get();
    }
}
