package org.pressroom.common.contract;

import org.jspecify.annotations.Nullable;

/**
 * A tag, as readers see it.
 *
 * @param description as plain text; null for none
 * @param articleCount how many published articles it has
 */
public record TagView(
        String slug,
        String name,
        @Nullable String description,
        @Nullable Cover picture,
        long articleCount) {}
