package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Bidi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolatesTest {

    @ParameterizedTest
    @CsvSource({
        "Ada, \u2068Ada\u2069",
        "ليلى, \u2068ليلى\u2069",
        "'', \u2068\u2069",
        "in \u2068Craft\u2069, \u2068in \u2068Craft\u2069\u2069",
        "ended\u2069 twice\u2069, \u2068ended twice\u2069",
        "\u2067begun \u2066twice, \u2068\u2067begun \u2066twice\u2069\u2069\u2069"
    })
    void aTextIsClosedInWhateverIsolatesItHolds(String text, String isolated) {
        assertThat(Isolates.isolated(text)).isEqualTo(isolated);
        assertThat(Isolates.removed(isolated)).doesNotContainPattern("[\u2066-\u2069]");
    }

    /** What follows a name stays at its own level, whatever the name is. */
    @ParameterizedTest
    @ValueSource(strings = {"Ada", "ليلى", "ליאת (12)", "C++ مدريد", "x\u202Ey", "x\u2067y", "x\u2069\u202Ey"})
    void whatFollowsANameIsNotTurnedAround(String name) {
        String before = "By ";
        String sentence = before + Isolates.isolated(name) + ", 1 May 2026";
        Bidi bidi = new Bidi(sentence, Bidi.DIRECTION_LEFT_TO_RIGHT);
        for (int place = before.length() + Isolates.isolated(name).length(); place < sentence.length(); place++) {
            assertThat(bidi.getLevelAt(place)).isZero();
        }
    }

    @Test
    void withoutAnIsolateItWouldBe() {
        Bidi bidi = new Bidi("By ليلى, 1 May 2026", Bidi.DIRECTION_LEFT_TO_RIGHT);
        assertThat(bidi.getLevelAt("By ليلى, ".length())).isNotZero();
    }
}
