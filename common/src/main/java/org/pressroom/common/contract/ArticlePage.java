package org.pressroom.common.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of articles.
 *
 * @param next the cursor of the next part; null at the end
 * @param previous the cursor of the part before, which has as many in it as were asked for now; null where that is the first, or
 *     this is
 */
public record ArticlePage(
        List<ArticleSummary> items,
        @Nullable String next,
        @Nullable String previous) {}
