package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBreaksTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u000B", "\f", "\u0085", "\u2028", "\u2029"})
    void theEndOfALineIsOneCharacterWhoeverWroteIt(String end) {
        assertThat(LineBreaks.plain("a" + end + "b" + end + end + "c")).isEqualTo("a\nb\n\nc");
    }
}
