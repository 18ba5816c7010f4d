package org.pressroom.common.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** By what a program tells apart the machines that connect to it. */
@FunctionalInterface
public interface PeerKeys {

    /** The key that connections of one client share; null for a machine that brings many clients, such as a proxy. */
    @Nullable
    String of(InetAddress peer);
}
