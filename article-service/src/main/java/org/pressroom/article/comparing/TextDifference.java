package org.pressroom.article.comparing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.difflib.algorithm.DiffAlgorithmI;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a text became another, row by row, as both stand side by side; within a row, by words. Takes up to a second of
 * computing for the longest texts, so it belongs on a thread that may be busy.
 */
public final class TextDifference {

    /** Lines of what stayed the same that are shown around what did not. */
    private static final int CONTEXT = 3;

    /** Of lines, and of words: what they are compared by takes as long as there are pairs, where they differ much. */
    private static final long MOST_PAIRS = 30_000_000;

    private long pairsLeft = MOST_PAIRS;

    private TextDifference() {}

    /** What a row says. */
    public enum Kind {
        /** The same on both sides. */
        @JsonProperty("same")
        SAME,
        /** Another line on each side. */
        @JsonProperty("changed")
        CHANGED,
        /** On the left alone. */
        @JsonProperty("removed")
        REMOVED,
        /** On the right alone. */
        @JsonProperty("added")
        ADDED,
        /** Some that are the same and are not shown. */
        @JsonProperty("skipped")
        SKIPPED
    }

    /**
     * A row.
     *
     * @param before,after null where there is nothing on that side
     * @param skipped how many lines are not shown here; null but for those
     */
    public record Row(
            Kind kind,
            @Nullable Side before,
            @Nullable Side after,
            @Nullable Integer skipped) {}

    /**
     * A line.
     *
     * @param line its number, from 1
     * @param parts together the line's text
     */
    public record Side(int line, List<Part> parts) {}

    /**
     * A part of a line.
     *
     * @param changed whether it is not on the other side
     */
    public record Part(String text, boolean changed) {}

    /**
     * The rows; none where the texts are the same. Where much differs in long texts, all between the first and the last
     * difference is taken to have changed.
     */
    public static List<Row> of(String before, String after) {
        return before.equals(after) ? List.of() : new TextDifference().rows(before, after);
    }

    private List<Row> rows(String before, String after) {
        List<String> left = lines(before);
        List<String> right = lines(after);
        List<Row> rows = new ArrayList<>();
        int doneLeft = 0;
        int doneRight = 0;
        List<Change> changes = changes(left, right);
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            same(rows, left, doneLeft, doneRight, change.left() - doneLeft, i == 0 ? 0 : CONTEXT, CONTEXT);
            different(rows, left, right, change);
            doneLeft = change.left() + change.leftCount();
            doneRight = change.right() + change.rightCount();
        }
        same(rows, left, doneLeft, doneRight, left.size() - doneLeft, CONTEXT, 0);
        return rows;
    }

    /** So many of one in the place of so many of the other. */
    private record Change(int left, int leftCount, int right, int rightCount) {}

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    /** What is the same, of which only the beginning and the end are shown. */
    private static void same(List<Row> rows, List<String> lines, int left, int right, int count, int first, int last) {
        int skipped = count - first - last;
        // A line that says that one is left out takes no less room.
        boolean skips = skipped > 1;
        for (int i = 0; i < count; i++) {
            if (skips && i == first) {
                rows.add(new Row(Kind.SKIPPED, null, null, skipped));
                i += skipped;
                if (i >= count) {
                    break;
                }
            }
            List<Part> parts = List.of(new Part(lines.get(left + i), false));
            rows.add(new Row(Kind.SAME, new Side(left + i + 1, parts), new Side(right + i + 1, parts), null));
        }
    }

    private void different(List<Row> rows, List<String> left, List<String> right, Change change) {
        int pairs = Math.min(change.leftCount(), change.rightCount());
        for (int i = 0; i < Math.max(change.leftCount(), change.rightCount()); i++) {
            int l = change.left() + i;
            int r = change.right() + i;
            if (i < pairs) {
                rows.add(changed(l + 1, left.get(l), r + 1, right.get(r)));
            } else if (i < change.leftCount()) {
                rows.add(new Row(Kind.REMOVED, whole(l + 1, left.get(l)), null, null));
            } else {
                rows.add(new Row(Kind.ADDED, null, whole(r + 1, right.get(r)), null));
            }
        }
    }

    private static Side whole(int line, String text) {
        return new Side(line, List.of(new Part(text, true)));
    }

    private Row changed(int leftLine, String left, int rightLine, String right) {
        List<String> leftWords = words(left);
        List<String> rightWords = words(right);
        List<Part> before = new ArrayList<>();
        List<Part> after = new ArrayList<>();
        int doneLeft = 0;
        int doneRight = 0;
        for (Change change : changes(leftWords, rightWords)) {
            add(before, leftWords, doneLeft, change.left(), false);
            add(before, leftWords, change.left(), change.left() + change.leftCount(), true);
            add(after, rightWords, doneRight, change.right(), false);
            add(after, rightWords, change.right(), change.right() + change.rightCount(), true);
            doneLeft = change.left() + change.leftCount();
            doneRight = change.right() + change.rightCount();
        }
        add(before, leftWords, doneLeft, leftWords.size(), false);
        add(after, rightWords, doneRight, rightWords.size(), false);
        return new Row(Kind.CHANGED, new Side(leftLine, before), new Side(rightLine, after), null);
    }

    private static void add(List<Part> parts, List<String> words, int from, int to, boolean changed) {
        if (from < to) {
            parts.add(new Part(String.join("", words.subList(from, to)), changed));
        }
    }

    /** In every script, and the spaces between them too. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(line);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            words.add(line.substring(start, end));
            start = end;
        }
        return words;
    }

    private List<Change> changes(List<String> left, List<String> right) {
        int first = 0;
        while (first < left.size() && first < right.size() && left.get(first).equals(right.get(first))) {
            first++;
        }
        int leftEnd = left.size();
        int rightEnd = right.size();
        while (leftEnd > first && rightEnd > first && left.get(leftEnd - 1).equals(right.get(rightEnd - 1))) {
            leftEnd--;
            rightEnd--;
        }
        if (leftEnd == first && rightEnd == first) {
            return List.of();
        }
        long pairs = (long) (leftEnd - first) * (rightEnd - first);
        if (pairs > pairsLeft) {
            return List.of(new Change(first, leftEnd - first, first, rightEnd - first));
        }
        pairsLeft -= pairs;
        DiffAlgorithmI<String> algorithm = new MyersDiffWithLinearSpace<>();
        List<String> leftMiddle = left.subList(first, leftEnd);
        List<String> rightMiddle = right.subList(first, rightEnd);
        List<Change> changes = new ArrayList<>();
        for (AbstractDelta<String> delta : Patch.generate(
                        leftMiddle, rightMiddle, algorithm.computeDiff(leftMiddle, rightMiddle, null))
                .getDeltas()) {
            add(
                    changes,
                    new Change(
                            first + delta.getSource().getPosition(),
                            delta.getSource().size(),
                            first + delta.getTarget().getPosition(),
                            delta.getTarget().size()));
        }
        return changes;
    }

    /** What the algorithm tells as two, one gone and one come in the same place, is one change. */
    private static void add(List<Change> changes, Change next) {
        Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        if (last == null
                || next.left() != last.left() + last.leftCount()
                || next.right() != last.right() + last.rightCount()) {
            changes.add(next);
        } else {
            changes.set(
                    changes.size() - 1,
                    new Change(
                            last.left(),
                            last.leftCount() + next.leftCount(),
                            last.right(),
                            last.rightCount() + next.rightCount()));
        }
    }
}
