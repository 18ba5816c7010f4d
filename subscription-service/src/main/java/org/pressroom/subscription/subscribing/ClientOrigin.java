package org.pressroom.subscription.subscribing;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pressroom.subscription.links.Pseudonyms;

/**
 * Where a request came from, as pseudonyms that requests from there share.
 *
 * @param client an IPv4 address, or the /64 network that one customer has of IPv6; null where it is not known
 * @param network the /24 or the /48 network around it
 */
record ClientOrigin(byte @Nullable [] client, byte @Nullable [] network) {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    static ClientOrigin of(@Nullable String clientAddress, Pseudonyms pseudonyms) {
        if (clientAddress == null) {
            return new ClientOrigin(null, null);
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(clientAddress);
        if (address == null) {
            // Whatever it is that the gateway calls an address.
            byte[] name = clientAddress.getBytes(StandardCharsets.UTF_8);
            return new ClientOrigin(pseudonyms.of("client", name), pseudonyms.of("network", name));
        }
        byte[] plain = unmapped(address);
        boolean isIpv4 = plain.length == IPV4_BYTES;
        return new ClientOrigin(
                pseudonyms.of("client", Arrays.copyOf(plain, isIpv4 ? IPV4_BYTES : 8)),
                pseudonyms.of("network", Arrays.copyOf(plain, isIpv4 ? 3 : 6)));
    }

    /** An IPv4 address that is written as an IPv6 one (RFC 4291, section 2.5.5.2) is one of IPv4. */
    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == IPV6_BYTES && address[10] == -1 && address[11] == -1;
        for (int i = 0; mapped && i < 10; i++) {
            mapped = address[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES) : address;
    }
}
