package org.pressroom.gateway.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Signatures (HMAC with SHA-256) by which the site knows again what it made itself. */
public final class Signatures {

    private final SecretKey key;

    Signatures(SecretKey key) {
        this.key = key;
        of("so that whatever is loaded for the first time is loaded now");
    }

    /** The signature of a text: 43 characters, letters, digits, {@code -} and {@code _}. */
    public String of(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the key does not sign", impossible);
        }
    }

    /** Whether the signature is that of the text; takes as long for any that is not. */
    public boolean isOf(String text, String signature) {
        return MessageDigest.isEqual(
                of(text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
