package org.pressroom.common.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TextValidatorTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Grüße, мир, 世界", "👩‍👩‍👧", "  padded  ", "a\u00a0b"})
    void oneLineIsTaken(String text) {
        assertThat(TextValidator.fault(text, 1, 20, false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\u0007b", "a\u007fb", "a\u0085b", "a\ud800b", "\udc00", "a\u001bb"})
    void controlCharactersAndLoneSurrogatesAreRefused(String text) {
        assertThat(TextValidator.fault(text, 1, 20, false)).isEqualTo("must not contain control characters");
        assertThat(TextValidator.fault(text, 1, 20, true)).isEqualTo("must not contain control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb", "a\u2028b", "a\u2029b"})
    void lineBreaksAndTabsAreForTextAlone(String text) {
        assertThat(TextValidator.fault(text, 1, 20, false)).isNotNull();
        assertThat(TextValidator.fault(text, 1, 20, true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u200b\u200d",
                "\u2003 \u3000",
                "\ufeff",
                "\u3164\u2800",
                "\u115f\u1160\uffa0",
                "\u034f\u180e\ufe0f"
            })
    void whatLooksEmptyIsBlank(String text) {
        assertThat(TextValidator.fault(text, 1, 20, false)).isEqualTo("must not be blank");
        assertThat(TextValidator.fault(text, 0, 20, false)).isNull();
    }

    /** Each constraint puts what was typed into the form that it counts, wherever Jackson reads it. */
    @Test
    void aLineIsReadComposedAndTheEndsOfLinesAreOneCharacterEach() {
        record Form(
                @Line(max = 9) @Nullable String line,
                @Text(max = 9) @Nullable String text,
                @WebAddress(max = 99) @Nullable String address) {}
        Form read = JsonMapper.shared()
                .readValue(
                        "{\"line\":\"Jo\\u0308rg\",\"text\":\"a\\r\\nb\\rc\\n\\nd\",\"address\":\"https://u\\u0308.de\"}",
                        Form.class);
        assertThat(read).isEqualTo(new Form("J\u00f6rg", "a\nb\nc\n\nd", "https://\u00fc.de"));
        assertThat(JsonMapper.shared().readValue("{\"text\":null}", Form.class)).isEqualTo(new Form(null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\n", "\u00a0", "\u3000", "\ufeff", " \u200b "})
    void anAddressIsReadWithoutTheSpacesAroundIt(String space) {
        record Form(@WebAddress(max = 99) @Nullable String address) {}
        String json = JsonMapper.shared().writeValueAsString(new Form(space + "https://a.test/b c" + space));
        assertThat(JsonMapper.shared().readValue(json, Form.class)).isEqualTo(new Form("https://a.test/b c"));
    }

    @Test
    void lengthIsCountedInCodePoints() {
        assertThat(TextValidator.fault("😀".repeat(20), 1, 20, false)).isNull();
        assertThat(TextValidator.fault("😀".repeat(21), 1, 20, false)).isEqualTo("must have at most 20 characters");
        assertThat(TextValidator.fault("ab", 3, 20, false)).isEqualTo("must have at least 3 characters");
    }
}
