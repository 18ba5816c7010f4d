package org.pressroom.common.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.util.Locale;

/** What names are told by, in every script and whatever keyboard they were typed on. */
public final class Names {

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    private Names() {}

    /** The text composed (NFC): letters with their accents are one character where there is one. Nothing else changes. */
    public static String composed(String text) {
        return NFC.normalize(text);
    }

    /**
     * The same for all spellings of one name and another for every other name: composed, by Unicode's full case folding
     * (which no language's habits change), any run of spaces as one, without invisible characters. Accents count.
     */
    public static String key(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        NFD.normalize(name).codePoints().forEach(point -> {
            if (UCharacter.isUWhiteSpace(point)) {
                if (!kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                    kept.append(' ');
                }
            } else if (!Shown.isInvisible(point)) {
                kept.appendCodePoint(point);
            }
        });
        return NFC.normalize(UCharacter.foldCase(kept.toString(), true)).strip();
    }

    /**
     * What a username is kept as and looked for by, after RFC 8265's UsernameCaseMapped: wide and narrow forms as the
     * usual ones, in lower case, composed.
     */
    public static String username(String typed) {
        StringBuilder mapped = new StringBuilder(typed.length());
        typed.codePoints().forEach(point -> {
            int width = UCharacter.getIntPropertyValue(point, UProperty.EAST_ASIAN_WIDTH);
            boolean mapsWidth =
                    width == UCharacter.EastAsianWidth.FULLWIDTH || width == UCharacter.EastAsianWidth.HALFWIDTH;
            String character = Character.toString(point);
            mapped.append(mapsWidth ? NFKC.normalize(character) : character);
        });
        return NFC.normalize(UCharacter.toLowerCase(Locale.ROOT, mapped.toString()));
    }

    /**
     * What is hashed of a password, after RFC 8265's OpaqueString: composed, with every space as the usual one. Two
     * keyboards that send the same letters in different forms type the same password.
     */
    public static String password(String typed) {
        StringBuilder mapped = new StringBuilder(typed.length());
        typed.codePoints()
                .map(point -> UCharacter.getType(point) == UCharacter.SPACE_SEPARATOR ? ' ' : point)
                .forEach(mapped::appendCodePoint);
        return NFC.normalize(mapped);
    }
}
