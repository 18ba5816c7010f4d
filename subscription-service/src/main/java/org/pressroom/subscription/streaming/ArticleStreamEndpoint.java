package org.pressroom.subscription.streaming;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.streaming.EventStreams;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** The stream of new articles over HTTP. */
@RestController
class ArticleStreamEndpoint {

    private static final int LONGEST_PLACE = 18;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final ArticleStream stream;
    private final StreamSettings settings;
    private final AtomicInteger open = new AtomicInteger();

    ArticleStreamEndpoint(ArticleStream stream, StreamSettings settings) {
        this.stream = stream;
        this.settings = settings;
    }

    /**
     * {@code article-published} events. With {@code Last-Event-ID} those that were missed come first. 503 at the
     * limit of streams.
     */
    @GetMapping(path = "/api/articles/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<StreamedArticle>> listen(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        Long place = place(lastEventId);
        return Flux.using(
                this::enter,
                entered -> EventStreams.sse(
                        stream.start(place), stream.since(place).map(ArticleStreamEndpoint::event)),
                entered -> open.decrementAndGet());
    }

    private int enter() {
        int now = open.incrementAndGet();
        if (now > settings.most()) {
            open.decrementAndGet();
            throw Problems.unavailable(TRY_AGAIN);
        }
        return now;
    }

    private static ServerSentEvent<StreamedArticle> event(StreamedArticle article) {
        return ServerSentEvent.builder(article)
                .id(Long.toString(article.arrival()))
                .event("article-published")
                .build();
    }

    /** What is no place of this stream counts as none: the listener starts with what is published now. */
    private static @Nullable Long place(@Nullable String lastEventId) {
        boolean number = lastEventId != null
                && !lastEventId.isEmpty()
                && lastEventId.length() <= LONGEST_PLACE
                && lastEventId.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.valueOf(lastEventId) : null;
    }
}
