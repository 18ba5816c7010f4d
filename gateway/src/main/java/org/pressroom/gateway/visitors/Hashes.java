package org.pressroom.gateway.visitors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How secrets that carry 256 bits of chance are kept: as SHA-256, which needs no salt for those. */
public final class Hashes {

    private Hashes() {}

    /** The SHA-256 of a secret. */
    public static byte[] of(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
