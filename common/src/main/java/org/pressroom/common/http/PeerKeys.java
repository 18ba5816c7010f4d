package org.pressroom.common.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** By what a program tells apart the machines that connect to it. */
@FunctionalInterface
public interface PeerKeys {

    /**
     * What connections of one client share.
     *
     * @param client its key
     * @param network the key of the network around it
     */
    record Peer(String client, String network) {}

    /** Whose a connection is; null for a machine that brings many clients, such as a proxy. */
    @Nullable
    Peer of(InetAddress peer);
}
