package org.pressroom.article.searching;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found, the best first.
 *
 * @param next the cursor of the next page; null on the last
 * @param match how it was found; null where nothing was
 * @param correctedTo what was found in place of what was searched for; null where it is the same
 */
public record SearchResult(
        List<Hit> hits,
        @Nullable String next,
        @Nullable Match match,
        @Nullable String correctedTo) {

    static final SearchResult NOTHING = new SearchResult(List.of(), null, null, null);

    /**
     * An article that was found.
     *
     * @param body the beginning of it
     * @param terms by which it was found
     */
    public record Hit(UUID articleId, String body, Set<String> terms) {}

    /** How something is found. Each is tried where those before it find nothing. */
    public enum Match {
        /** By all words. */
        ALL,
        /** The last word is the beginning of one. */
        BEGINNINGS,
        /** A word was a slip of the pen. */
        CORRECTED,
        /** By all words but one. */
        MOST,
        /** By any of the words. */
        SOME;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
