package org.pressroom.common.text;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/**
 * Languages as BCP 47 (RFC 5646) writes them: a language, and where it matters a script, a region and variants, such as
 * {@code de}, {@code pt-BR} or {@code zh-Hant}. Extensions and private use tell of no language.
 */
public final class LanguageTags {

    /** What RFC 5646 holds room for (section 4.4.1). */
    public static final int MAX_LENGTH = 35;

    /** Codes of ISO 639; longer ones were provided for, and never came. */
    private static final int LONGEST_LANGUAGE = 3;

    private static final String UNDETERMINED = "und";

    private LanguageTags() {}

    /** The one way to write the tag; empty where it is none. */
    public static Optional<String> canonical(String tag) {
        if (tag.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            return locale.getLanguage().isEmpty()
                            || locale.getLanguage().length() > LONGEST_LANGUAGE
                            || locale.hasExtensions()
                    ? Optional.empty()
                    : Optional.of(locale.toLanguageTag()).filter(written -> !written.startsWith(UNDETERMINED));
        } catch (IllformedLocaleException none) {
            return Optional.empty();
        }
    }

    /** What a language calls itself, as a heading has it: {@code Deutsch}, {@code português (Brasil)} gives {@code Português (Brasil)}. */
    public static String ownName(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        String name = locale.getDisplayName(locale);
        int first = name.codePointAt(0);
        return Character.toString(first).toUpperCase(locale) + name.substring(Character.charCount(first));
    }
}
