package org.pressroom.gateway.site.articles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.Named;

/**
 * A category with those beneath it, as the templates show it.
 *
 * @param count how many articles its list has
 */
public record Branch(Link link, long count, List<Branch> beneath) {

    /** The tree of these categories, each level in the order given. */
    public static List<Branch> tree(List<CategoryView> categories) {
        return beneath("", categories);
    }

    /** What of these lies beneath the category of that slug, each level in the order given. */
    public static List<Branch> beneath(String slug, List<CategoryView> categories) {
        Map<String, List<CategoryView>> byParent = new HashMap<>();
        for (CategoryView category : categories) {
            Named parent = category.parent();
            byParent.computeIfAbsent(parent == null ? "" : parent.slug(), above -> new ArrayList<>())
                    .add(category);
        }
        return beneath(slug, byParent);
    }

    private static List<Branch> beneath(String slug, Map<String, List<CategoryView>> byParent) {
        return byParent.getOrDefault(slug, List.of()).stream()
                .map(each -> new Branch(
                        Link.category(new Named(each.slug(), each.name())),
                        each.totalCount(),
                        beneath(each.slug(), byParent)))
                .toList();
    }
}
