package org.pressroom.comment.streaming;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;

/**
 * The last change of one comment that readers can see.
 *
 * @param version the thread's version by it
 * @param shown the thread's version when the comment was last approved
 * @param json the comment as readers see it; null where it is gone
 */
record Change(
        UUID commentId, long version, long shown, @Nullable String json) {

    /** The event for a client that has seen the thread up to the given version. */
    ServerSentEvent<String> eventAfter(long seen) {
        String name = json == null ? "comment-removed" : shown > seen ? "comment-approved" : "comment-edited";
        return ServerSentEvent.<String>builder()
                .id(Long.toString(version))
                .event(name)
                .data(json == null ? "{\"id\":\"" + commentId + "\"}" : json)
                .build();
    }
}
