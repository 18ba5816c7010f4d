package org.pressroom.gateway.limits;

import io.netty.util.NetUtil;
import java.util.HexFormat;

/** By what machines are told apart: an IPv4 address, or the /64 network of an IPv6 address, which one customer has. */
public final class AddressKeys {

    private static final int NETWORK_BYTES = 8;

    private AddressKeys() {}

    /** The key of a client address. */
    public static String of(String clientAddress) {
        if (clientAddress.indexOf(':') < 0) {
            return clientAddress;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(clientAddress);
        return address == null || address.length <= NETWORK_BYTES
                ? clientAddress
                : HexFormat.of().formatHex(address, 0, NETWORK_BYTES);
    }
}
