package org.pressroom.comment.streaming;

import org.springframework.http.codec.ServerSentEvent;

/**
 * The last change of one comment that readers can see.
 *
 * @param version the thread's version by it
 * @param shown the thread's version when the comment was last approved
 * @param gone whether readers do not see it any more
 * @param json the comment as readers see it, or the {@link RemovedComment}
 */
record ThreadChange(long version, long shown, boolean gone, String json) {

    static final String APPROVED = "comment-approved";
    static final String EDITED = "comment-edited";
    static final String REMOVED = "comment-removed";

    /**
     * The event for a client that has seen all of the thread up to the given version. That is older than the event
     * before this one where several are told at once: a comment that was approved and then edited stands where it was
     * edited, and the client has not seen it yet.
     */
    ServerSentEvent<String> eventAfter(long known) {
        return ServerSentEvent.<String>builder()
                .id(Long.toString(version))
                .event(gone ? REMOVED : shown > known ? APPROVED : EDITED)
                .data(json)
                .build();
    }
}
