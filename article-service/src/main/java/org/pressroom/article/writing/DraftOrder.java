package org.pressroom.article.writing;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.pressroom.common.PlainJava;
import org.pressroom.common.paging.Cursor;

/**
 * How a list of drafts is sorted.
 *
 * @param descending the last first
 */
@PlainJava
record DraftOrder(Key key, boolean descending) {

    /** The last changed first. */
    static final DraftOrder USUAL = new DraftOrder(Key.UPDATED, true);

    /** As many letters of a title as the index has. */
    private static final int TITLE_KEY = 60;

    /** What a list is sorted by, in SQL as its index has it, and as a cursor keeps it. */
    enum Key {
        UPDATED("d.updated_at", "c.updated_at"),
        CREATED("d.created_at", "c.created_at"),
        /** Those that readers do not see come before all others. */
        PUBLISHED("d.public_since", "c.public_since"),
        TITLE("left(d.title, " + TITLE_KEY + ") COLLATE \"und-x-icu\"", "c.title_key");

        private final String column;
        private final String coauthorColumn;

        Key(String column, String coauthorColumn) {
            this.column = column;
            this.coauthorColumn = coauthorColumn;
        }

        /** Of a draft {@code d}. */
        String column() {
            return column;
        }

        /** Of a row {@code c} of who is not its first author. */
        String coauthorColumn() {
            return coauthorColumn;
        }

        private Object of(Draft draft) {
            return switch (this) {
                case UPDATED -> draft.updatedAt();
                case CREATED -> draft.createdAt();
                case PUBLISHED -> Objects.requireNonNullElse(draft.publishedAt(), Instant.EPOCH);
                case TITLE -> titleKey(draft.content().title());
            };
        }

        /** What a cursor says of it, as the query takes it. */
        Object bound(Cursor after) {
            return this == TITLE ? after.string(0) : after.instant(0);
        }
    }

    /** By its name, behind a minus where the last is to be first; empty for one that there is not. */
    static Optional<DraftOrder> named(String name) {
        boolean descending = name.startsWith("-");
        String key = descending ? name.substring(1) : name;
        for (Key each : Key.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(key)) {
                return Optional.of(new DraftOrder(each, descending));
            }
        }
        return Optional.empty();
    }

    /** In SQL, behind a column. */
    String direction() {
        return descending ? " DESC" : "";
    }

    Cursor cursor(Draft draft) {
        return Cursor.of(key.of(draft), draft.id());
    }

    private static String titleKey(String title) {
        return title.codePointCount(0, title.length()) <= TITLE_KEY
                ? title
                : title.substring(0, title.offsetByCodePoints(0, TITLE_KEY));
    }
}
