package org.pressroom.article.taxonomy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.pressroom.common.database.CodedMigration;
import org.pressroom.common.text.Names;
import org.springframework.stereotype.Component;

/**
 * Version 4 of the tables: {@code ß} is not {@code ss}, and what keeps letters from joining counts where it makes another
 * word. What was one name may be two, and never the other way round, so that who has a name keeps it, in its new form.
 * Those that went without one, since an elder had it, may get theirs now.
 */
@Component
class TermsToldByLetter extends CodedMigration {

    private static final int ROWS_AT_ONCE = 1_000;

    TermsToldByLetter() {
        super("4", "terms told by letter");
    }

    @Override
    protected void migrate(Connection connection) throws SQLException {
        for (TermKind kind : TermKind.values()) {
            give(connection, kind.table(), otherKeys(connection, kind.table(), "name_key IS NOT NULL"));
            give(connection, kind.table(), otherKeys(connection, kind.table(), "name_key IS NULL"));
        }
    }

    /** The eldest first. */
    private static Map<UUID, String> otherKeys(Connection connection, String table, String which) throws SQLException {
        Map<UUID, String> keys = new LinkedHashMap<>();
        try (PreparedStatement terms = connection.prepareStatement(
                "SELECT id, name, name_key FROM " + table + " WHERE " + which + " ORDER BY id")) {
            terms.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = terms.executeQuery()) {
                while (rows.next()) {
                    String key = Names.key(rows.getString("name"));
                    if (!Objects.equals(key, rows.getString("name_key"))) {
                        keys.put(rows.getObject("id", UUID.class), key);
                    }
                }
            }
        }
        return keys;
    }

    private static void give(Connection connection, String table, Map<UUID, String> keys) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table + " SET name_key = ?"
                + " WHERE id = ? AND NOT EXISTS (SELECT FROM " + table + " WHERE name_key = ?)")) {
            for (Map.Entry<UUID, String> term : keys.entrySet()) {
                update.setString(1, term.getValue());
                update.setObject(2, term.getKey());
                update.setString(3, term.getValue());
                update.executeUpdate();
            }
        }
    }
}
