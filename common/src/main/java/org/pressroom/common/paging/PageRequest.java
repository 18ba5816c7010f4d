package org.pressroom.common.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;

/**
 * Which part of a list is asked for.
 *
 * @param list which list, with its order and its filters: the cursors of another are refused
 * @param limit 1 to 100
 * @param after the place to go on from; null for the start
 */
public record PageRequest(String list, int limit, @Nullable Cursor after) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /**
     * Reads the query parameters {@code limit} and {@code after}; fails with 400 where one is not valid.
     *
     * @param list the name of the list, and whatever its order and its items depend on
     */
    public static PageRequest of(
            List<? extends @Nullable Object> list, @Nullable String limit, @Nullable String after) {
        String name = list.toString();
        return new PageRequest(
                name, limit == null ? DEFAULT_LIMIT : limit(limit), after == null ? null : Cursor.parse(name, after));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw Problems.badRequest("'limit' must be a number from 1 to " + MAX_LIMIT + ".");
    }

    /** How many rows to read: one more than shown tells whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /** A place in this list as clients get it. */
    public String written(Cursor place) {
        return place.in(list);
    }
}
