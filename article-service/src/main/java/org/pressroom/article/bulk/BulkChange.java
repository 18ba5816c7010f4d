package org.pressroom.article.bulk;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.taxonomy.TermName;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.common.PlainJava;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.validation.TextLimits;

/** What is to be done to each of them. */
@PlainJava
public sealed interface BulkChange {

    /** Whether it changes what readers see, which is for publishers alone. */
    default boolean isForPublishers() {
        return this instanceof Publish || this instanceof Unpublish;
    }

    /**
     * Shows it to readers as it is now.
     *
     * @param notifies whether subscribers are to hear of it; null for what is usual
     */
    record Publish(@Nullable Boolean notifies) implements BulkChange {}

    /** Takes it from readers. */
    record Unpublish() implements BulkChange {}

    /** Lets it go for good, where readers do not see it. */
    record Delete() implements BulkChange {}

    /** Writes something else in the working copy. */
    sealed interface Rewrite extends BulkChange {

        /**
         * The content from then on; the same where it is so already.
         *
         * @throws RefusedException invalid, where it cannot be
         */
        DraftContent rewritten(DraftContent content);
    }

    /**
     * Puts it in a category.
     *
     * @param category null for none
     */
    record SetCategory(@Nullable String category) implements Rewrite {
        @Override
        public DraftContent rewritten(DraftContent content) {
            return content.withCategory(category);
        }
    }

    /** Adds a tag where it has none of that name. */
    record AddTag(String tag) implements Rewrite {
        @Override
        public DraftContent rewritten(DraftContent content) {
            if (content.tags().stream().anyMatch(other -> isTheSame(other, tag))) {
                return content;
            }
            if (content.tags().size() >= TextLimits.TAGS) {
                throw RefusedException.invalid("tags", "must have at most " + TextLimits.TAGS + " entries");
            }
            return content.withTags(
                    Stream.concat(content.tags().stream(), Stream.of(tag)).toList());
        }
    }

    /** Takes a tag away where it has one of that name. */
    record RemoveTag(String tag) implements Rewrite {
        @Override
        public DraftContent rewritten(DraftContent content) {
            List<String> others = content.tags().stream()
                    .filter(other -> !isTheSame(other, tag))
                    .toList();
            return others.size() == content.tags().size() ? content : content.withTags(others);
        }
    }

    private static boolean isTheSame(String one, String other) {
        return TermName.of(one).key().equals(TermName.of(other).key());
    }
}
