package org.pressroom.common.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** Whether a text shows anything at all. */
public final class Shown {

    private Shown() {}

    /** Whether nothing is to be seen where the text is shown: it is empty, or all of it is space or invisible. */
    public static boolean isBlank(CharSequence text) {
        return text.codePoints().allMatch(Shown::showsNothing);
    }

    /**
     * Whether a character alone leaves no mark that anybody could know; what only joins others, as accents do, leaves none of
     * its own, and what is for private use is what each machine makes of it.
     */
    static boolean showsNothing(int point) {
        return switch (UCharacter.getType(point)) {
            case UCharacter.CONTROL,
                    UCharacter.FORMAT,
                    UCharacter.SURROGATE,
                    UCharacter.PRIVATE_USE,
                    UCharacter.NON_SPACING_MARK,
                    UCharacter.ENCLOSING_MARK,
                    UCharacter.SPACE_SEPARATOR,
                    UCharacter.LINE_SEPARATOR,
                    UCharacter.PARAGRAPH_SEPARATOR -> true;
            default ->
                isInvisible(point)
                        || isEmptyCell(point)
                        || UCharacter.hasBinaryProperty(point, UProperty.NONCHARACTER_CODE_POINT);
        };
    }

    /** Whether a character is there for machines alone, as joiners, variation selectors and fillers are. */
    public static boolean isInvisible(int point) {
        return UCharacter.hasBinaryProperty(point, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || UCharacter.getType(point) == UCharacter.FORMAT;
    }

    /** Without the spaces, and what else leaves no mark, at both ends, where pasting brings them along. In one pass. */
    public static String strip(String text) {
        int[] points = text.codePoints().toArray();
        int start = 0;
        int end = points.length;
        while (start < end && leavesNoMark(points[start])) {
            start++;
        }
        while (start < end && leavesNoMark(points[end - 1])) {
            end--;
        }
        return new String(points, start, end - start);
    }

    private static boolean leavesNoMark(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || isInvisible(point);
    }

    /** Letters and signs whose picture is empty: a Braille cell without dots, a note without a head, blank hieroglyphs. */
    private static boolean isEmptyCell(int point) {
        return point == 0x2800 || point == 0x1D159 || point == 0x13441 || point == 0x13442;
    }
}
