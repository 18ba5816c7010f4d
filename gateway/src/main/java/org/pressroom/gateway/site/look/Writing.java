package org.pressroom.gateway.site.look;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.util.ULocale;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a text is written, as far as its letters tell, or whoever wrote it.
 *
 * @param dir {@code ltr} or {@code rtl}, by most of its letters; null where it has none
 * @param script of most of its letters, as of ISO 15924; null where there is none
 * @param language as of BCP 47; null where that script is used for several languages, as most are
 */
public record Writing(
        @Nullable String dir,
        @Nullable String script,
        @Nullable String language) {
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

    /** Letters that all scripts share, such as those of mathematics, tell nothing. */
    private static final Set<UnicodeScript> OF_NO_SCRIPT =
            Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.UNKNOWN);

    /** The scripts that the script of a language is made of. */
    private static final Map<String, Set<String>> PARTS = Map.of(
            "Jpan", Set.of("Hira", "Kana", "Hani"),
            "Kore", Set.of("Hang", "Hani"),
            "Hans", Set.of("Hani"),
            "Hant", Set.of("Hani"));

    /** @param texts plain text or HTML, whose tags do not count; null is none */
    public static Writing of(@Nullable String... texts) {
        Letters letters = new Letters();
        for (String text : texts) {
            if (text != null) {
                letters.read(text);
            }
        }
        return letters.writing();
    }

    /**
     * The same in the language that it is said to be in, where that is written with such letters: what somebody forgot to
     * say is told by them still.
     *
     * @param said as of BCP 47; null for nothing
     */
    public Writing in(@Nullable String said) {
        if (said == null) {
            return this;
        }
        Locale spoken = Locale.forLanguageTag(said);
        String written = script(spoken);
        return script == null || isOf(written) ? new Writing(dir == null ? dir(spoken) : dir, written, said) : this;
    }

    /**
     * What is to be said of its language on a page, as of BCP 47: the language, that of the publication where nothing else
     * is known and its letters are those, or that it is an unknown one in this script. Null where it is the page's.
     */
    public @Nullable String languageOn(SiteInfo site) {
        String meant = language == null ? meant(site) : language;
        return site.language().equals(meant) ? null : meant;
    }

    private @Nullable String meant(SiteInfo site) {
        if (script == null) {
            return null;
        }
        if (isOf(site.ownScript())) {
            return site.own();
        }
        // Han without kana is hardly anything but Chinese, where it is not the publication's own.
        return script.equals("Hani") ? "zh" : "und-" + script;
    }

    /** Whether its letters are those of a script, or a part of them. */
    private boolean isOf(String other) {
        return other.equals(script) || PARTS.getOrDefault(other, Set.of()).contains(script);
    }

    /** The script that a language is written in, as of ISO 15924. */
    public static String script(Locale language) {
        return ULocale.addLikelySubtags(ULocale.forLocale(language)).getScript();
    }

    /** The direction in which a language is written. */
    public static String dir(Locale language) {
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

        Writing writing() {
            if (all == 0) {
                return new Writing(null, null, null);
            }
            String dir = rightToLeft * 2 > all ? "rtl" : "ltr";
            if (isJapanese()) {
                return new Writing(dir, "Jpan", "ja");
            }
            return byScript.entrySet().stream()
                    .filter(script -> script.getValue() * 2 > all)
                    .map(Map.Entry::getKey)
                    .filter(script -> !OF_NO_SCRIPT.contains(script))
                    .findFirst()
                    .map(script -> new Writing(dir, code(script), LANGUAGES.get(script)))
                    .orElse(new Writing(dir, null, null));
        }

        private boolean isJapanese() {
            int kana = of(UnicodeScript.HIRAGANA) + of(UnicodeScript.KATAKANA);
            int japanese = kana + of(UnicodeScript.HAN);
            return kana > 0 && kana * 10 >= japanese && japanese * 2 > all;
        }

        private static String code(UnicodeScript script) {
            return UScript.getShortName(UScript.getCodeFromName(script.name()));
        }

        private int of(UnicodeScript script) {
            return byScript.getOrDefault(script, 0);
        }
    }
}
