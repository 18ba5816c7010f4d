package org.pressroom.testkit;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Texts that cost much where a rule is careless: those that grow when they are normalised, marks that must be put in
 * order, what turns the text around, and long runs that expressions go back and forth in. Whoever takes text from
 * outside asks each of its rules about all of them, and is done in time.
 */
public final class CostlyText {

    private static Stream<String> pieces() {
        return Stream.of(
                // 18 letters each, and four words
                "\uFDFA",
                // marks in the wrong order, over each other, and such as only become marks
                "\u0315\u0327",
                "\u0345",
                "\u0F73",
                "\u0345\uFF9E",
                "\u1161",
                // what turns around, and what nobody sees
                "\u202Ea",
                "\u202D\u202E",
                "\u00AD",
                // runs of one
                "a",
                " ",
                "1",
                "-",
                "-a",
                "a.",
                "a@",
                "+",
                "#",
                "'",
                // letters in other dress and of every script
                "\uD835\uDD38",
                "\uD83C\uDD70",
                "\uFF21",
                "\u00E4",
                "\u7BA1\u7406",
                "\uD55C",
                "\uD83C\uDFF4\uDB40\uDC67",
                "\u2764\uFE0F\u200D",
                // what names of office are made of
                "admin",
                "editorof");
    }

    private CostlyText() {}

    /** Each of them with so many characters (code points). */
    public static Stream<String> of(int length) {
        return pieces().map(piece -> repeated(piece, length));
    }

    /** The same behind a letter, or what else an address begins with. */
    public static Stream<String> of(String beginning, int length) {
        return of(length).map(text -> beginning + text);
    }

    private static String repeated(String piece, int length) {
        int[] points = piece.codePoints().toArray();
        return IntStream.range(0, length)
                .mapToObj(place -> Character.toString(points[place % points.length]))
                .collect(Collectors.joining());
    }
}
