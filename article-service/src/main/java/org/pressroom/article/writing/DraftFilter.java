package org.pressroom.article.writing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * Which drafts are asked for; null where it does not matter.
 *
 * @param author whose
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
        DRAFT("d.public_status = 'draft'"),
        /** Something is to become of it at a time to come. */
        SCHEDULED("d.scheduled"),
        PUBLISHED("d.public_status = 'published'"),
        /** Readers see it otherwise than it is written by now. */
        CHANGED("d.changed"),
        /** Readers see it no more. */
        UNPUBLISHED("d.public_status = 'unpublished'");

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }

        /** In SQL: said as it is, so that the index of the few that are so can serve. */
        String condition() {
            return condition;
        }
    }
}
