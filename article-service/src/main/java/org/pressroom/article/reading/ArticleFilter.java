package org.pressroom.article.reading;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.text.Slug;

/**
 * Which articles are asked for, by slugs; null where it does not matter.
 *
 * @param kind {@code article} or {@code page}
 * @param language as of BCP 47; one without a region or a script has all of them in it
 * @param author an account without a byline of its own is known by its id, which has the shape of a slug
 */
record ArticleFilter(
        @Nullable String category,
        @Nullable String tag,
        @Nullable String author,
        String kind,
        @Nullable String language) {

    /** Whether it lets all articles pass. */
    boolean isForAll() {
        return category == null
                && tag == null
                && author == null
                && language == null
                && kind.equals(ArticleSummary.ARTICLE);
    }

    /** Whether nothing can be found: one of the slugs is none, or pages have no such thing. */
    boolean isHopeless() {
        boolean pagesHaveNone = kind.equals(ArticleSummary.PAGE) && (category != null || tag != null);
        return pagesHaveNone || isNoSlug(category) || isNoSlug(tag) || isNoSlug(author);
    }

    private static boolean isNoSlug(@Nullable String text) {
        return text != null && !Slug.isValid(text);
    }
}
