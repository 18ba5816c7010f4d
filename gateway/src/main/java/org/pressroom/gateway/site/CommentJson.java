package org.pressroom.gateway.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment of a thread as the comment service answers it.
 *
 * @param articleId where it is asked for by itself; null in a thread
 * @param status only where it is not approved: {@code deleted} for one that is gone but has answers
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CommentJson(
        String id,
        @Nullable UUID articleId,
        @Nullable String parentId,
        int depth,
        Author author,
        String bodyHtml,
        Instant createdAt,
        @Nullable Instant editedAt,
        int replyCount,
        int score,
        @Nullable String status) {

    /** Whether only its place is left, for the sake of the answers to it. Public, as all that templates reach. */
    public boolean isGone() {
        return "deleted".equals(status);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Author(String name, @Nullable String website, boolean verified, boolean staff) {}
}
