package org.pressroom.gateway.limits;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.PeerKeys;
import org.pressroom.gateway.principals.ClientAddresses;
import org.springframework.stereotype.Component;

/** Connections are counted by the address that they come from; those of a trusted proxy are many clients'. */
@Component
final class ConnectingPeers implements PeerKeys {

    private final boolean enabled;
    private final ClientAddresses addresses;

    ConnectingPeers(LimitsProperties properties, ClientAddresses addresses) {
        this.enabled = properties.enabled();
        this.addresses = addresses;
    }

    @Override
    public @Nullable Peer of(InetAddress peer) {
        String address = peer.getHostAddress();
        return !enabled || addresses.isTrusted(peer)
                ? null
                : new Peer(AddressKeys.of(address), AddressKeys.networkOf(address));
    }
}
