package org.pressroom.comment.commenting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Edit tokens: only their hashes are kept. */
final class Secrets {

    private Secrets() {}

    /** The hash of a token. Tokens are random and long, so a plain hash is enough. */
    static byte[] hash(String token) {
        return sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a token has the given hash; takes the same time either way. */
    static boolean matches(String token, byte[] hash) {
        return MessageDigest.isEqual(hash(token), hash);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
