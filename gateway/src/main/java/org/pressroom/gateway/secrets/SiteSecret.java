package org.pressroom.gateway.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Makes keys from the site's secret, a key a purpose, so that what one of them does says nothing about another (HKDF with
 * SHA-256, RFC 5869).
 */
@Component
public final class SiteSecret {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private final byte[] extracted;

    /** @throws WrongSecretException where there is none, or a short one */
    public SiteSecret(SecretProperties properties) {
        String secret = properties.secret();
        if (secret == null || secret.length() < SecretProperties.SHORTEST) {
            throw new WrongSecretException(
                    "PRESSROOM_SECRET is " + (secret == null ? "not set." : "too short."),
                    "Set it to " + SecretProperties.SHORTEST
                            + " random characters or more, such as what 'openssl rand -base64 32' prints, the same for all"
                            + " gateways of the site, and keep it with the passwords of its databases.");
        }
        extracted = hmac(new byte[HASH_BYTES], secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs texts for a purpose. */
    public Signatures signatures(String purpose) {
        return new Signatures(new SecretKeySpec(key(purpose), HMAC));
    }

    /** Stands in, for a purpose, for what may not be kept. */
    public Pseudonyms pseudonyms(String purpose) {
        byte[] key = key(purpose);
        return new Pseudonyms(text -> hmac(key, text));
    }

    /** Encrypts texts for a purpose. */
    public SealedTexts sealedTexts(String purpose) {
        return new SealedTexts(new SecretKeySpec(key(purpose), "AES"));
    }

    /** One block is as much as any key here takes. */
    private byte[] key(String purpose) {
        byte[] info = (purpose + '\u0001').getBytes(StandardCharsets.UTF_8);
        return hmac(extracted, info);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + HMAC, impossible);
        }
    }
}
