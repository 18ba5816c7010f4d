package org.pressroom.subscription.links;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.Sha256;

/**
 * Makes and checks the tokens of links: the id, then HMAC-SHA256 (256 bits) of purpose and id under a secret, together
 * 64 characters. No token is stored anywhere, so none can be read from the database; each can be made again whenever a
 * mail is written, however late or often that happens.
 */
@PlainJava
public final class LinkTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 16;
    private static final int MAC_BYTES = 32;
    private static final int LENGTH = (ID_BYTES + MAC_BYTES) / 3 * 4;

    private final SecretKeySpec key;

    /**
     * @param secret 32 random bytes that stay in this database
     * @param pepper may be empty; where it is set, a copy of the database alone is not enough to make links
     */
    public LinkTokens(byte[] secret, String pepper) {
        if (secret.length != MAC_BYTES) {
            throw new IllegalArgumentException("the secret has 32 bytes");
        }
        this.key = new SecretKeySpec(
                mac(new SecretKeySpec(secret, ALGORITHM), pepper.getBytes(StandardCharsets.UTF_8)), ALGORITHM);
    }

    /** Pseudonyms under a key of their own, which comes from the same secret. */
    Pseudonyms pseudonyms() {
        return new Pseudonyms(mac(key, "pseudonyms".getBytes(StandardCharsets.US_ASCII)));
    }

    /** The token of this id for this purpose: always the same. */
    public String issue(LinkPurpose purpose, UUID id) {
        byte[] idBytes = bytes(id);
        ByteBuffer token = ByteBuffer.allocate(ID_BYTES + MAC_BYTES);
        token.put(idBytes).put(seal(purpose, idBytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /**
     * SHA-256 of the token of this id for this purpose, in hexadecimal digits: who is told it knows the token when it is
     * shown, and cannot make it.
     */
    public String hash(LinkPurpose purpose, UUID id) {
        return HexFormat.of().formatHex(Sha256.of(issue(purpose, id)));
    }

    /** The id that a token was issued for, or nothing where it was not issued here for this purpose. */
    public Optional<UUID> check(LinkPurpose purpose, String token) {
        if (token.length() != LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] idBytes = new byte[ID_BYTES];
        byte[] seal = new byte[MAC_BYTES];
        buffer.get(idBytes).get(seal);
        if (!MessageDigest.isEqual(seal, seal(purpose, idBytes))) {
            return Optional.empty();
        }
        ByteBuffer id = ByteBuffer.wrap(idBytes);
        return Optional.of(new UUID(id.getLong(), id.getLong()));
    }

    private byte[] seal(LinkPurpose purpose, byte[] idBytes) {
        byte[] name = purpose.name().getBytes(StandardCharsets.US_ASCII);
        return mac(
                key,
                ByteBuffer.allocate(name.length + 1 + ID_BYTES)
                        .put(name)
                        .put((byte) 0)
                        .put(idBytes)
                        .array());
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM knows " + ALGORITHM, impossible);
        }
    }
}
