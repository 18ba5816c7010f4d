package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.TableWriters;

/** Each table has one package that writes it: the others ask that package, or read. */
class TableWritersTest {

    @Test
    void eachTableHasOneWriter() {
        assertThat(TableWriters.of("org.pressroom.comment"))
                .isEqualTo(Map.of(
                        "article", Set.of("articles"),
                        "comment", Set.of("store"),
                        "moderation", Set.of("store"),
                        "staff", Set.of("staff"),
                        "thread", Set.of("store")));
    }
}
