package org.pressroom.common.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A category, as readers see it.
 *
 * @param description as plain text; null for none
 * @param articleCount how many published articles it has itself
 * @param totalCount the same with those of all categories beneath it, which its list shows too
 * @param path the categories that it lies beneath, from the top on
 * @param position among those beneath the same one; where two have the same, their names decide
 */
public record CategoryView(
        String slug,
        String name,
        @Nullable String description,
        @Nullable Cover picture,
        long articleCount,
        long totalCount,
        List<Named> path,
        int position) {

    public CategoryView {
        path = path == null ? List.of() : List.copyOf(path);
    }

    /** The category that it lies directly beneath; null at the top. */
    public @Nullable Named parent() {
        return path.isEmpty() ? null : path.get(path.size() - 1);
    }
}
