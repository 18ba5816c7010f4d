package org.pressroom.common.contract;

import org.jspecify.annotations.Nullable;

/**
 * An author, as readers see one.
 *
 * @param bio in the author's own words, as plain text; null for none
 * @param picture an http or https address, or a path on this site; null for none
 * @param articleCount how many published articles there are, at least 1
 */
public record AuthorView(
        String slug,
        String name,
        @Nullable String bio,
        @Nullable String picture,
        long articleCount) {}
