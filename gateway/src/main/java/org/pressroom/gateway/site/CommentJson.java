package org.pressroom.gateway.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An approved comment as the comment service answers it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CommentJson(
        String id,
        @Nullable String parentId,
        int depth,
        Author author,
        String bodyHtml,
        Instant createdAt,
        @Nullable Instant editedAt,
        int replyCount,
        int score) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Author(String name, @Nullable String website, boolean verified, boolean staff) {}
}
