package org.pressroom.gateway.site.articles;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.Language;

/**
 * What stands beside the words of a page, the same beside all.
 *
 * @param all how many articles there are; null where nobody says
 * @param categories those at the top that have articles, the first of them
 * @param furtherCategories whether there are more
 * @param recent the newest articles
 * @param mostRead what was viewed most in the last days
 */
public record Beside(
        @Nullable Long all,
        List<Branch> categories,
        boolean furtherCategories,
        List<ArticleSummary> recent,
        List<ArticleSummary> mostRead) {

    /** Nothing. */
    public static final Beside NOTHING = new Beside(null, List.of(), false, List.of(), List.of());

    private static final int CATEGORIES_SHOWN = 12;

    static Beside of(
            List<Language> languages,
            List<CategoryView> categories,
            List<ArticleSummary> recent,
            List<ArticleSummary> mostRead) {
        List<Branch> top = Branch.tree(categories);
        List<Long> counts = languages.stream()
                .map(Language::articleCount)
                .filter(Objects::nonNull)
                .toList();
        return new Beside(
                counts.size() < languages.size() || counts.isEmpty()
                        ? null
                        : counts.stream().mapToLong(Long::longValue).sum(),
                top.stream().limit(CATEGORIES_SHOWN).toList(),
                top.size() > CATEGORIES_SHOWN
                        || top.stream().anyMatch(each -> !each.beneath().isEmpty()),
                recent,
                mostRead);
    }
}
