package org.pressroom.common.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a request is found again by, and what its answer is encrypted with. All of it comes from the request, which is
 * not stored, and from a secret of the program that is not in the database, since a key or a body may be easy to guess:
 * who has the database alone learns from it neither who asked, nor what, nor the answer.
 *
 * @param id tells the request's route, caller and key
 * @param bodyMac tells its body
 * @param secret encrypts its answer
 */
@SuppressWarnings("ArrayRecordComponent")
record Seal(byte[] id, byte[] bodyMac, byte[] secret) {

    private static final String HMAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param names route, caller and key; none may hold a NUL */
    static Seal of(String programSecret, String names, byte[] body) {
        byte[] pepper = programSecret.getBytes(StandardCharsets.UTF_8);
        byte[] ofNames = hmac(pepper, "secret", names.getBytes(StandardCharsets.UTF_8));
        return new Seal(
                hmac(pepper, "id", names.getBytes(StandardCharsets.UTF_8)),
                hmac(ofNames, "body", body),
                hmac(ofNames, "answer", body));
    }

    byte[] seal(byte[] answer) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, answer, 0);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
        System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
        return sealed;
    }

    byte[] open(byte[] sealed) {
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), sealed, NONCE_BYTES);
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(id);
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException tampered) {
            throw new IllegalStateException("a kept answer cannot be read", tampered);
        }
    }

    private static byte[] hmac(byte[] key, String purpose, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
