package org.pressroom.article.publishing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
     * @param when since when, as far as that is not known already
     * @param notify whether subscribers are to hear of it, where it goes public with this; null for what is usual. Of a
     *     page they never do
     */
    ArticleChange publish(ArticleContent content, List<Author> authors, When when, @Nullable Boolean notify);

    /**
     * When something is shown.
     *
     * @param moment when it happens
     * @param dated the time that it is given by whoever publishes it; null for none but that moment
     */
    record When(Instant moment, @Nullable Instant dated) {
        private Instant since() {
            return dated == null ? moment : dated;
        }
    }

    /** Readers never saw it. */
    record NeverPublished(UUID articleId) implements PublicationState {
        /** Subscribers hear of it, unless it is said that they do not. */
        @Override
        public ArticleChange publish(
                ArticleContent content, List<Author> authors, When when, @Nullable Boolean notify) {
            Instant since = when.since();
            return ArticleChange.published(new PublishedArticle(
                    articleId,
                    1,
                    1,
                    content,
                    authors,
                    since,
                    since,
                    since,
                    content.isListed() && !Boolean.FALSE.equals(notify)));
        }
    }

    /**
     * Readers see it.
     *
     * @param draftVersion of the working copy that they see
     */
    record Published(PublishedArticle article, long draftVersion) implements PublicationState {

        /** A revision: it keeps its place among the newest unless it is dated anew, and nobody is told of it again. */
        @Override
        public ArticleChange publish(
                ArticleContent content, List<Author> authors, When when, @Nullable Boolean notify) {
            PublishedArticle revised = article.revised(content, authors, when.moment());
            return ArticleChange.revised(when.dated() == null ? revised : revised.dated(when.dated()));
        }

        /** Shown at another place: it stays as it is, and others hear that it changed. */
        ArticleChange moved() {
            return ArticleChange.revised(article.next());
        }

        /** Takes it away from readers. */
        ArticleChange unpublish() {
            return ArticleChange.unpublished(article.next());
        }
    }

    /** Readers saw it once, and see it no more. */
    record Unpublished(PublishedArticle article) implements PublicationState {

        /** A new publication: it is among the newest again. Who was told of it once is not, unless it is said. */
        @Override
        public ArticleChange publish(
                ArticleContent content, List<Author> authors, When when, @Nullable Boolean notify) {
            boolean notifies = content.isListed() && Boolean.TRUE.equals(notify);
            return ArticleChange.published(article.again(content, authors, when.since(), notifies));
        }

        /** Lets it go for good. */
        ArticleChange remove() {
            return ArticleChange.removed(article.next());
        }
    }
}
