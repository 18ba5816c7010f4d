package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of articles.
 *
 * @param next the cursor of the next part; null at the end
 * @param previous the cursor of the part before, which has as many in it as were asked for now; null where that is the first, or
 *     this is, and where something was searched for
 * @param match how what was searched for is found in them: {@code all} of the words, words that begin with the last one
 *     ({@code beginnings}), words that it was probably a slip of the pen for ({@code corrected}), {@code most} of the words, or
 *     {@code some}. Left out where nothing was searched for, or nothing found
 * @param correctedTo what was found in its place; left out where it is what was searched for
 */
public record ArticlePage(
        List<ArticleSummary> items,
        @Nullable String next,
        @Nullable String previous,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String match,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String correctedTo) {

    /** Where nothing was searched for. */
    public static ArticlePage listed(List<ArticleSummary> items, @Nullable String next, @Nullable String previous) {
        return new ArticlePage(items, next, previous, null, null);
    }
}
