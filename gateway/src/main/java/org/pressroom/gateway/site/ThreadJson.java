package org.pressroom.gateway.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a thread as the comment service answers it. The places are cursors, {@link #START} for the first part.
 *
 * @param parents who wrote what is answered here and stands in another part
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ThreadJson(
        List<CommentJson> items,
        @Nullable String next,
        @Nullable String previous,
        @Nullable String self,
        @Nullable List<Parent> parents) {
    static final String START = "start";
    static final ThreadJson EMPTY = new ThreadJson(List.of(), null, null, null, null);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Parent(String id, String name) {}
}
