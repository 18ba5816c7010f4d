package org.pressroom.gateway.protection;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.AddressKeys;
import org.springframework.stereotype.Component;

/** What request bodies may take of this process's memory: in all, and for each client address. */
@Component
final class BodyMemory {

    /** What a body costs that holds next to nothing. */
    private static final long LEAST = 16 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final long most;
    private final long mostPerAddress;
    private final AtomicLong held = new AtomicLong();
    private final ConcurrentMap<String, Long> byAddress = new ConcurrentHashMap<>();

    BodyMemory(ProtectionProperties properties) {
        this.most = properties.bodies().toBytes();
        this.mostPerAddress = properties.bodiesPerAddress().toBytes();
    }

    /** What is held for one body. */
    record Share(String key, long bytes) {}

    /**
     * Room for a body. It is given back with {@link #giveBack}, once.
     *
     * @throws ProblemException 429 where the client, 503 where all have as much as they may
     */
    Share take(String clientAddress, long length) {
        Share share = new Share(AddressKeys.of(clientAddress), Math.max(LEAST, length));
        boolean[] taken = {false};
        byAddress.compute(share.key(), (key, present) -> {
            long now = present == null ? 0 : present;
            taken[0] = now + share.bytes() <= mostPerAddress;
            return taken[0] ? Long.valueOf(now + share.bytes()) : present;
        });
        if (!taken[0]) {
            throw Problems.tooManyRequests(RETRY_AFTER);
        }
        if (held.addAndGet(share.bytes()) > most) {
            giveBack(share);
            throw Problems.unavailable(RETRY_AFTER);
        }
        return share;
    }

    void giveBack(Share share) {
        held.addAndGet(-share.bytes());
        byAddress.computeIfPresent(share.key(), (key, now) -> now > share.bytes() ? now - share.bytes() : null);
    }
}
