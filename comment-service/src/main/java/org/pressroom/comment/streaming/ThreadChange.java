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
record ThreadChange(
        UUID commentId, long version, long shown, @Nullable String json) {

    /**
     * The event for a client that has seen all of the thread up to the given version. That is older than the event
     * before this one where several are told at once: a comment that was approved and then edited stands where it was
     * edited, and the client has not seen it yet.
     */
    ServerSentEvent<String> eventAfter(long known) {
        String name = json == null ? "comment-removed" : shown > known ? "comment-approved" : "comment-edited";
        return ServerSentEvent.<String>builder()
                .id(Long.toString(version))
                .event(name)
                .data(json == null ? "{\"id\":\"" + commentId + "\"}" : json)
                .build();
    }
}
