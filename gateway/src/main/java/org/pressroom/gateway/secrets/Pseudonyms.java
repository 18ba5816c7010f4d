package org.pressroom.gateway.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Stands in for what must be found again and may not be kept, such as the address of a machine: 128 bits of an HMAC with
 * SHA-256. The same thing has the same pseudonym, and nobody without the site's secret can tell whose it is.
 */
public final class Pseudonyms {

    private final UnaryOperator<byte[]> hmac;

    Pseudonyms(UnaryOperator<byte[]> hmac) {
        this.hmac = hmac;
    }

    /** @param kind keeps apart what happens to be equal; without the character 0 */
    public UUID of(String kind, String thing) {
        ByteBuffer bits = ByteBuffer.wrap(hmac.apply((kind + '\0' + thing).getBytes(StandardCharsets.UTF_8)));
        return new UUID(bits.getLong(), bits.getLong());
    }
}
