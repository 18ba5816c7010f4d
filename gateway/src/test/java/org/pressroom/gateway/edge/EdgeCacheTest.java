package org.pressroom.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.edge.EdgeCache.Served;
import org.pressroom.gateway.edge.EdgeCache.Source;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class EdgeCacheTest {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration UNTIL_RENEWED = Duration.ofSeconds(8);
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong();
    private final EdgeCache cache = cache(DataSize.ofMegabytes(1));

    private EdgeCache cache(DataSize weight) {
        return cache(weight, LIMIT);
    }

    private EdgeCache cache(DataSize weight, Duration fillLimit) {
        return new EdgeCache(
                new EdgeProperties(true, FRESH, STALE, weight, DataSize.ofMegabytes(1), fillLimit),
                failure -> failure instanceof IllegalStateException,
                now::get);
    }

    private static CachedAnswer answer(String text, String... tags) {
        return new CachedAnswer(
                200, Map.of(), text.getBytes(StandardCharsets.UTF_8), null, "\"" + text + "\"", Set.of(tags), true);
    }

    private static CachedAnswer incomplete(String text, String... tags) {
        return new CachedAnswer(200, Map.of(), text.getBytes(StandardCharsets.UTF_8), null, null, Set.of(tags), false);
    }

    private static CachedAnswer gone() {
        return new CachedAnswer(404, Map.of(), new byte[0], null, null, Set.of(), false);
    }

    private static CachedAnswer broken() {
        return new CachedAnswer(503, Map.of(), new byte[0], null, null, Set.of(), false);
    }

    private Served get(Mono<CachedAnswer> fetch) {
        return Objects.requireNonNull(cache.get("key", fetch).block(LIMIT));
    }

    private static String text(Served served) {
        return new String(served.answer().body(), StandardCharsets.UTF_8);
    }

    private void wait(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void anAnswerIsFetchedOnceWhileItIsFresh() {
        assertThat(get(Mono.just(answer("one", "list"))).source()).isEqualTo(Source.MISS);
        wait(UNTIL_RENEWED.minusMillis(1));
        Served served = get(Mono.error(new AssertionError("fetched again")));
        assertThat(served.source()).isEqualTo(Source.HIT);
        assertThat(served.age()).isEqualTo(UNTIL_RENEWED.minusMillis(1));
        assertThat(cache.hit("key")).isNotNull();
        wait(FRESH.minus(UNTIL_RENEWED).plusMillis(1));
        assertThat(cache.hit("key")).isNull();
        assertThat(text(get(Mono.just(answer("two", "list"))))).isEqualTo("two");
    }

    @Test
    void whatIsReadInItsLastMomentsIsFetchedAnewAndNobodyWaits() {
        get(Mono.just(answer("one", "list")));
        wait(UNTIL_RENEWED);
        assertThat(cache.hit("key")).as("left to who can fetch it").isNull();
        Sinks.One<CachedAnswer> service = Sinks.one();
        Served meanwhile = get(service.asMono());
        assertThat(meanwhile.source()).isEqualTo(Source.HIT);
        assertThat(text(meanwhile)).isEqualTo("one");

        assertThat(cache.hit("key")).as("fetched already").isNotNull();
        assertThat(text(get(Mono.error(new AssertionError("fetched twice"))))).isEqualTo("one");
        service.tryEmitValue(answer("two", "list"));
        wait(UNTIL_RENEWED.minusMillis(1));
        Served renewed = get(Mono.error(new AssertionError("fetched again")));
        assertThat(renewed.source()).isEqualTo(Source.HIT);
        assertThat(text(renewed)).isEqualTo("two");
    }

    @Test
    void whatCannotBeFetchedAnewIsServedUntilItsEnd() {
        get(Mono.just(answer("one", "list")));
        wait(UNTIL_RENEWED);
        assertThat(get(Mono.error(new IllegalStateException("away"))).source()).isEqualTo(Source.HIT);
        wait(FRESH.minus(UNTIL_RENEWED).minusMillis(1));
        assertThat(get(Mono.error(new AssertionError("fetched again"))).source())
                .isEqualTo(Source.HIT);
        wait(Duration.ofMillis(1));
        assertThat(text(get(Mono.just(answer("two", "list"))))).isEqualTo("two");
    }

    @Test
    void whatAPurgeOvertakesWhileItIsFetchedAnewIsNotKept() {
        get(Mono.just(answer("one", "list")));
        wait(UNTIL_RENEWED);
        Sinks.One<CachedAnswer> service = Sinks.one();
        get(service.asMono());
        cache.purge("list");
        service.tryEmitValue(answer("two", "list"));
        assertThat(text(get(Mono.just(answer("three", "list"))))).isEqualTo("three");
    }

    @Test
    void aPurgeOfItsTagMakesItBeFetchedAgain() {
        get(Mono.just(answer("one", "list", "article:1")));
        cache.purge("article:2");
        assertThat(get(Mono.never()).source()).isEqualTo(Source.HIT);
        cache.purge("article:1");
        assertThat(text(get(Mono.just(answer("two", "list", "article:1"))))).isEqualTo("two");
    }

    @Test
    void whatIsIncompleteOrUntaggedIsServedAndNotKept() {
        assertThat(get(Mono.just(incomplete("half", "list"))).stored()).isFalse();
        assertThat(get(Mono.just(answer("untagged"))).stored()).isFalse();
        assertThat(text(get(Mono.just(answer("whole", "list"))))).isEqualTo("whole");
    }

    @Test
    void oneFetchServesAllWhoAskMeanwhile() {
        Sinks.One<CachedAnswer> service = Sinks.one();
        AtomicInteger fetches = new AtomicInteger();
        Mono<CachedAnswer> fetch = service.asMono().doOnSubscribe(subscription -> fetches.incrementAndGet());
        var first = cache.get("key", fetch).toFuture();
        var second = cache.get("key", fetch).toFuture();
        var elsewhere = cache.get("other", fetch).toFuture();
        assertThat(fetches).hasValue(2);
        service.tryEmitValue(answer("one", "list"));
        assertThat(first.join().source()).isEqualTo(Source.MISS);
        assertThat(second.join().source()).isEqualTo(Source.COLLAPSED);
        assertThat(elsewhere.join().source()).isEqualTo(Source.MISS);
    }

    /** Else whoever comes waits for it, for as long as the program runs. */
    @Test
    void aFetchThatDoesNotEndIsGivenUp() {
        EdgeCache impatient = cache(DataSize.ofMegabytes(1), Duration.ofMillis(50));
        var first = impatient.get("key", Mono.never()).toFuture();
        var second = impatient.get("key", Mono.never()).toFuture();
        assertThat(first).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(TimeoutException.class);
        assertThat(second).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(TimeoutException.class);
        assertThat(impatient.get("key", Mono.just(answer("one", "list"))).toFuture())
                .succeedsWithin(LIMIT)
                .extracting(EdgeCacheTest::text)
                .isEqualTo("one");
    }

    @Test
    void aFetchThatAPurgeOvertookIsNotKept() {
        Sinks.One<CachedAnswer> service = Sinks.one();
        var first = cache.get("key", service.asMono()).toFuture();
        cache.purge("list");
        service.tryEmitValue(answer("old", "list"));
        assertThat(first.join().stored()).isFalse();
        assertThat(text(get(Mono.just(answer("new", "list"))))).isEqualTo("new");
    }

    @Test
    void aFetchThatAnotherPurgeOvertookIsKept() {
        Sinks.One<CachedAnswer> service = Sinks.one();
        var first = cache.get("key", service.asMono()).toFuture();
        cache.purge("article:2");
        service.tryEmitValue(answer("good", "article:1"));
        assertThat(first.join().stored()).isTrue();
    }

    @Test
    void whoComesAfterAPurgeGetsNothingThatWasFetchedBefore() {
        Sinks.One<CachedAnswer> before = Sinks.one();
        Sinks.One<CachedAnswer> after = Sinks.one();
        var early = cache.get("key", before.asMono()).toFuture();
        cache.purge("list");
        var late = cache.get("key", after.asMono()).toFuture();
        var alsoLate = cache.get("key", Mono.error(new AssertionError("a third fetch")))
                .toFuture();
        before.tryEmitValue(answer("old", "list"));
        assertThat(text(early.join())).isEqualTo("old");
        assertThat(late).isNotDone();
        after.tryEmitValue(answer("new", "list"));
        assertThat(text(late.join())).isEqualTo("new");
        assertThat(text(alsoLate.join())).isEqualTo("new");
    }

    @Test
    void whoComesAfterAPurgeOfSomethingElseJoins() {
        Sinks.One<CachedAnswer> service = Sinks.one();
        var early = cache.get("key", service.asMono()).toFuture();
        cache.purge("article:2");
        var late = cache.get("key", Mono.error(new AssertionError("a second fetch")))
                .toFuture();
        service.tryEmitValue(answer("one", "article:1"));
        assertThat(text(early.join())).isEqualTo("one");
        assertThat(text(late.join())).isEqualTo("one");
    }

    @Test
    void aFetchGoesOnWhenWhoBeganItGoesAway() {
        Sinks.One<CachedAnswer> service = Sinks.one();
        cache.get("key", service.asMono()).subscribe().dispose();
        service.tryEmitValue(answer("one", "list"));
        assertThat(get(Mono.error(new AssertionError("fetched again"))).source())
                .isEqualTo(Source.HIT);
    }

    @Test
    void anOldAnswerStandsInForAServiceThatIsDown() {
        get(Mono.just(answer("one", "list")));
        wait(FRESH.plusSeconds(1));
        Served instead = get(Mono.just(broken()));
        assertThat(instead.source()).isEqualTo(Source.STALE);
        assertThat(instead.age()).isEqualTo(FRESH.plusSeconds(1));
        assertThat(text(instead)).isEqualTo("one");
        assertThat(text(get(Mono.error(new IllegalStateException("away"))))).isEqualTo("one");
        cache.purge("list");
        assertThat(text(get(Mono.just(broken())))).isEqualTo("one");
        wait(STALE);
        assertThat(get(Mono.just(broken())).answer().status()).isEqualTo(503);
    }

    @Test
    void whatWasTakenAwayNeverStandsIn() {
        get(Mono.just(answer("one", "article:1", "list")));
        cache.remove("article:1");
        assertThat(get(Mono.just(broken())).answer().status()).isEqualTo(503);
    }

    @Test
    void whatTheServiceSaysIsGoneNeverStandsIn() {
        get(Mono.just(answer("one", "list")));
        wait(FRESH.plusSeconds(1));
        assertThat(get(Mono.just(gone())).answer().status()).isEqualTo(404);
        assertThat(get(Mono.just(broken())).answer().status()).isEqualTo(503);
    }

    @Test
    void whoComesAfterAPurgeDoesNotJoinAnAnswerThatNamesNothing() {
        Sinks.One<CachedAnswer> before = Sinks.one();
        var early = cache.get("key", before.asMono()).toFuture();
        cache.purge("article:1");
        var late = cache.get("key", Mono.just(answer("published", "article:1"))).toFuture();
        before.tryEmitValue(gone());
        assertThat(early.join().answer().status()).isEqualTo(404);
        assertThat(text(late.join())).isEqualTo("published");
    }

    @Test
    void aRefusalIsNoReasonToServeOldAnswers() {
        get(Mono.just(answer("one", "list")));
        cache.purge("list");
        assertThat(cache.get("key", Mono.<CachedAnswer>error(new IllegalArgumentException("not found")))
                        .onErrorResume(IllegalArgumentException.class, refused -> Mono.empty())
                        .blockOptional(LIMIT))
                .isEmpty();
    }

    @Test
    void aFailureReachesAllWhoWaitAndIsForgotten() {
        Sinks.One<CachedAnswer> service = Sinks.one();
        var first = cache.get("key", service.asMono()).toFuture();
        var second = cache.get("key", service.asMono()).toFuture();
        service.tryEmitError(new IllegalStateException("away"));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(text(get(Mono.just(answer("back", "list"))))).isEqualTo("back");
    }

    @Test
    void whatDoesNotFitIsForgottenTagsIncluded() {
        EdgeCache small = cache(DataSize.ofBytes(2000));
        for (int i = 0; i < 100; i++) {
            small.get("key" + i, Mono.just(answer("text", "article:" + i))).block(LIMIT);
        }
        assertThat(small.tags()).isLessThan(4);
    }
}
