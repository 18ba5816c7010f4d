package org.pressroom.gateway.site.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleNeighbours;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.look.DisplayTime;

/** Where reading goes on from an article, as its page shows it. */
public record Neighbours(@Nullable Article newer, @Nullable Article older, List<Article> related) {

    static Neighbours of(ArticleNeighbours json, DisplayTime.Style style) {
        return new Neighbours(
                shown(json.newer(), style),
                shown(json.older(), style),
                json.related().stream().map(each -> Article.of(each, style)).toList());
    }

    private static @Nullable Article shown(@Nullable ArticleSummary json, DisplayTime.Style style) {
        return json == null ? null : Article.of(json, style);
    }
}
