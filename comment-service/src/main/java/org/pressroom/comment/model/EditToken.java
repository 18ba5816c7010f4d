package org.pressroom.comment.model;

import java.security.MessageDigest;
import org.pressroom.common.text.Sha256;

/** What lets the author of a comment see and change it: only its hash is kept. */
public record EditToken(String value) {

    /** Tokens are random and long, so a plain hash is enough. */
    public byte[] hash() {
        return Sha256.of(value);
    }

    /** Whether it has the given hash; takes the same time either way. */
    public boolean matches(byte[] hash) {
        return MessageDigest.isEqual(hash(), hash);
    }

    @Override
    public String toString() {
        return "an edit token";
    }
}
