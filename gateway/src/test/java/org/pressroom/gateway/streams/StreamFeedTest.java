package org.pressroom.gateway.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.common.http.EndlessAnswer;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class StreamFeedTest {

    private final AtomicLong kept = new AtomicLong();
    private final List<StreamFeed> ended = new ArrayList<>();

    /** A feed, and what its service sends. */
    private final class Feed {

        private final Sinks.Many<ServerSentEvent<String>> service =
                Sinks.many().unicast().onBackpressureBuffer();
        private final StreamFeed feed;

        private Feed(long from, @Nullable StreamFeed heir) {
            feed = new StreamFeed(place -> service.asFlux(), from, new StreamFeed.Surroundings() {
                @Override
                public AtomicLong keptInAll() {
                    return kept;
                }

                @Override
                public @Nullable StreamFeed heir() {
                    return heir;
                }

                @Override
                public void ended(StreamFeed feed) {
                    ended.add(feed);
                }
            });
            feed.read();
            service.tryEmitNext(ServerSentEvent.<String>builder()
                    .id(Long.toString(from))
                    .comment("connected")
                    .build());
        }

        private Feed happens(int first, int last) {
            return happens(first, last, "x");
        }

        private Feed happens(int first, int last, String data) {
            for (int i = first; i <= last; i++) {
                service.tryEmitNext(
                        ServerSentEvent.builder(data).id(Integer.toString(i)).build());
            }
            return this;
        }

        private Client watchedFrom(@Nullable Long seen) {
            Client client = new Client();
            feed.watch(client, client, seen);
            return client;
        }
    }

    private static class Client implements EndlessAnswer, EndlessAnswer.Client {

        private final List<String> sent = new ArrayList<>();
        private boolean end;

        @Override
        public void send(byte[] part) {
            assertThat(end).isFalse();
            sent.add(new String(part, StandardCharsets.UTF_8));
        }

        @Override
        public void end() {
            end = true;
        }

        @Override
        public void begin(EndlessAnswer.Client client) {}

        @Override
        public void gone() {}

        private List<String> events() {
            return sent.stream().filter(part -> part.contains("data:")).toList();
        }

        private void assertKnows(int first, int last) {
            List<String> all = Flux.range(first, last - first + 1)
                    .map(i -> "id:" + i + "\ndata:x\n\n")
                    .collectList()
                    .block();
            assertThat(events()).isEqualTo(all);
        }
    }

    @Test
    void nothingGoesByBeforeSomebodyWatches() {
        Feed feed = new Feed(0, null).happens(1, 300);
        feed.watchedFrom(0L).assertKnows(1, 300);
    }

    @Test
    void whoIsTooLateIsSentBackToWhereItWas() {
        Feed feed = new Feed(0, null);
        assertThat(feed.feed.covers(5L)).isTrue();
        feed.watchedFrom(0L);
        feed.happens(1, 300);
        Client late = feed.watchedFrom(5L);
        assertThat(late.events()).isEmpty();
        assertThat(late.sent).singleElement().asString().contains("id:5\n", "retry:");
        assertThat(late.end).isTrue();
        feed.watchedFrom(200L).assertKnows(201, 300);
    }

    @Test
    void whatFailsForOneClientFailsForThatOneAlone() {
        Feed feed = new Feed(0, null);
        Client failing = new Client() {
            @Override
            public void send(byte[] part) {
                throw new IllegalStateException("not this one");
            }
        };
        List<Client> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(feed.watchedFrom(0L));
        }
        feed.feed.watch(failing, failing, 0L);
        for (int i = 0; i < 10; i++) {
            others.add(feed.watchedFrom(0L));
        }
        feed.happens(1, 3);
        feed.feed.beat();
        for (Client other : others) {
            other.assertKnows(1, 3);
            assertThat(other.sent).last().asString().startsWith(":");
        }
        assertThat(ended).isEmpty();
    }

    @Test
    void allFeedsTogetherKeepOnlySoMuch() {
        String large = "x".repeat(60_000);
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Feed feed = new Feed(0, null);
            feed.watchedFrom(0L);
            feeds.add(feed.happens(1, 3, large));
            assertThat(kept.get()).isLessThanOrEqualTo(StreamFeed.MOST_BYTES_KEPT_IN_ALL);
        }
        assertThat(kept.get()).isGreaterThan(StreamFeed.MOST_BYTES_KEPT_IN_ALL / 2);
        Feed last = feeds.get(249);
        assertThat(last.feed.covers(2L)).isFalse();
        assertThat(last.feed.covers(3L)).isTrue();
        Client fresh = last.watchedFrom(3L);
        last.happens(4, 4);
        fresh.assertKnows(4, 4);

        feeds.forEach(feed -> feed.feed.end());
        assertThat(kept).hasValue(0);
    }

    @Test
    void whoHasCaughtUpIsTheHeirs() {
        Feed present = new Feed(0, null);
        Client first = present.watchedFrom(0L);
        present.happens(1, 300);

        Feed earlier = new Feed(0, present.feed);
        Client late = earlier.watchedFrom(0L);
        earlier.happens(1, 250);
        assertThat(ended).containsExactly(earlier.feed);
        late.assertKnows(1, 300);
        present.happens(301, 301);
        late.assertKnows(1, 301);

        earlier.watchedFrom(300L).assertKnows(301, 301);
        assertThat(earlier.watchedFrom(0L).end).isTrue();

        present.feed.forget(first);
        earlier.feed.forget(late);
        present.happens(302, 302);
        late.assertKnows(1, 301);
    }
}
