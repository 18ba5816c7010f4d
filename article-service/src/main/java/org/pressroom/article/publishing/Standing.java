package org.pressroom.article.publishing;

import java.time.Instant;
import java.util.UUID;
import org.pressroom.article.bylines.Author;

/** Where an article stands with its readers. What cannot be done in a standing is not there to be called. */
sealed interface Standing {

    /**
     * Shows an edition to readers.
     *
     * @param at since when
     * @param notify whether subscribers are to hear of it, where it goes public with this
     */
    Change publish(Edition edition, Author author, Instant at, boolean notify);

    /** Readers never saw it. */
    record NeverPublished(UUID articleId) implements Standing {
        @Override
        public Change publish(Edition edition, Author author, Instant at, boolean notify) {
            return Change.published(new Showing(articleId, 1, 1, edition, author, at, at, at, notify));
        }
    }

    /**
     * Readers see it.
     *
     * @param draftVersion of the working copy that they see
     */
    record Published(Showing showing, long draftVersion) implements Standing {

        /** A revision: it keeps its place among the newest, and nobody is told of it again. */
        @Override
        public Change publish(Edition edition, Author author, Instant at, boolean notify) {
            return Change.revised(showing.revised(edition, author, at));
        }

        /** Takes it away from readers. */
        Change withdraw() {
            return Change.unpublished(showing.next());
        }
    }

    /** Readers saw it once, and see it no more. */
    record Withdrawn(Showing showing) implements Standing {

        /** A new publication: it is among the newest again. */
        @Override
        public Change publish(Edition edition, Author author, Instant at, boolean notify) {
            return Change.published(showing.again(edition, author, at, notify));
        }

        /** Lets it go for good. */
        Change remove() {
            return Change.removed(showing.next());
        }
    }
}
