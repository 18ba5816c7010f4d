package org.pressroom.article.writing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * Which drafts are asked for; null where it does not matter.
 *
 * @param author one of its authors
 * @param category,tag names, in which neither case nor spaces matter
 * @param language as of BCP 47
 * @param search words of the title, the summary or the tags, each or its beginning
 */
@PlainJava
record DraftFilter(
        @Nullable UUID author,
        @Nullable State state,
        @Nullable ArticleKind kind,
        @Nullable String category,
        @Nullable String tag,
        @Nullable String language,
        @Nullable String search) {

    /** How an article stands. */
    enum State {
        /** Readers never saw it. */
        DRAFT("%s.public_status = 'draft'"),
        /** Something is to become of it at a time to come. */
        SCHEDULED("d.scheduled"),
        PUBLISHED("%s.public_status = 'published'"),
        /** Readers see it otherwise than it is written by now. */
        CHANGED("d.changed"),
        /** Readers see it no more. */
        UNPUBLISHED("%s.public_status = 'unpublished'");

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }

        /**
         * In SQL: said as it is, so that the index of the few that are so can serve.
         *
         * @param listed what the list is read from, as the statement calls it; the draft itself is {@code d}
         */
        String condition(String listed) {
            return condition.formatted(listed);
        }
    }
}
