package org.pressroom.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.pressroom.common.events.CommentState;

/**
 * The versions that threads have, as far as they were told last: most comments that are held or rejected were never before
 * readers' eyes, and a thread that shows nothing else stays as it is.
 */
final class ThreadVersions {

    private static final int MOST = 50_000;

    private final Cache<UUID, Long> versions =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** Whether readers see something else by what became of a comment; true where that is not known. */
    boolean grows(CommentState comment) {
        Long version = comment.threadVersion();
        if (version == null) {
            return true;
        }
        Long before = versions.asMap().put(comment.articleId(), version);
        return before == null || version > before;
    }
}
