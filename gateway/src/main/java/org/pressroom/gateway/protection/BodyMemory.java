package org.pressroom.gateway.protection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.BrokenRequestException;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.AddressKeys;
import org.pressroom.gateway.routes.BodyKind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What request bodies may take of this process's memory: so much for each kind, a quarter of it for one client address and
 * half of it for one network. What has come is counted, not what was announced. Where a kind has all that it may have,
 * those make room whose network, or else whose address in the same network, holds most, if that is more than the newcomer's
 * would; among equals those that have been on their way for some seconds, the longest first.
 */
@Component
final class BodyMemory {

    /** What a body counts as that holds next to nothing: somebody waits for it. */
    static final int LEAST = 16 * 1024;

    /** How long a body is waited for although others that hold as much find no room. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Map<BodyKind, Pool> pools = new EnumMap<>(BodyKind.class);
    private final LongSupplier nanos;

    @Autowired
    BodyMemory(ProtectionProperties properties) {
        this(properties.bodies(), System::nanoTime);
    }

    BodyMemory(ProtectionProperties.Bodies bodies, LongSupplier nanos) {
        this.nanos = nanos;
        pools.put(BodyKind.COMMENT, new Pool(bodies.comments().toBytes()));
        pools.put(BodyKind.STAFF, new Pool(bodies.staff().toBytes()));
        pools.put(BodyKind.SIGN_IN, new Pool(bodies.signIn().toBytes()));
        pools.put(BodyKind.FORM, new Pool(bodies.forms().toBytes()));
    }

    /**
     * Room for the first {@value #LEAST} bytes of a body, until it is given back.
     *
     * @param cutOff is called, on any thread, where others need the room and the body has not come whole
     * @throws ProblemException 429 where the client or its network, 503 where all have as much as they may
     */
    Share take(BodyKind kind, String clientAddress, Runnable cutOff) {
        Pool pool = Objects.requireNonNull(pools.get(kind));
        List<String> origins = List.of(AddressKeys.of(clientAddress), AddressKeys.networkOf(clientAddress));
        Share share = new Share(pool, origins, cutOff, nanos.getAsLong());
        share.growTo(LEAST);
        return share;
    }

    /** What is held for one body. */
    final class Share {

        private final Pool pool;
        private final List<String> origins;
        private final Runnable cutOff;
        private final long start;
        private long bytes;
        private boolean over;

        private Share(Pool pool, List<String> origins, Runnable cutOff, long start) {
            this.pool = pool;
            this.origins = origins;
            this.cutOff = cutOff;
            this.start = start;
        }

        private String address() {
            return origins.get(0);
        }

        private String network() {
            return origins.get(1);
        }

        /**
         * Room for so many bytes in all.
         *
         * @throws ProblemException as for {@link #take}, or 408 where it was cut off
         */
        void growTo(long wanted) {
            List<Share> cut = new ArrayList<>();
            try {
                pool.grow(this, wanted, nanos.getAsLong(), cut);
            } finally {
                cut.forEach(share -> share.cutOff.run());
            }
        }

        /** The body has come whole. */
        void arrived() {
            pool.arrived(this);
        }

        /** Further calls change nothing. */
        void giveBack() {
            pool.giveBack(this);
        }
    }

    /** The memory of one kind. Its lock guards its shares too. */
    private static final class Pool {

        private final long most;
        private final Map<String, Long> byOrigin = new HashMap<>();
        private final Set<Share> arriving = new LinkedHashSet<>();
        private long held;

        private Pool(long most) {
            this.most = most;
        }

        private synchronized void grow(Share share, long wanted, long now, List<Share> cut) {
            long more = wanted - share.bytes;
            if (share.over) {
                throw BrokenRequestException.tooSlow().problem();
            } else if (more <= 0) {
                return;
            } else if (held(share.address()) + more > most / 4 || held(share.network()) + more > most / 2) {
                throw Problems.tooManyRequests(RETRY_AFTER);
            }
            makeRoom(more, share, now, cut);
            if (held + more > most) {
                throw Problems.unavailable(RETRY_AFTER);
            }
            arriving.add(share);
            share.bytes = wanted;
            count(share, more);
        }

        private void makeRoom(long more, Share wanting, long now, List<Share> cut) {
            while (held + more > most) {
                Share next = next(more, wanting, now);
                if (next == null) {
                    return;
                }
                giveBack(next);
                cut.add(next);
            }
        }

        /** Who makes room. Those that are on their way are looked at from the oldest on. */
        private @Nullable Share next(long more, Share wanting, long now) {
            Share greediest = null;
            Share oldest = null;
            for (Share share : arriving) {
                if (share == wanting) {
                    continue;
                }
                if (holdsMore(share, wanting, more) && (greediest == null || holdsMore(share, greediest, 0))) {
                    greediest = share;
                }
                if (oldest == null && now - share.start > PATIENCE.toNanos()) {
                    oldest = share;
                }
            }
            return greediest == null ? oldest : greediest;
        }

        private boolean holdsMore(Share one, Share other, long more) {
            return one.network().equals(other.network())
                    ? held(one.address()) > held(other.address()) + more
                            && !one.address().equals(other.address())
                    : held(one.network()) > held(other.network()) + more;
        }

        private synchronized void arrived(Share share) {
            arriving.remove(share);
        }

        private synchronized void giveBack(Share share) {
            if (!share.over) {
                share.over = true;
                arriving.remove(share);
                count(share, -share.bytes);
            }
        }

        private long held(String origin) {
            return byOrigin.getOrDefault(origin, 0L);
        }

        private void count(Share share, long more) {
            held += more;
            for (String origin : share.origins) {
                byOrigin.merge(origin, more, (now, change) -> now + change == 0 ? null : Long.valueOf(now + change));
            }
        }
    }
}
