package org.pressroom.gateway.site.rendering;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.articles.Beside;
import org.pressroom.gateway.site.articles.Branch;
import org.pressroom.gateway.site.look.DisplayTime;

/**
 * The sidebar of a publication, as the templates show it.
 *
 * @param all how many articles there are; null where nobody says
 */
public record Sidebar(
        @Nullable Long all,
        List<Branch> categories,
        boolean furtherCategories,
        List<Article> recent,
        List<Article> mostRead) {

    static Sidebar of(Beside beside, DisplayTime.Style style) {
        return new Sidebar(
                beside.all(),
                beside.categories(),
                beside.furtherCategories(),
                beside.recent().stream().map(each -> Article.of(each, style)).toList(),
                beside.mostRead().stream().map(each -> Article.of(each, style)).toList());
    }
}
