package org.pressroom.gateway.site.feeds;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.contract.Named;
import org.pressroom.gateway.site.articles.Article;

/**
 * A part of a list of articles, whatever it is written as.
 *
 * @param site the origin that all addresses begin with
 * @param page the address of the list's page
 * @param id the address of the newest part in this format, by which programs know the feed
 * @param self the address of this part
 * @param next the address of the part with the articles before these; null at the end
 * @param language as of BCP 47: of all articles, or of the site
 * @param articles with their bodies
 */
record Feed(
        String site,
        String title,
        String description,
        String page,
        String id,
        String self,
        @Nullable String next,
        String language,
        List<ArticleSummary> articles) {

    /** When any of its articles was changed last; the beginning of time where there are none. */
    Instant updated() {
        return articles.stream()
                .flatMap(article -> Stream.of(article.updatedAt(), article.publishedAt()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** By which programs know an article for ever, whatever becomes of its address. */
    static String id(ArticleSummary article) {
        return "urn:uuid:" + article.id();
    }

    String url(ArticleSummary article) {
        return site + Article.pathOf(article);
    }

    /** The article's text with whole addresses; null where it is for some alone. */
    @Nullable
    String html(ArticleSummary article) {
        String body = article.bodyHtml();
        return body == null ? null : WholeAddresses.in(body, url(article));
    }

    /** The address of its cover; null for none. */
    @Nullable
    String picture(ArticleSummary article) {
        Cover cover = article.cover();
        return cover == null ? null : WholeAddresses.of(cover.url(), url(article));
    }

    String author(Named author) {
        return site + "/authors/" + author.slug();
    }

    String categories() {
        return site + "/categories/";
    }

    String tags() {
        return site + "/tags/";
    }
}
