package org.pressroom.article.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The passwords of articles. They are kept as bcrypt hashes, and typed once: whoever typed one shows a proof of that from
 * then on, which is good until the article gets another password.
 */
@Component
public class ArticlePasswords {

    private static final String ALGORITHM = "HmacSHA256";

    private final RenderingThreads threads;
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();

    ArticlePasswords(RenderingThreads threads) {
        this.threads = threads;
    }

    /**
     * What is kept of a new password; empty where there is none, or one that no article may have. Made before any lock is
     * held, for it takes a while; busy where too many wait.
     */
    public Mono<Optional<String>> hash(@Nullable String password) {
        return password == null || !PasswordRule.isPossible(password)
                ? Mono.just(Optional.empty())
                : threads.render(() -> Optional.ofNullable(encoder.encode(PasswordRule.normal(password))));
    }

    /** Whether the password is the one that was hashed; busy where too many wait. */
    public Mono<Boolean> matches(String password, String hash) {
        String normal = PasswordRule.normal(password);
        return PasswordRule.fits(normal) ? threads.render(() -> encoder.matches(normal, hash)) : Mono.just(false);
    }

    /** What whoever typed the right password shows from then on: 43 characters of base64url. */
    public static String proof(UUID articleId, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(hash.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] proof = mac.doFinal(("access:" + articleId).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether that is the proof for the password that was hashed. */
    public static boolean opens(@Nullable String shown, UUID articleId, String hash) {
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8),
                        proof(articleId, hash).getBytes(StandardCharsets.UTF_8));
    }
}
