package org.pressroom.article.reading;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Slug;

/**
 * Which articles are asked for, by slugs; null where it does not matter.
 *
 * @param author an account without a byline of its own is known by its id, which has the shape of a slug
 */
record ArticleFilter(
        @Nullable String category,
        @Nullable String tag,
        @Nullable String author) {

    /** Whether one of the slugs is none, so that nothing can be found. */
    boolean isHopeless() {
        return isNoSlug(category) || isNoSlug(tag) || isNoSlug(author);
    }

    private static boolean isNoSlug(@Nullable String text) {
        return text != null && !Slug.isValid(text);
    }
}
