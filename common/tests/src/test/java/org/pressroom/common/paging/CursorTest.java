package org.pressroom.common.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.problem.ProblemException;
import org.springframework.http.HttpStatus;

class CursorTest {

    private static final String LIST = List.of("things").toString();
    private static final UUID ID = UUID.fromString("01990a3f-6d2c-7a51-8c3e-5b1f0f6d9a01");
    private static final Instant AT = Instant.parse("2026-11-20T08:15:30.123456Z");

    @Test
    void whatWasWrittenIsRead() {
        Cursor cursor =
                Cursor.parse(LIST, Cursor.of(AT, ID, 42L, "Tea & Käse ☕").in(LIST));

        assertThat(cursor.instant(0)).isEqualTo(AT);
        assertThat(cursor.uuid(1)).isEqualTo(ID);
        assertThat(cursor.number(2)).isEqualTo(42);
        assertThat(cursor.string(3)).isEqualTo("Tea & Käse ☕");
    }

    @Test
    void itTravelsInAUrlAsItIs() {
        assertThat(Cursor.of("??>>~~\u00ff", ID).in(LIST)).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "not base64!", "a", "_w", "AA", "wMDA"})
    void whatNobodyGaveOutIsRefused(String text) {
        assertBad(() -> Cursor.parse(LIST, text));
    }

    @Test
    void anOverlongOneIsRefused() {
        assertBad(() -> Cursor.parse(LIST, "A".repeat(1_025)));
    }

    @Test
    void aForgedNulNeverReachesTheDatabase() {
        assertBad(() -> Cursor.parse(LIST, encoded("tea\0")));
    }

    @Test
    void partsOfAnotherTypeAreRefused() {
        Cursor cursor = Cursor.parse(LIST, encoded("tea\n12\n"));

        assertBad(() -> cursor.instant(0));
        assertBad(() -> cursor.uuid(0));
        assertBad(() -> cursor.number(0));
        assertBad(() -> cursor.uuid(1));
        assertBad(() -> cursor.number(2));
        assertBad(() -> cursor.string(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z"
            })
    void instantsThatPostgresqlCannotHoldAreRefused(String instant) {
        assertBad(() -> Cursor.parse(LIST, encoded(instant)).instant(0));
    }

    @Test
    void numbersBeyondAllBoundsAreRefused() {
        assertBad(() -> Cursor.parse(LIST, encoded("9223372036854775808")).number(0));
    }

    @Test
    void aPartWithALineBreakIsAMistakeOfTheProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cursor.of("a\nb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "ten", "", "1.5", "99999999999"})
    void aLimitOutOfBoundsIsRefused(String limit) {
        assertBad(() -> PageRequest.of(List.of("things"), limit, null));
    }

    @Test
    void aPageHasTwentyItemsUnlessToldAndAHundredAtMost() {
        assertThat(PageRequest.of(List.of("things"), null, null).limit()).isEqualTo(20);
        assertThat(PageRequest.of(List.of("things"), "1", null).rows()).isEqualTo(2);
        assertThat(PageRequest.of(List.of("things"), "100", null).limit()).isEqualTo(100);
        assertBad(() -> PageRequest.of(List.of("things"), null, "?"));
    }

    @Test
    void theNextPageBeginsBehindTheLastItemShown() {
        PageRequest two = PageRequest.of(List.of("things"), "2", null);

        Page<String> page = Page.cut(List.of("a", "b", "c"), two, Cursor::of);

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(Cursor.parse(LIST, String.valueOf(page.next())).string(0)).isEqualTo("b");
        assertThat(page.map(String::length)).isEqualTo(new Page<>(List.of(1, 1), page.next()));
        assertThat(Page.cut(List.of("a", "b"), two, Cursor::of).next()).isNull();
        assertThat(Page.cut(List.<String>of(), two, Cursor::of)).isEqualTo(new Page<>(List.of(), null));
    }

    /** A list, its order and each of its filters: what has one cursor in common has all of these. */
    @Test
    void theCursorOfAnotherListIsRefused() {
        List<List<String>> lists = List.of(
                List.of("things"),
                List.of("others"),
                List.of("things", "newest"),
                List.of("things", "oldest"),
                List.of("things", "newest", "red"),
                List.of("things", "newest", "red, blue"),
                List.of("things", "newest", "red", "round"));
        for (List<String> list : lists) {
            String next = Page.cut(List.of("a", "b"), PageRequest.of(list, "1", null), Cursor::of)
                    .next();
            for (List<String> another : lists) {
                if (list.equals(another)) {
                    assertThat(PageRequest.of(another, null, next).after()).isNotNull();
                } else {
                    assertBad(() -> PageRequest.of(another, null, next));
                }
            }
        }
    }

    private static String encoded(String text) {
        String marked = new String(Base64.getUrlDecoder().decode(Cursor.of("x").in(LIST)), StandardCharsets.UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((marked.substring(0, marked.length() - 1) + text).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertBad(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                .isEqualTo(HttpStatus.BAD_REQUEST));
    }
}
