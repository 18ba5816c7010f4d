package org.pressroom.common.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class BatchesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<List<Integer>> done = new CopyOnWriteArrayList<>();

    @Test
    void whatIsAskedForAloneIsDoneAtOnceAndAlone() {
        Batches<Integer, String> batches = new Batches<>(this::texts, 10);
        assertThat(batches.of(1).block(LIMIT)).isEqualTo("1");
        assertThat(batches.of(2).block(LIMIT)).isEqualTo("2");
        assertThat(done).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatIsAskedForMeanwhileIsDoneTogetherUpToALimit() {
        Sinks.Empty<Void> first = Sinks.empty();
        Batches<Integer, String> batches =
                new Batches<>(all -> all.equals(List.of(0)) ? first.asMono().then(texts(all)) : texts(all), 3);
        List<String> came = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            batches.of(i).subscribe(came::add);
        }
        assertThat(done).isEmpty();
        first.tryEmitEmpty();
        assertThat(done).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
        assertThat(came).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
    }

    @Test
    void whatFailsTakesNoOtherWithIt() {
        Sinks.Empty<Void> first = Sinks.empty();
        Batches<Integer, String> batches = new Batches<>(
                all -> all.equals(List.of(0))
                        ? first.asMono().then(texts(all))
                        : all.contains(2) ? Mono.error(new IllegalStateException("two")) : texts(all),
                10);
        List<Mono<String>> answers = IntStream.range(0, 4)
                .mapToObj(i -> {
                    Sinks.One<String> answer = Sinks.one();
                    batches.of(i).subscribe(answer::tryEmitValue, answer::tryEmitError);
                    return answer.asMono();
                })
                .toList();
        first.tryEmitEmpty();
        assertThat(answers.get(1).block(LIMIT)).isEqualTo("1");
        assertThat(answers.get(3).block(LIMIT)).isEqualTo("3");
        assertThatThrownBy(() -> answers.get(2).block(LIMIT)).hasMessage("two");
        assertThat(batches.of(4).block(LIMIT)).isEqualTo("4");
    }

    @Test
    void anOutageIsTheSameToAllAndIsNotTriedOnceForEach() {
        Sinks.Empty<Void> first = Sinks.empty();
        Batches<Integer, String> batches = new Batches<>(
                all -> {
                    done.add(all);
                    return first.asMono().then(Mono.error(new TimeoutException("too long")));
                },
                10);
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            batches.of(i).subscribe(text -> {}, failures::add);
        }
        first.tryEmitEmpty();
        assertThat(failures).hasSize(4);
        assertThat(done).containsExactly(List.of(0), List.of(1, 2, 3));
    }

    @Test
    void eachOfManyThatAskSideBySideGetsItsOwnAnswer() {
        Batches<Integer, String> batches =
                new Batches<>(all -> texts(all).delayElement(Duration.ofMillis(1), Schedulers.parallel()), 16);
        List<String> came = Flux.range(0, 5_000)
                .flatMap(i -> batches.of(i).subscribeOn(Schedulers.parallel()).map(text -> i + "=" + text), 64)
                .collectList()
                .block(LIMIT);
        assertThat(came)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 5_000).mapToObj(i -> i + "=" + i).toList());
        assertThat(done).hasSizeLessThan(5_000);
    }

    private Mono<List<String>> texts(List<Integer> all) {
        return Mono.fromSupplier(() -> {
            done.add(all);
            return all.stream().map(Object::toString).toList();
        });
    }
}
