package org.pressroom.common.database;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a row. One that is null where it must not be, or is not there, is a fault of the statement: it
 * ends in an {@link IllegalStateException} or {@link IllegalArgumentException} that names the column and no value.
 */
public final class Columns {

    private Columns() {}

    public static UUID uuid(Readable row, String column) {
        return get(row, column, UUID.class);
    }

    public static @Nullable UUID uuidOrNull(Readable row, String column) {
        return row.get(column, UUID.class);
    }

    public static List<UUID> uuids(Readable row, String column) {
        return List.of(get(row, column, UUID[].class));
    }

    public static String text(Readable row, String column) {
        return get(row, column, String.class);
    }

    public static @Nullable String textOrNull(Readable row, String column) {
        return row.get(column, String.class);
    }

    public static List<String> texts(Readable row, String column) {
        return List.of(get(row, column, String[].class));
    }

    public static @Nullable List<String> textsOrNull(Readable row, String column) {
        String[] texts = row.get(column, String[].class);
        return texts == null ? null : List.of(texts);
    }

    public static int integer(Readable row, String column) {
        return get(row, column, Integer.class);
    }

    public static @Nullable Integer integerOrNull(Readable row, String column) {
        return row.get(column, Integer.class);
    }

    /** A {@code bigint}, as {@code count(*)} is one. */
    public static long number(Readable row, String column) {
        return get(row, column, Long.class);
    }

    public static @Nullable Long numberOrNull(Readable row, String column) {
        return row.get(column, Long.class);
    }

    /** A {@code double precision}. */
    public static double decimal(Readable row, String column) {
        return get(row, column, Double.class);
    }

    public static boolean flag(Readable row, String column) {
        return get(row, column, Boolean.class);
    }

    /** A {@code timestamptz}: to the microsecond. */
    public static Instant instant(Readable row, String column) {
        return get(row, column, Instant.class);
    }

    public static @Nullable Instant instantOrNull(Readable row, String column) {
        return row.get(column, Instant.class);
    }

    public static byte[] bytes(Readable row, String column) {
        return get(row, column, byte[].class);
    }

    public static byte @Nullable [] bytesOrNull(Readable row, String column) {
        return row.get(column, byte[].class);
    }

    /**
     * What to bind for a value that may be null, which a statement knows no type of.
     *
     * @param type the value's, by which PostgreSQL knows the null
     */
    public static Object orNull(@Nullable Object value, Class<?> type) {
        return value == null ? Parameters.in(type) : value;
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("the column " + column + " is null");
        }
        return value;
    }
}
