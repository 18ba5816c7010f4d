package org.pressroom.common.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.SpoofChecker;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a text looks like at a glance: texts that may be taken for each other look alike. It is UTS 39's skeleton of the
 * text without case, accents, spaces and punctuation, with the digits and signs that stand for letters as those letters.
 * A sign may as well be no more than a sign, and a letter look like another one in one of its cases alone, so that a text
 * may have several looks.
 */
public final class LookAlike {

    private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();

    /** Letters in other dress that no normal form undresses. */
    private static final Pattern DRESSED = Pattern.compile("(?:LATIN LETTER SMALL CAPITAL"
            + "|(?:CROSSED )?NEGATIVE (?:SQUARED|CIRCLED) LATIN CAPITAL LETTER"
            + "|REGIONAL INDICATOR SYMBOL LETTER) ([A-Z])");

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern SYMBOLS = Pattern.compile("[\\p{S}@!]");
    private static final Pattern TWICE_V = Pattern.compile("vv|VV|Vv");
    private static final String SIGNS = "34578@$!€+¡£₿°";
    private static final String MEANT = "eastbasietilbo";
    private static final int OVERRIDE_LEFT = 0x202D;
    private static final int OVERRIDE_RIGHT = 0x202E;

    private LookAlike() {}

    /** The looks of a text: those of its small and of its capital letters, and both again where it turns around. */
    public static List<String> of(String text) {
        return words(text).stream().map(words -> String.join("", words)).toList();
    }

    /** The looks of a text's words, in their order, for each look of the text. */
    public static List<List<String>> words(String text) {
        boolean turns = text.codePoints().anyMatch(point -> point == OVERRIDE_LEFT || point == OVERRIDE_RIGHT);
        return Stream.of(text, turns ? new StringBuilder(text).reverse().toString() : text)
                .distinct()
                .flatMap(LookAlike::readings)
                .distinct()
                .flatMap(letters -> Stream.of(words(letters, false), words(letters, true)))
                .toList();
    }

    /** With signs as letters, and without signs; each with its letters as they are, and as what they look like so. */
    private static Stream<String> readings(String text) {
        return Stream.of(withLetters(text, true), withLetters(text, false))
                .distinct()
                .flatMap(letters -> Stream.of(letters, typed(letters)))
                .flatMap(letters -> Stream.of(letters, TWICE_V.matcher(letters).replaceAll("w")));
    }

    private static String typed(String letters) {
        return letters.chars().allMatch(letter -> letter < 0x80) ? letters : CONFUSABLES.getSkeleton(letters);
    }

    private static List<String> words(String letters, boolean capitals) {
        return SEPARATORS
                .splitAsStream(letters)
                .filter(word -> !word.isEmpty())
                .map(word -> look(word, capitals))
                .toList();
    }

    private static String look(String word, boolean capitals) {
        String folded = UCharacter.foldCase(word, true);
        String skeleton = CONFUSABLES.getSkeleton(capitals ? UCharacter.toUpperCase(Locale.ROOT, folded) : folded);
        return unaccented(UCharacter.foldCase(skeleton, true)).replace('l', 'i');
    }

    /**
     * Without what is invisible and what lies over letters; letters in the place of what stands for them.
     *
     * @param signs whether signs may stand for letters
     */
    private static String withLetters(String text, boolean signs) {
        StringBuilder letters = new StringBuilder(text.length());
        NormalForms.nfkc(signs ? text : SYMBOLS.matcher(text).replaceAll(" "))
                .codePoints()
                .filter(point -> !Shown.isInvisible(point))
                .forEach(point -> letters.append(signs || Character.isDigit(point) ? letter(point) : plain(point)));
        return unaccented(letters.toString());
    }

    private static String letter(int point) {
        int sign = SIGNS.indexOf(point);
        if (sign >= 0) {
            return MEANT.substring(sign, sign + 1);
        } else if (Character.isLetterOrDigit(point) || Character.isWhitespace(point)) {
            return plain(point);
        }
        String looksLike = CONFUSABLES.getSkeleton(plain(point));
        return looksLike.codePoints().allMatch(Character::isLetter) ? looksLike : plain(point);
    }

    private static String plain(int point) {
        return Character.toString(undressed(point));
    }

    private static int undressed(int point) {
        String name = point < 0x80 ? null : UCharacter.getName(point);
        Matcher dressed = DRESSED.matcher(name == null ? "" : name);
        return dressed.matches() ? Character.toLowerCase(dressed.group(1).charAt(0)) : point;
    }

    /** Marks that are optional for the eye; those that are letters of their script stay. */
    private static String unaccented(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        NormalForms.nfd(text).codePoints().filter(point -> !isAccent(point)).forEach(plain::appendCodePoint);
        return NormalForms.nfkc(plain);
    }

    private static boolean isAccent(int point) {
        return (point >= 0x0300 && point <= 0x036F)
                || (point >= 0x0483 && point <= 0x0489)
                || (point >= 0x064B && point <= 0x065F)
                || point == 0x0670
                || point == 0x0640
                || (point >= 0x1AB0 && point <= 0x1AFF)
                || (point >= 0x1DC0 && point <= 0x1DFF)
                || (point >= 0x20D0 && point <= 0x20FF)
                || (point >= 0xFE20 && point <= 0xFE2F);
    }
}
