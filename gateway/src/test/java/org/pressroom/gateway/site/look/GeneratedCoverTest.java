package org.pressroom.gateway.site.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedCoverTest {

    @Test
    void anArticleKeepsItsPrint() {
        assertThat(GeneratedCover.of("what-the-ink-remembers")).isEqualTo(GeneratedCover.of("what-the-ink-remembers"));
    }

    @Test
    void articlesHavePrintsOfTheirOwn() {
        long different = IntStream.range(0, 200)
                .mapToObj(n -> GeneratedCover.of("article-" + n))
                .distinct()
                .count();
        assertThat(different).isGreaterThan(195);
    }

    @Test
    void aPrintIsNothingButPathsAndInks() {
        IntStream.range(0, 200)
                .mapToObj(n -> GeneratedCover.of("article-" + n))
                .flatMap(plate -> plate.shapes().stream())
                .forEach(shape -> {
                    assertThat(shape.path()).matches("[MLHVhvazA0-9. -]+");
                    assertThat(shape.ink()).isIn("ink-c", "ink-m", "ink-y");
                });
    }
}
