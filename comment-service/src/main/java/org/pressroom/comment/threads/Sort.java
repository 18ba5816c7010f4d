package org.pressroom.comment.threads;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;

/** In which order a thread is read. */
enum Sort {
    OLDEST,
    NEWEST;

    /** Reads the query parameter {@code sort}: the oldest first by default, 400 for what is not known. */
    static Sort of(@Nullable String text) {
        if (text == null || text.equals("oldest")) {
            return OLDEST;
        } else if (text.equals("newest")) {
            return NEWEST;
        }
        throw Problems.badRequest("'sort' must be 'oldest' or 'newest'.");
    }
}
