package org.pressroom.gateway.site.articles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.Named;

/**
 * A category with those beneath it, as the templates show it.
 *
 * @param count how many articles its list has
 */
public record Branch(Link link, long count, List<Branch> beneath) {

    /** The tree of categories that have articles, or lie above one that has, each level in the order given. */
    public static List<Branch> tree(List<CategoryView> categories) {
        Map<String, List<CategoryView>> byParent = new HashMap<>();
        for (CategoryView category : categories) {
            Named parent = category.parent();
            byParent.computeIfAbsent(parent == null ? "" : parent.slug(), slug -> new ArrayList<>())
                    .add(category);
        }
        return beneath("", byParent);
    }

    /** This one and all beneath it. */
    public Stream<Branch> all() {
        return Stream.concat(Stream.of(this), beneath.stream().flatMap(Branch::all));
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
