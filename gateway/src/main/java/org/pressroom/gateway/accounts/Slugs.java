package org.pressroom.gateway.accounts;

import java.text.Normalizer;
import java.util.Locale;

/** Names as lower-case words joined by {@code -}. */
final class Slugs {

    static final String PATTERN = "[a-z0-9]+(-[a-z0-9]+)*";
    static final int LONGEST = 80;

    private Slugs() {}

    /** The slug of a name; of one without a Latin letter or digit, the fallback. */
    static String of(String name, String fallback) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        if (plain.length() > LONGEST) {
            plain = plain.substring(0, LONGEST);
        }
        plain = plain.replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? fallback : plain;
    }
}
