package org.pressroom.gateway.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** Counts the streams that each client address has open. */
@Component
public final class OpenStreams {

    private final int most;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    OpenStreams(LimitsProperties properties) {
        this.most = properties.enabled() ? properties.streams() : Integer.MAX_VALUE;
    }

    /** Whether the address may have one more. Each that began must be told to {@link #end(String)}, once. */
    public boolean begin(String clientAddress) {
        boolean[] begun = {false};
        open.compute(AddressKeys.of(clientAddress), (key, count) -> {
            int now = count == null ? 0 : count;
            begun[0] = now < most;
            return begun[0] ? Integer.valueOf(now + 1) : count;
        });
        return begun[0];
    }

    /** One of the address's streams has ended. */
    public void end(String clientAddress) {
        open.computeIfPresent(AddressKeys.of(clientAddress), (key, count) -> count > 1 ? count - 1 : null);
    }
}
