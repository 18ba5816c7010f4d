package org.pressroom.comment.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.RefusedException;
import org.reactivestreams.Subscription;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class ThreadStreamsTest {

    private static final UUID ARTICLE = UUID.randomUUID();
    private static final int BUFFER = 4;
    private static final int REPLAY = 6;

    private final List<ThreadChange> thread = new CopyOnWriteArrayList<>();
    private final ThreadChanges changes = mock(ThreadChanges.class);
    private final ThreadVersions versions = mock(ThreadVersions.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ThreadStreams streams =
            new ThreadStreams(versions, changes, new StreamProperties(2, BUFFER, REPLAY, Duration.ofHours(1)), meters);

    @BeforeEach
    void aThread() {
        when(versions.now(any())).thenAnswer(call -> Mono.just(version()));
        when(versions.of(any())).thenAnswer(call -> Mono.just(Map.of(ARTICLE, version())));
        when(changes.since(any(), anyLong(), anyInt())).thenAnswer(call -> {
            return Mono.fromCallable(() -> after(call.getArgument(1), call.getArgument(2)));
        });
    }

    private long version() {
        return thread.isEmpty() ? 0 : thread.get(thread.size() - 1).version();
    }

    private List<ThreadChange> after(long version, int rows) {
        return thread.stream()
                .filter(change -> change.version() > version)
                .limit(rows)
                .toList();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void readsOnceForAllWatchers() {
        List<String> one = new ArrayList<>();
        List<String> other = new ArrayList<>();
        Disposable first = open(null).subscribe(event -> one.add(String.valueOf(event.id())));
        Disposable second = open(null).subscribe(event -> other.add(String.valueOf(event.id())));

        happens(1);

        assertThat(one).containsExactly("1").isEqualTo(other);
        // neither had missed anything, and the thread was read once for both
        verify(changes).since(eq(ARTICLE), eq(0L), anyInt());
        first.dispose();
        second.dispose();
        assertThat(meters.get("pressroom.streams.open").gauge().value()).isZero();
    }

    @Test
    void tellsOfWhatHappensWhileItReadsHoweverOftenItIsSignalled() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch signalled = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        Disposable watching = open(null).subscribe(event -> seen.add(String.valueOf(event.id())));
        when(changes.since(any(), anyLong(), anyInt())).thenAnswer(call -> {
            reading.countDown();
            return Mono.fromCallable(() -> after(call.getArgument(1), call.getArgument(2)))
                    .doOnSubscribe(begins -> waitFor(signalled));
        });

        Thread slow = new Thread(() -> happens(1));
        slow.start();
        waitFor(reading);
        happens(100);
        signalled.countDown();
        slow.join();
        happens(1);

        assertThat(seen).hasSize(102).last().isEqualTo("102");
        watching.dispose();
    }

    @Test
    void readsOnAfterAFailure() {
        List<String> seen = new ArrayList<>();
        Disposable watching = open(null).subscribe(event -> seen.add(String.valueOf(event.id())));
        when(changes.since(any(), anyLong(), anyInt()))
                .thenReturn(Mono.error(new IllegalStateException("away")))
                .thenAnswer(call -> Mono.just(after(call.getArgument(1), call.getArgument(2))));

        happens(2);

        assertThat(seen).containsExactly("1", "2");
        watching.dispose();
    }

    @Test
    void readsOnAfterAnAnswerThatNeverCame() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            List<String> seen = new ArrayList<>();
            Disposable watching = open(null).subscribe(event -> seen.add(String.valueOf(event.id())));
            when(changes.since(any(), anyLong(), anyInt()))
                    .thenReturn(Mono.never())
                    .thenAnswer(call -> Mono.just(after(call.getArgument(1), call.getArgument(2))));

            happens(2);
            time.advanceTimeBy(Duration.ofSeconds(20));

            assertThat(seen).containsExactly("1", "2");
            watching.dispose();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void tellsAMissedCommentThatWasEditedSinceAsApproved() {
        thread.add(new ThreadChange(6, 6, false, "{}"));
        thread.add(new ThreadChange(7, 5, false, "{}"));
        thread.add(new ThreadChange(8, 3, false, "{}"));
        List<String> seen = new ArrayList<>();

        Disposable watching = open(4L, 8).subscribe(event -> seen.add(event.id() + " " + event.event()));

        assertThat(seen).containsExactly("6 comment-approved", "7 comment-approved", "8 comment-edited");
        watching.dispose();
    }

    @Test
    void tellsACommentThatWasEditedBeforeItWasReadAsApproved() {
        List<String> seen = new ArrayList<>();
        Disposable watching = open(4L, 4).subscribe(event -> seen.add(event.id() + " " + event.event()));

        thread.add(new ThreadChange(6, 6, false, "{}"));
        thread.add(new ThreadChange(7, 5, false, "{}"));
        streams.signal(ARTICLE);
        thread.add(new ThreadChange(8, 7, false, "{}"));
        streams.signal(ARTICLE);

        assertThat(seen).containsExactly("6 comment-approved", "7 comment-approved", "8 comment-edited");
        watching.dispose();
    }

    @Test
    void readsWhatIsNewerThanWhatItHasToldAndNothingElse() {
        List<String> seen = new ArrayList<>();
        Disposable watching = open(4L, 4).subscribe(event -> seen.add(event.id() + " " + event.event()));
        thread.add(new ThreadChange(6, 6, false, "{}"));

        streams.changed(ARTICLE, 6);
        assertThat(seen).containsExactly("6 comment-approved");

        thread.add(new ThreadChange(7, 7, false, "{}"));
        streams.changed(ARTICLE, 6);
        streams.changed(UUID.randomUUID(), 7);
        assertThat(seen).hasSize(1);

        streams.changed(ARTICLE, 7);
        assertThat(seen).containsExactly("6 comment-approved", "7 comment-approved");
        watching.dispose();
    }

    @Test
    void looksAfterAllThreadsAndReadsThoseInWhichSomethingHappened() {
        List<String> seen = new ArrayList<>();
        Disposable watching = open(null).subscribe(event -> seen.add(String.valueOf(event.id())));

        streams.lookAfterAll().block();
        verify(changes, never()).since(any(), anyLong(), anyInt());

        thread.add(new ThreadChange(1, 1, false, "{}"));
        streams.lookAfterAll().block();
        streams.lookAfterAll().block();

        assertThat(seen).containsExactly("1");
        verify(changes).since(eq(ARTICLE), eq(0L), anyInt());
        watching.dispose();
    }

    @Test
    void tellsWhatHappenedBetweenTheAnswerAndItsFirstReader() {
        List<String> seen = new ArrayList<>();
        Flux<ServerSentEvent<String>> opened = open(null);

        happens(1);
        Disposable watching = opened.subscribe(event -> seen.add(String.valueOf(event.id())));

        assertThat(seen).containsExactly("1");
        watching.dispose();
    }

    @Test
    void endsTheStreamOfAClientThatDoesNotKeepUpAndOfNoOther() {
        List<String> quick = new ArrayList<>();
        Disposable other = open(null).subscribe(event -> quick.add(String.valueOf(event.id())));
        Slow slow = new Slow();
        open(null).subscribe(slow);

        happens(20);

        assertThat(quick).hasSize(20);
        slow.request(100);
        assertThat(slow.ended).isTrue();
        assertThat(slow.seen).hasSizeLessThan(20).startsWith("1", "2");
        other.dispose();
    }

    @Test
    void sendsABoundedPartOfWhatWasMissedAndTheRestToThoseWhoComeBack() {
        happens(10);

        List<String> first = ids(open(0L));
        List<String> then = new ArrayList<>();
        Disposable watching = open(6L).subscribe(event -> then.add(String.valueOf(event.id())));

        assertThat(first).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(then).containsExactly("7", "8", "9", "10");
        watching.dispose();
    }

    @Test
    void startsFromNowForAnIdFromTheFuture() {
        happens(1);
        List<String> seen = new ArrayList<>();
        Disposable watching = open(99L).subscribe(event -> seen.add(String.valueOf(event.id())));

        happens(1);

        assertThat(seen).containsExactly("2");
        watching.dispose();
    }

    @Test
    void refusesStreamsOverTheLimit() {
        Disposable first = open(null).subscribe();
        Disposable second = open(null).subscribe();

        assertThatThrownBy(() -> open(null))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isInstanceOf(Refusal.Busy.class));
        first.dispose();
        second.dispose();
        open(null).subscribe().dispose();
    }

    @Test
    void endsAllStreamsBeforeTheWebServerWaitsForThem() {
        assertThat(streams.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
        List<String> seen = new ArrayList<>();
        Flux<ServerSentEvent<String>> late = open(null);
        open(null).doOnComplete(() -> seen.add("the end")).subscribe(event -> seen.add(String.valueOf(event.id())));
        happens(1);

        streams.stop();

        assertThat(seen).containsExactly("1", "the end");
        assertThat(ids(late)).isEmpty();
        assertThat(meters.get("pressroom.streams.open").gauge().value()).isZero();
        assertThatThrownBy(() -> open(null))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isInstanceOf(Refusal.Busy.class));
        streams.start();
        open(null).subscribe().dispose();
    }

    private Flux<ServerSentEvent<String>> open(@Nullable Long lastSeen) {
        ThreadStreams.Opened opened = streams.open(ARTICLE, lastSeen).block();
        assertThat(opened).isNotNull();
        return opened.events();
    }

    private Flux<ServerSentEvent<String>> open(long lastSeen, long now) {
        when(versions.now(any())).thenReturn(Mono.just(now));
        return open(lastSeen);
    }

    private static List<String> ids(Flux<ServerSentEvent<String>> events) {
        List<ServerSentEvent<String>> all = events.collectList().block(Duration.ofSeconds(5));
        assertThat(all).isNotNull();
        return all.stream().map(event -> String.valueOf(event.id())).toList();
    }

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            long version = thread.size() + 1L;
            thread.add(new ThreadChange(version, version, false, "{}"));
            streams.signal(ARTICLE);
        }
    }

    private static final class Slow extends BaseSubscriber<ServerSentEvent<String>> {
        private final List<String> seen = new ArrayList<>();
        private boolean ended;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        protected void hookOnNext(ServerSentEvent<String> event) {
            seen.add(String.valueOf(event.id()));
        }

        @Override
        protected void hookOnComplete() {
            ended = true;
        }
    }
}
