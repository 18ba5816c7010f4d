package org.pressroom.article.comparing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.article.comparing.TextDifference.Kind;
import org.pressroom.article.comparing.TextDifference.Part;
import org.pressroom.article.comparing.TextDifference.Row;
import org.pressroom.article.comparing.TextDifference.Side;

class TextDifferenceTest {

    @Test
    void theSameTextHasNoRows() {
        assertThat(TextDifference.of("one\ntwo", "one\ntwo")).isEmpty();
    }

    @Test
    void whatChangedWithinALineIsMarkedByWords() {
        Row row = TextDifference.of("the press was slow", "the press was quick").get(0);
        assertThat(row.kind()).isEqualTo(Kind.CHANGED);
        assertThat(marked(row.before())).isEqualTo("the press was [slow]");
        assertThat(marked(row.after())).isEqualTo("the press was [quick]");
    }

    @Test
    void wordsAreFoundInScriptsWithoutSpaces() {
        Row row = TextDifference.of("私は本を読みます", "私は本を書きます").get(0);
        assertThat(marked(row.before())).startsWith("私は本を[").contains("読");
        assertThat(marked(row.after())).startsWith("私は本を[").contains("書");
    }

    @Test
    void linesThatCameAndWentStandOnOneSide() {
        List<Row> rows = TextDifference.of("one\ntwo\nthree", "one\nthree\nfour");
        assertThat(rows).extracting(Row::kind).containsExactly(Kind.SAME, Kind.REMOVED, Kind.SAME, Kind.ADDED);
        assertThat(rows.get(1).before()).isEqualTo(new Side(2, List.of(new Part("two", true))));
        assertThat(rows.get(3).after()).isEqualTo(new Side(3, List.of(new Part("four", true))));
        assertThat(rows.get(2).before()).extracting(Side::line).isEqualTo(3);
        assertThat(rows.get(2).after()).extracting(Side::line).isEqualTo(2);
    }

    @Test
    void whatStayedTheSameIsShownOnlyAroundWhatDidNot() {
        String before = numbered(1, 100);
        List<Row> rows = TextDifference.of(before, before.replace("line 50\n", "line fifty\n"));
        assertThat(rows).extracting(Row::kind).contains(Kind.CHANGED, Kind.SKIPPED);
        assertThat(rows).hasSize(9);
        assertThat(rows.get(0).skipped()).isEqualTo(46);
        assertThat(rows.get(8).skipped()).isEqualTo(47);
    }

    @Test
    void allOfItIsThereOrSaidToBeSkippedWhateverChanges() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String before = random(random);
            String after = random(random);
            List<Row> rows = TextDifference.of(before, after);
            if (before.equals(after)) {
                continue;
            }
            assertThat(count(rows, true)).as(before).isEqualTo(before.lines().count());
            assertThat(count(rows, false)).as(after).isEqualTo(after.lines().count());
            for (Row row : rows) {
                assertLine(row.before(), before);
                assertLine(row.after(), after);
            }
        }
    }

    @Test
    void nothingBecomesSomething() {
        assertThat(TextDifference.of("", "one\ntwo")).extracting(Row::kind).containsExactly(Kind.ADDED, Kind.ADDED);
        assertThat(TextDifference.of("one", "")).extracting(Row::kind).containsExactly(Kind.REMOVED);
    }

    @Test
    void twoLongTextsWithNothingInCommonAreStillCompared() {
        String before = IntStream.range(0, 60_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 60_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
        assertThat(TextDifference.of(before, after)).hasSize(60_000);
        assertThat(TextDifference.of(before.replace('\n', ' '), after.replace('\n', ' ')))
                .hasSize(1);
    }

    private static String numbered(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private static String random(Random random) {
        return IntStream.range(0, random.nextInt(40))
                .mapToObj(i -> "word " + random.nextInt(3) + " here")
                .collect(Collectors.joining("\n"));
    }

    private static long count(List<Row> rows, boolean left) {
        return rows.stream()
                .mapToLong(row ->
                        row.skipped() != null ? row.skipped() : (left ? row.before() : row.after()) == null ? 0 : 1)
                .sum();
    }

    private static void assertLine(@Nullable Side side, String text) {
        if (side != null) {
            assertThat(side.parts().stream().map(Part::text).collect(Collectors.joining()))
                    .isEqualTo(text.lines().toList().get(side.line() - 1));
        }
    }

    private static String marked(@Nullable Side side) {
        return side == null
                ? ""
                : side.parts().stream()
                        .map(part -> part.changed() ? "[" + part.text() + "]" : part.text())
                        .collect(Collectors.joining());
    }
}
