package org.pressroom.gateway.limits;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.pressroom.gateway.principals.ClientAddresses;
import org.springframework.stereotype.Component;

/** Counts reads of strangers that are answered before any filter sees them, on the budgets that filters count on. */
@Component
public final class AnonymousReads {

    private final Limits limits;
    private final ClientAddresses addresses;

    AnonymousReads(Limits limits, ClientAddresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    /** Counts what comes over one connection. */
    public interface Counter {

        /**
         * Counts a read; false where it is one too many, and nothing is counted.
         *
         * @param forwardedFor the request's lines of {@link ClientAddresses#FORWARDED_FOR}
         */
        boolean count(Supplier<List<String>> forwardedFor);
    }

    /** For a connection that comes from this address. */
    public Counter from(InetAddress peer) {
        if (!limits.enabled()) {
            return forwardedFor -> true;
        } else if (addresses.isTrusted(peer)) {
            return forwardedFor -> limits.takeRead(Keys.of(addresses.of(peer, forwardedFor.get())));
        }
        Keys client = Keys.of(addresses.of(peer, List.of()));
        return forwardedFor -> limits.takeRead(client);
    }

    /** What a client is counted by. */
    record Keys(String address, String network) {

        static Keys of(String clientAddress) {
            return new Keys(AddressKeys.of(clientAddress), AddressKeys.networkOf(clientAddress));
        }
    }
}
