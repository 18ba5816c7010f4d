package org.pressroom.gateway.site.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlateTest {

    @Test
    void anArticleKeepsItsPrint() {
        assertThat(Plate.of("what-the-ink-remembers")).isEqualTo(Plate.of("what-the-ink-remembers"));
    }

    @Test
    void articlesHavePrintsOfTheirOwn() {
        long different = IntStream.range(0, 200)
                .mapToObj(n -> Plate.of("article-" + n))
                .distinct()
                .count();
        assertThat(different).isGreaterThan(195);
    }

    @Test
    void aPrintIsNothingButPathsAndInks() {
        IntStream.range(0, 200)
                .mapToObj(n -> Plate.of("article-" + n))
                .flatMap(plate -> plate.shapes().stream())
                .forEach(shape -> {
                    assertThat(shape.path()).matches("[MLHVhvazA0-9. -]+");
                    assertThat(shape.ink()).isIn("ink-c", "ink-m", "ink-y");
                });
    }
}
