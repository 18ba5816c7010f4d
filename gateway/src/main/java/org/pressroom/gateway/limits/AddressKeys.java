package org.pressroom.gateway.limits;

import io.netty.util.NetUtil;
import java.util.HexFormat;

/** By what machines are told apart: an IPv4 address, or the /64 network of an IPv6 address, which one customer has. */
public final class AddressKeys {

    private static final int CUSTOMER_BYTES = 8;
    private static final int SITE_BYTES = 6;
    private static final int IPV4_NETWORK_BYTES = 3;

    private AddressKeys() {}

    /** The key of a client address. */
    public static String of(String clientAddress) {
        return clientAddress.indexOf(':') < 0 ? clientAddress : first(CUSTOMER_BYTES, clientAddress);
    }

    /** The key of the network around a client address: the /24 of an IPv4 address, the /48 of an IPv6 address. */
    public static String networkOf(String clientAddress) {
        return first(clientAddress.indexOf(':') < 0 ? IPV4_NETWORK_BYTES : SITE_BYTES, clientAddress);
    }

    private static String first(int bytes, String clientAddress) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(clientAddress);
        return address == null || address.length <= bytes
                ? clientAddress
                : HexFormat.of().formatHex(address, 0, bytes);
    }
}
