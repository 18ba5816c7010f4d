package org.pressroom.comment.streaming;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.streaming.EventStreams;
import org.pressroom.common.streaming.StreamedEvent;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The live stream of a thread. */
@Tag(name = "Comments")
@RestController
class StreamController {

    private final ThreadStreams streams;

    StreamController(ThreadStreams streams) {
        this.streams = streams;
    }

    /**
     * Streams what happens in a thread after a version of it: {@code comment-approved}, {@code comment-edited},
     * {@code comment-removed}.
     *
     * @param lastEventId the last event's, where the client comes back
     * @param after the {@code ETag} of the list that it shows, without the quotes; else the present version
     */
    @Operation(operationId = "streamComments")
    @StreamedEvent(name = ThreadChange.APPROVED, data = CommentView.class)
    @StreamedEvent(name = ThreadChange.EDITED, data = CommentView.class)
    @StreamedEvent(name = ThreadChange.REMOVED, data = RemovedComment.class)
    @GetMapping(path = "/api/articles/{articleId}/comments/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> stream(
            @PathVariable UUID articleId,
            @RequestHeader(name = HeaderNames.LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String after,
            ServerHttpRequest request) {
        Long rendered = after == null ? null : version(after, "'after' must be the version of a thread.");
        Long seen = lastEventId == null || lastEventId.isEmpty()
                ? rendered
                : Long.valueOf(version(lastEventId, "'Last-Event-ID' is not one that this stream gave out."));
        return Refusals.orProblemOf(streams.open(articleId, seen), request)
                .map(stream -> ResponseEntity.ok().body(EventStreams.sse(stream.from(), stream.events())));
    }

    private static long version(String text, String refusal) {
        try {
            long version = Long.parseLong(text);
            if (version >= 0) {
                return version;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw Problems.badRequest(refusal);
    }
}
