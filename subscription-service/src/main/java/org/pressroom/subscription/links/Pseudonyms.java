package org.pressroom.subscription.links;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for what must be found again and may not be kept, such as the address of a machine: 128 bits of HMAC-SHA256
 * under a secret. The same thing has the same pseudonym, and nobody without the secret can tell whose it is.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKeySpec key;

    Pseudonyms(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** @param kind keeps apart what happens to be equal: a name never has the pseudonym of a network */
    public byte[] of(String kind, byte[] thing) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(thing), BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM knows " + ALGORITHM, impossible);
        }
    }

    public byte[] of(String kind, String thing) {
        return of(kind, thing.getBytes(StandardCharsets.UTF_8));
    }
}
