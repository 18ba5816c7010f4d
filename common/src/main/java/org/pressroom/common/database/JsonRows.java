package org.pressroom.common.database;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many rows as one parameter. A row of many columns would take an array for each of them, and a column that is an array
 * itself fits none.
 *
 * <pre>{@code
 * INSERT INTO article (id, title) SELECT id, title FROM json_populate_recordset(NULL::article, :rows::json)
 * }</pre>
 */
public final class JsonRows {

    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonRows() {}

    /**
     * What to bind for the rows of a statement with {@code json_populate_recordset}.
     *
     * @param row an item's values, by the names of the columns; PostgreSQL turns them into the columns' types
     */
    public static <T> String of(List<T> items, Function<T, Map<String, @Nullable Object>> row) {
        return JSON.writeValueAsString(items.stream().map(row).toList());
    }
}
