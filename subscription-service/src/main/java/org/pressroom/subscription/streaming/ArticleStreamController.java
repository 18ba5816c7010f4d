package org.pressroom.subscription.streaming;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.streaming.EventStreams;
import org.pressroom.common.streaming.StreamedEvent;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** The stream of new articles over HTTP. */
@Tag(name = "Articles")
@RestController
class ArticleStreamController {

    private static final String PUBLISHED = "article-published";

    private static final int LONGEST_POSITION = 18;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final ArticleStream stream;
    private final StreamProperties properties;
    private final AtomicInteger open = new AtomicInteger();

    ArticleStreamController(ArticleStream stream, StreamProperties properties) {
        this.stream = stream;
        this.properties = properties;
    }

    /**
     * Streams {@code article-published} as articles go public. With {@code Last-Event-ID} those that were missed come
     * first. 503 at the limit of streams.
     *
     * @param lastEventId the last event's, where the client comes back
     */
    @Operation(operationId = "streamArticles")
    @StreamedEvent(name = PUBLISHED, data = StreamedArticle.class)
    @GetMapping(path = "/api/articles/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<StreamedArticle>> listen(
            @RequestHeader(name = HeaderNames.LAST_EVENT_ID, required = false) @Nullable String lastEventId) {
        Long position = position(lastEventId);
        return Flux.using(
                this::enter,
                entered -> EventStreams.sse(
                        stream.start(position), stream.since(position).map(ArticleStreamController::event)),
                entered -> open.decrementAndGet());
    }

    private int enter() {
        int now = open.incrementAndGet();
        if (now > properties.most()) {
            open.decrementAndGet();
            throw Problems.unavailable(TRY_AGAIN);
        }
        return now;
    }

    private static ServerSentEvent<StreamedArticle> event(StreamedArticle article) {
        return ServerSentEvent.builder(article)
                .id(Long.toString(article.position()))
                .event(PUBLISHED)
                .build();
    }

    /** What is no position of this stream counts as none: the listener starts with what is published now. */
    private static @Nullable Long position(@Nullable String lastEventId) {
        boolean number = lastEventId != null
                && !lastEventId.isEmpty()
                && lastEventId.length() <= LONGEST_POSITION
                && lastEventId.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.valueOf(lastEventId) : null;
    }
}
