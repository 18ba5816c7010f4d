package org.pressroom.article.publishing;

import java.time.Instant;
import java.util.UUID;
import org.pressroom.article.authors.Author;
import org.pressroom.common.PlainJava;

/**
 * What readers see of an article: nothing yet, something, or nothing any more. What cannot be done in a state is not
 * there to be called.
 */
@PlainJava
sealed interface PublicationState {

    /**
     * Shows something to readers.
     *
     * @param at since when
     * @param notify whether subscribers are to hear of it, where it goes public with this
     */
    ArticleChange publish(ArticleContent content, Author author, Instant at, boolean notify);

    /** Readers never saw it. */
    record NeverPublished(UUID articleId) implements PublicationState {
        @Override
        public ArticleChange publish(ArticleContent content, Author author, Instant at, boolean notify) {
            return ArticleChange.published(new PublishedArticle(articleId, 1, 1, content, author, at, at, at, notify));
        }
    }

    /**
     * Readers see it.
     *
     * @param draftVersion of the working copy that they see
     */
    record Published(PublishedArticle article, long draftVersion) implements PublicationState {

        /** A revision: it keeps its place among the newest, and nobody is told of it again. */
        @Override
        public ArticleChange publish(ArticleContent content, Author author, Instant at, boolean notify) {
            return ArticleChange.revised(article.revised(content, author, at));
        }

        /** Takes it away from readers. */
        ArticleChange unpublish() {
            return ArticleChange.unpublished(article.next());
        }
    }

    /** Readers saw it once, and see it no more. */
    record Unpublished(PublishedArticle article) implements PublicationState {

        /** A new publication: it is among the newest again. */
        @Override
        public ArticleChange publish(ArticleContent content, Author author, Instant at, boolean notify) {
            return ArticleChange.published(article.again(content, author, at, notify));
        }

        /** Lets it go for good. */
        ArticleChange remove() {
            return ArticleChange.removed(article.next());
        }
    }
}
