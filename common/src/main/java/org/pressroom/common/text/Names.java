package org.pressroom.common.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Locale;

/** What names are told by, in every script and whatever keyboard they were typed on. */
public final class Names {

    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int VIRAMA = 9;
    private static final int EMOJI_FORM = 0xFE0F;

    private Names() {}

    /** The text composed (NFC): letters with their accents are one character where there is one. Nothing else changes. */
    public static String composed(String text) {
        return NormalForms.nfc(text);
    }

    /**
     * The text in compatibility form (NFKC): letters in other dress, such as wide ones and ligatures, as the usual ones.
     * One character may become 18.
     */
    public static String plain(String text) {
        return NormalForms.nfkc(text);
    }

    /**
     * The same for all spellings of one name and another for every other name: composed, without regard to case (letter by
     * letter, so that {@code ß} is not {@code ss}, and by no language's habits), any run of spaces as one, without invisible
     * characters but for those that make another picture of an emoji or another word. Accents count.
     */
    public static String key(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        int[] points = NormalForms.nfd(name).codePoints().toArray();
        Joining joining = new Joining(points);
        boolean inFlag = false;
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            inFlag = point == BLACK_FLAG || (inFlag && isTag(point));
            if (UCharacter.isUWhiteSpace(point)) {
                if (!kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                    kept.append(' ');
                }
            } else if (!Shown.isInvisible(point) || inFlag || joinsEmoji(points, i) || joining.counts(i, kept)) {
                kept.appendCodePoint(UCharacter.foldCase(point, true));
            }
            joining.pass(point);
        }
        return NormalForms.nfc(kept).strip();
    }

    /**
     * Which joiners are more than a keyboard's habit: those that IDNA 2008 lets stand in names (RFC 5892, appendix A), since
     * in Persian and in the scripts of India they tell words apart.
     */
    private static final class Joining {

        private final int[] points;
        private final boolean[] joinsBackwards;
        private boolean joinsOn;

        Joining(int[] points) {
            this.points = points;
            joinsBackwards = new boolean[points.length + 1];
            for (int i = points.length - 1; i >= 0; i--) {
                int type = UCharacter.getIntPropertyValue(points[i], UProperty.JOINING_TYPE);
                joinsBackwards[i] = isPassedOver(points[i], type)
                        ? joinsBackwards[i + 1]
                        : type == UCharacter.JoiningType.RIGHT_JOINING || type == UCharacter.JoiningType.DUAL_JOINING;
            }
        }

        /** Whether what stands there tells one word from another, behind what is kept so far. */
        boolean counts(int place, StringBuilder kept) {
            if (kept.isEmpty() || (points[place] != ZERO_WIDTH_JOINER && points[place] != ZERO_WIDTH_NON_JOINER)) {
                return false;
            }
            int before = kept.codePointBefore(kept.length());
            return UCharacter.getCombiningClass(before) == VIRAMA
                    || (points[place] == ZERO_WIDTH_NON_JOINER
                            && before != ZERO_WIDTH_NON_JOINER
                            && joinsOn
                            && joinsBackwards[place + 1]);
        }

        void pass(int point) {
            int type = UCharacter.getIntPropertyValue(point, UProperty.JOINING_TYPE);
            if (!isPassedOver(point, type)) {
                joinsOn = type == UCharacter.JoiningType.LEFT_JOINING || type == UCharacter.JoiningType.DUAL_JOINING;
            }
        }

        private static boolean isPassedOver(int point, int type) {
            return type == UCharacter.JoiningType.TRANSPARENT || Shown.isInvisible(point);
        }
    }

    /** What says behind a black flag whose flag it is, as England's and Scotland's (UTS 51, section 2.6.3). */
    private static boolean isTag(int point) {
        return point >= FIRST_TAG && point <= LAST_TAG;
    }

    /** Whether it makes one emoji of two, as a woman and a rocket are an astronaut. */
    private static boolean joinsEmoji(int[] points, int place) {
        if (points[place] != ZERO_WIDTH_JOINER || place == 0 || place + 1 == points.length) {
            return false;
        }
        int before = points[place - 1] == EMOJI_FORM && place > 1 ? points[place - 2] : points[place - 1];
        return (isPicture(before) || UCharacter.hasBinaryProperty(before, UProperty.EMOJI_MODIFIER))
                && isPicture(points[place + 1]);
    }

    private static boolean isPicture(int point) {
        return UCharacter.hasBinaryProperty(point, UProperty.EXTENDED_PICTOGRAPHIC);
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
            mapped.append(mapsWidth ? NormalForms.nfkc(character) : character);
        });
        return NormalForms.nfc(UCharacter.toLowerCase(Locale.ROOT, mapped.toString()));
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
        return NormalForms.nfc(mapped);
    }
}
