package org.pressroom.gateway.site;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a text is written, as far as its letters tell.
 *
 * @param dir {@code ltr} or {@code rtl}, by most of its letters; null where it has none
 * @param language as of BCP 47; null where its script is that of several languages, as most are
 */
record Writing(@Nullable String dir, @Nullable String language) {
    /** More of a long text tells no more about it. */
    private static final int MOST_LOOKED_AT = 20_000;

    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi", "ji");

    private static final Set<String> RIGHT_TO_LEFT_SCRIPTS = Set.of("Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa");

    /** Scripts that one living language alone is written in, or nearly so. */
    private static final Map<UnicodeScript, String> LANGUAGES = new EnumMap<>(Map.ofEntries(
            Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.GUJARATI, "gu"),
            Map.entry(UnicodeScript.GURMUKHI, "pa"),
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.HIRAGANA, "ja"),
            Map.entry(UnicodeScript.KANNADA, "kn"),
            Map.entry(UnicodeScript.KHMER, "km"),
            Map.entry(UnicodeScript.LAO, "lo"),
            Map.entry(UnicodeScript.MALAYALAM, "ml"),
            Map.entry(UnicodeScript.SINHALA, "si"),
            Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"),
            Map.entry(UnicodeScript.THAANA, "dv"),
            Map.entry(UnicodeScript.THAI, "th")));

    /** @param texts plain text or HTML, whose tags do not count; null is none */
    static Writing of(@Nullable String... texts) {
        Letters letters = new Letters();
        for (String text : texts) {
            if (text != null) {
                letters.read(text);
            }
        }
        return new Writing(letters.dir(), letters.language());
    }

    /** The direction in which a language is written. */
    static String dir(Locale language) {
        String script = language.getScript();
        boolean rightToLeft = script.isEmpty()
                ? RIGHT_TO_LEFT.contains(language.getLanguage())
                : RIGHT_TO_LEFT_SCRIPTS.contains(script);
        return rightToLeft ? "rtl" : "ltr";
    }

    private static final class Letters {
        private final Map<UnicodeScript, Integer> byScript = new EnumMap<>(UnicodeScript.class);
        private int rightToLeft;
        private int all;

        void read(String text) {
            int end = Math.min(text.length(), MOST_LOOKED_AT);
            boolean inTag = false;
            for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
                int letter = text.codePointAt(i);
                if (letter == '<' || letter == '>') {
                    inTag = letter == '<';
                } else if (!inTag && Character.isLetter(letter)) {
                    count(letter);
                }
            }
        }

        private void count(int letter) {
            byte direction = Character.getDirectionality(letter);
            if (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC) {
                rightToLeft++;
            }
            all++;
            byScript.merge(UnicodeScript.of(letter), 1, Integer::sum);
        }

        @Nullable
        String dir() {
            return all == 0 ? null : rightToLeft * 2 > all ? "rtl" : "ltr";
        }

        @Nullable
        String language() {
            int kana = of(UnicodeScript.HIRAGANA) + of(UnicodeScript.KATAKANA);
            int japanese = kana + of(UnicodeScript.HAN);
            if (kana > 0 && kana * 10 >= japanese && japanese * 2 > all) {
                return "ja";
            }
            return byScript.entrySet().stream()
                    .filter(script -> script.getValue() * 2 > all)
                    .flatMap(script -> Stream.ofNullable(LANGUAGES.get(script.getKey())))
                    .findFirst()
                    .orElse(null);
        }

        private int of(UnicodeScript script) {
            return byScript.getOrDefault(script, 0);
        }
    }
}
