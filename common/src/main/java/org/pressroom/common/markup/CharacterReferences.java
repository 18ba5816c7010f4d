package org.pressroom.common.markup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mends what numeric references such as <code>&amp;#146;</code> were turned into by a parser that takes them at their word, as
 * <a href="https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state">HTML</a> says:
 * 128 to 159 mean what Windows-1252 has there, and what is no character becomes U+FFFD. Texts may hold no such
 * characters themselves, so those that are found came by reference.
 */
public final class CharacterReferences {

    /** From 0x80 on; HTML leaves five as they are, which show nothing. */
    private static final String WINDOWS_1252 =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static final char NO_CHARACTER = '\uFFFD';

    private static final Pattern NUMERIC = Pattern.compile("&#(?:[xX][0-9a-fA-F]++|[0-9]++);?");

    private CharacterReferences() {}

    /** The text with each such character replaced by what it means; the same object where it has none. */
    public static String mend(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (mended(text, i) != text.charAt(i)) {
                StringBuilder whole = new StringBuilder(text.length()).append(text, 0, i);
                for (; i < text.length(); i++) {
                    whole.append(mended(text, i));
                }
                return whole.toString();
            }
        }
        return text;
    }

    /** HTML in which numeric references that mean another character than their number, or none, are that character. */
    public static String mendHtml(String html) {
        return NUMERIC.matcher(mend(html)).replaceAll(reference -> {
            int point = number(reference.group());
            if (point == 0 || !Character.isValidCodePoint(point)) {
                return String.valueOf(NO_CHARACTER);
            }
            String character = Character.toString(point);
            String mended = mend(character);
            return mended.equals(character) ? Matcher.quoteReplacement(reference.group()) : mended;
        });
    }

    /** Any that no character has where it is too large. */
    private static int number(String reference) {
        boolean hexadecimal = Character.toLowerCase(reference.charAt(2)) == 'x';
        int end = reference.endsWith(";") ? reference.length() - 1 : reference.length();
        try {
            return Integer.parseInt(reference, hexadecimal ? 3 : 2, end, hexadecimal ? 16 : 10);
        } catch (NumberFormatException tooLarge) {
            return Integer.MAX_VALUE;
        }
    }

    private static char mended(String text, int i) {
        char character = text.charAt(i);
        if (character < ' ') {
            return character == '\n' || character == '\t' || character == '\r' ? character : NO_CHARACTER;
        } else if (character >= 0x80 && character <= 0x9F) {
            return WINDOWS_1252.charAt(character - 0x80);
        } else if (Character.isHighSurrogate(character)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1)) ? character : NO_CHARACTER;
        } else if (Character.isLowSurrogate(character)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1)) ? character : NO_CHARACTER;
        }
        return character == '\uFFFE' || character == '\uFFFF' || character == 0x7F ? NO_CHARACTER : character;
    }
}
