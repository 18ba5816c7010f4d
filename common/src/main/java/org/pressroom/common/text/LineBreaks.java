package org.pressroom.common.text;

/** The ends of lines. */
public final class LineBreaks {

    private LineBreaks() {}

    /** The text with each end of a line as one character, whatever system it was typed on. */
    public static String plain(String text) {
        char[] characters = text.toCharArray();
        int length = 0;
        char before = 0;
        for (char character : characters) {
            if (character != '\n' || before != '\r') {
                characters[length++] = isForeign(character) ? '\n' : character;
            }
            before = character;
        }
        return new String(characters, 0, length);
    }

    /** Of other systems, and of office programs, which put a vertical tab or a line separator for a line in a paragraph. */
    private static boolean isForeign(char character) {
        return switch (character) {
            case '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }
}
