package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {

    /** Code points that show nothing where they stand alone. */
    static Stream<Integer> nothing() {
        return Stream.of(
                0x09, 0x0A, 0x0D, 0x20, 0x85, 0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5,
                0x180B, 0x180C, 0x180D, 0x180E, 0x180F, 0x2000, 0x2003, 0x200A, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
                0x2028, 0x2029, 0x202A, 0x202E, 0x202F, 0x205F, 0x2060, 0x2061, 0x2064, 0x2065, 0x2066, 0x2069, 0x206A,
                0x206F, 0x2800, 0x3000, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFB, 0x1BCA0,
                0x1D159, 0x1D173, 0x1D17A, 0x13441, 0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF,
                0x0301, 0x20DD, 0xE000, 0xF8FF, 0xF0000, 0x10FFFD, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF);
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void whatShowsNothingIsBlank(int point) {
        String character = Character.toString(point);
        assertThat(Shown.isBlank(character)).isTrue();
        assertThat(Shown.isBlank(" " + character + "\n" + character)).isTrue();
        assertThat(Shown.isBlank(character + "a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ".",
                "—",
                "🎉",
                "⠁",
                "权",
                "ا",
                "é",
                "e\u0301",
                "កា",
                "ㄱ",
                "1",
                "\u0903क",
                "👩‍👩‍👧",
                "\u00a0x"
            })
    void whatShowsSomethingIsNot(String text) {
        assertThat(Shown.isBlank(text)).isFalse();
    }
}
