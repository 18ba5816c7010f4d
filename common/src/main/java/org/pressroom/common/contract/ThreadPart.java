package org.pressroom.common.contract;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a thread, and the ways on from it. Every way is a cursor for {@code after}; {@link #START} is the one of the
 * first part.
 *
 * @param next of the part after this one; null at the end
 * @param previous of the part before this one, which ends where this one begins; null at the beginning
 * @param self of this part itself, however it was found
 * @param parents who wrote the comments that are answered here and stand in another part, as far as readers see them
 */
public record ThreadPart(
        List<CommentView> items,
        @Nullable String next,
        @Nullable String previous,
        String self,
        List<Parent> parents) {

    public static final String START = "start";

    /** A thread without comments. */
    public static final ThreadPart EMPTY = new ThreadPart(List.of(), null, null, START, List.of());

    /** A comment that is answered. */
    public record Parent(UUID id, String name) {}
}
