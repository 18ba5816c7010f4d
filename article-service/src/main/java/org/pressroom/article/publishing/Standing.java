package org.pressroom.article.publishing;

import java.time.Instant;
import java.util.UUID;
import org.pressroom.article.bylines.Author;

/** Where an article stands with its readers. What cannot be done in a standing is not there to be called. */
sealed interface Standing {

    /** Shows an edition to readers from now on. */
    Change publish(Edition edition, Author author, Instant now);

    /** Readers never saw it. */
    record NeverPublished(UUID articleId) implements Standing {
        @Override
        public Change publish(Edition edition, Author author, Instant now) {
            return Change.published(new Showing(articleId, 1, 1, edition, author, now, now, now));
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
        public Change publish(Edition edition, Author author, Instant now) {
            return Change.revised(showing.revised(edition, author, now));
        }

        /** Takes it away from readers. */
        Change withdraw() {
            return Change.unpublished(showing.next());
        }
    }

    /** Readers saw it once, and see it no more. */
    record Withdrawn(Showing showing) implements Standing {

        /** A new publication: it is among the newest again, and subscribers hear of it. */
        @Override
        public Change publish(Edition edition, Author author, Instant now) {
            return Change.published(showing.again(edition, author, now));
        }

        /** Lets it go for good. */
        Change remove() {
            return Change.removed(showing.next());
        }
    }
}
