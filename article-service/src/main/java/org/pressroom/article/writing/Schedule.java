package org.pressroom.article.writing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * What is to become of an article at a time to come.
 *
 * @param publishAt when its working copy, as it is then, is shown to readers; null where only the other is to come
 * @param unpublishAt when it is taken from them; null for never
 * @param notifies whether subscribers are to hear of the publication; null for what is usual
 * @param refusal why it could not be done when it was due, as a sentence; null while it waits
 */
@PlainJava
public record Schedule(
        @Nullable Instant publishAt,
        @Nullable Instant unpublishAt,
        @Nullable Boolean notifies,
        @Nullable String refusal) {

    /** Whether something goes public by it. */
    boolean publishesLater() {
        return publishAt != null && refusal == null;
    }

    /** An order to publish, and to unpublish where that is given. */
    public static Schedule publishing(Instant at, @Nullable Instant until, @Nullable Boolean notifies) {
        return new Schedule(at, until, notifies, null);
    }

    /** What is left to do for something that readers see. */
    public static @Nullable Schedule unpublishing(@Nullable Instant at) {
        return at == null ? null : new Schedule(null, at, null, null);
    }

    /**
     * When something is taken from readers who see it from a moment on: then, or as was ordered before; null for never.
     *
     * @param until null where nothing is said of it now
     * @param before what is ordered so far; null for nothing
     */
    public static @Nullable Instant end(@Nullable Instant until, @Nullable Schedule before, Instant begin) {
        Instant end = until != null || before == null ? until : before.unpublishAt();
        return end != null && end.isAfter(begin) ? end : null;
    }
}
