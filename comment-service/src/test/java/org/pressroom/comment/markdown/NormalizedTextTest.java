package org.pressroom.comment.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedTextTest {

    @ParameterizedTest
    @CsvSource({
        "'  Two   Words ', two words",
        "'ＦＵＬＬ　ｗｉｄｔｈ', full width",
        "'ca\u200Bsi\u00ADno', casino",
        "'ca\u034Fsi\uFE0Fno\u3164', casino",
        "'ПРИВЕТ мир', привет мир",
        "'ΣΊΣΥΦΟΣ', σίσυφος",
        "'नमस्ते दुनिया', नमस्ते दुनिया",
        "'ﬁne', fine"
    })
    void takesAwayWhatDoesNotMatterToTheEye(String text, String folded) {
        assertThat(NormalizedText.of(text)).isEqualTo(folded);
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(NormalizedText.of(" \u200B\n\t")).isEmpty();
    }
}
