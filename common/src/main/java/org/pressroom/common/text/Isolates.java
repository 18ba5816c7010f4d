package org.pressroom.common.text;

/**
 * Names and titles within a sentence of another direction. An isolate (Unicode's FSI to PDI, as in UAX #9) reads as its
 * own first letter tells and counts as one neutral character outside, so that neither turns the other around. For texts
 * that become no element of their own, which could say the same by {@code <bdi>}.
 */
public final class Isolates {
    private static final char LEFT_TO_RIGHT = '\u2066';
    private static final char BEGIN = '\u2068';
    private static final char END = '\u2069';

    private Isolates() {}

    /** The text as it is within a sentence. What it begins itself ends within it, and it ends nothing else. */
    public static String isolated(String text) {
        StringBuilder isolated = new StringBuilder(text.length() + 2).append(BEGIN);
        int open = 0;
        for (int place = 0; place < text.length(); place++) {
            char each = text.charAt(place);
            if (each == END && open == 0) {
                continue;
            }
            open += each == END ? -1 : isBeginning(each) ? 1 : 0;
            isolated.append(each);
        }
        return isolated.append(String.valueOf(END).repeat(open + 1)).toString();
    }

    /** The text without any isolate, for machines. */
    public static String removed(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(each -> each != END && !isBeginning((char) each)).forEach(each -> kept.append((char) each));
        return kept.toString();
    }

    private static boolean isBeginning(char each) {
        return each >= LEFT_TO_RIGHT && each <= BEGIN;
    }
}
