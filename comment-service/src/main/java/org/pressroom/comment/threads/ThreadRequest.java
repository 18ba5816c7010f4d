package org.pressroom.comment.threads;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ThreadPart;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;

/**
 * Which part of a thread is asked for.
 *
 * @param page how much, and where it begins
 * @param around the comment that the part is to show, with as many before it as after it; null where {@code page} says
 *     where it begins
 */
record ThreadRequest(Sort sort, PageRequest page, @Nullable UUID around) {

    /** Reads the query parameters; fails with 400 where one is not valid, or both places are named. */
    static ThreadRequest of(
            UUID articleId,
            @Nullable String sort,
            @Nullable String limit,
            @Nullable String after,
            @Nullable UUID around) {
        if (after != null && around != null) {
            throw Problems.badRequest("'after' and 'around' cannot both be given.");
        }
        Sort order = Sort.of(sort);
        PageRequest page = PageRequest.of(
                List.of("thread", articleId, order), limit, ThreadPart.START.equals(after) ? null : after);
        return new ThreadRequest(order, page, around);
    }

    /** The same part by the place where it begins; null for the start. */
    ThreadRequest from(@Nullable Cursor after) {
        return new ThreadRequest(sort, new PageRequest(page.list(), page.limit(), after), null);
    }
}
