package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment of a thread as every reader may see it. No address of any kind is ever in it.
 *
 * @param depth 0 for one that answers the article itself
 * @param bodyHtml sanitised
 * @param replyCount replies right beneath it that are in the list
 * @param status only where it is not approved: {@code deleted} for one that is gone but has replies
 */
public record CommentView(
        UUID id,
        @Nullable UUID parentId,
        int depth,
        Author author,
        String bodyHtml,
        Instant createdAt,
        @Nullable Instant editedAt,
        int replyCount,
        int score,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status) {

    /** The status of a comment that was taken away. */
    public static final String DELETED = "deleted";

    /** Whether only its place is left, for the sake of the replies to it. */
    @JsonIgnore
    public boolean isGone() {
        return DELETED.equals(status);
    }

    /**
     * Who wrote it.
     *
     * @param verified whether they proved who they are
     * @param staff whether they were signed in as staff
     */
    public record Author(String name, @Nullable String website, boolean verified, boolean staff) {}
}
