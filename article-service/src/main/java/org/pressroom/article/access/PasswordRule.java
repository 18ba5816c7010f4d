package org.pressroom.article.access;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.pressroom.common.PlainJava;

/** Which passwords an article may have: 4 letters at least, and 72 bytes of UTF-8 at most, which is what bcrypt takes. */
@PlainJava
public final class PasswordRule {

    private static final int MOST_BYTES = 72;
    private static final int FEWEST_LETTERS = 4;

    private PasswordRule() {}

    /** Whether an article may have it. */
    public static boolean isPossible(String password) {
        String normal = normal(password);
        return normal.codePointCount(0, normal.length()) >= FEWEST_LETTERS && fits(normal);
    }

    /** Keyboards type the same letter in several ways. */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    static boolean fits(String normal) {
        return normal.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }
}
