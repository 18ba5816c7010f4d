package org.pressroom.gateway.site.reading;

import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.Cover;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.cards.CardPages;

/** The picture that stands for an article on other sites: its cover, or what is drawn where it has none. */
final class ShownPicture {

    private ShownPicture() {}

    /** Its address, as the article has it. */
    static String of(ArticleView article) {
        Cover cover = article.cover();
        return cover == null ? Article.pathOf(article.listed()) + "/" + CardPages.FILE : cover.url();
    }
}
