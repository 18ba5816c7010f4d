package org.pressroom.gateway.site.articles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class KeptTest {

    private final AtomicInteger asked = new AtomicInteger();

    private Kept<List<Integer>> kept(Mono<List<Integer>> source) {
        return new Kept<>(source, Duration.ofMinutes(1), List::isEmpty);
    }

    @Test
    void itIsAskedForOnceUntilItIsForgotten() {
        Kept<List<Integer>> kept = kept(Mono.fromSupplier(() -> List.of(asked.incrementAndGet())));
        assertThat(kept.get().block()).containsExactly(1);
        assertThat(kept.get().block()).containsExactly(1);
        kept.forget();
        assertThat(kept.get().block()).containsExactly(2);
        assertThat(kept.get().block()).containsExactly(2);
    }

    @Test
    void nothingIsAskedForAgain() {
        Kept<List<Integer>> kept = kept(Mono.fromSupplier(() -> {
            asked.incrementAndGet();
            return List.of();
        }));
        kept.get().block();
        kept.get().block();
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoFailedIsNotAskedAgainAtOnce() {
        Kept<List<Integer>> kept = kept(Mono.defer(() -> {
            asked.incrementAndGet();
            return Mono.error(new IllegalStateException("away"));
        }));
        assertThatThrownBy(() -> kept.get().block()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().block()).isInstanceOf(IllegalStateException.class);
        assertThat(asked).hasValue(1);
    }
}
