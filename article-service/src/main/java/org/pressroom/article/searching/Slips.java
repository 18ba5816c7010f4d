package org.pressroom.article.searching;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.pressroom.article.searching.SearchRepository.Candidate;
import org.pressroom.common.PlainJava;

/**
 * Slips of the pen: a letter too many, one that is missing, another one, or two that changed places. One in a word of four
 * letters or more, two in longer ones.
 */
@PlainJava
final class Slips {

    static final int MOST = 2;

    static final int SHORTEST_WORD = 4;
    private static final int SHORTEST_WITH_TWO = 7;

    /** As long as the rows of a script in Unicode. */
    private static final int ROW = 0x80;

    private Slips() {}

    /** All that are one slip away from a word, with letters of its own script. */
    static Set<String> oneFrom(String word) {
        int[] letters = word.codePoints().toArray();
        int[] alphabet = alphabet(letters[0]);
        Set<String> all = new LinkedHashSet<>();
        for (int i = 0; i <= letters.length; i++) {
            String before = new String(letters, 0, i);
            String rest = new String(letters, i, letters.length - i);
            String after = i < letters.length ? new String(letters, i + 1, letters.length - i - 1) : "";
            for (int letter : alphabet) {
                all.add(before + Character.toString(letter) + rest);
                if (i < letters.length) {
                    all.add(before + Character.toString(letter) + after);
                }
            }
            if (i < letters.length) {
                all.add(before + after);
            }
            if (i + 1 < letters.length) {
                all.add(before
                        + Character.toString(letters[i + 1])
                        + Character.toString(letters[i])
                        + new String(letters, i + 2, letters.length - i - 2));
            }
        }
        all.remove(word);
        return all;
    }

    private static int[] alphabet(int letter) {
        int row = letter / ROW * ROW;
        return IntStream.range(row, row + ROW)
                .filter(point -> Character.isLetter(point)
                        || Character.getType(point) == Character.COMBINING_SPACING_MARK
                        || Character.getType(point) == Character.NON_SPACING_MARK)
                .filter(point -> Character.toLowerCase(point) == point)
                .toArray();
    }

    /** What was most probably meant by a word; empty where nothing is near enough. */
    static Optional<String> meant(String word, Collection<Candidate> candidates) {
        int most = word.codePointCount(0, word.length()) >= SHORTEST_WITH_TWO ? MOST : 1;
        return candidates.stream()
                .filter(candidate -> distance(word, candidate.written()) <= most)
                .min(Comparator.<Candidate>comparingInt(candidate -> distance(word, candidate.written()))
                        .thenComparing(Candidate::naming, Comparator.reverseOrder())
                        .thenComparing(Candidate::written))
                .map(Candidate::written);
    }

    /** Optimal string alignment distance. */
    static int distance(String one, String other) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        int[] beforeLast = new int[b.length + 1];
        int[] last = IntStream.rangeClosed(0, b.length).toArray();
        for (int i = 1; i <= a.length; i++) {
            int[] row = new int[b.length + 1];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length];
    }
}
