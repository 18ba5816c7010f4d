package org.pressroom.gateway.site.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.contract.TagView;
import org.pressroom.gateway.site.articles.ArticlePicture;
import org.pressroom.gateway.site.articles.Branch;
import org.pressroom.gateway.site.articles.Link;

/**
 * What stands over the articles of a category or a tag.
 *
 * @param picture null for none
 * @param path the categories that it lies beneath, from the top on
 * @param beneath the categories directly beneath it
 */
public record TermHead(
        String name,
        @Nullable String description,
        @Nullable ArticlePicture picture,
        List<Link> path,
        List<Branch> beneath) {

    static TermHead of(CategoryView category, List<CategoryView> all) {
        return new TermHead(
                category.name(),
                category.description(),
                picture(category.picture(), category.slug()),
                category.path().stream().map(Link::category).toList(),
                Branch.beneath(category.slug(), all));
    }

    static TermHead of(TagView tag) {
        return new TermHead(tag.name(), tag.description(), picture(tag.picture(), tag.slug()), List.of(), List.of());
    }

    private static @Nullable ArticlePicture picture(@Nullable Cover picture, String slug) {
        return picture == null ? null : ArticlePicture.of(picture, slug);
    }
}
