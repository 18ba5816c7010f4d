package org.pressroom.article.reading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.pressroom.article.writing.CommentPolicy;

/**
 * An article with its body.
 *
 * @param line what lists show of it too
 * @param bodyHtml safe to show as it is
 */
record WholeArticle(@JsonUnwrapped ArticleLine line, String bodyHtml, Seo seo, CommentPolicy commentPolicy) {

    /**
     * For the head of a page.
     *
     * @param description the summary, or else the first words of the body
     */
    record Seo(String title, String description, String canonicalUrl) {}
}
