package org.pressroom.article.taxonomy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.pressroom.common.database.CodedMigration;
import org.pressroom.common.text.Names;
import org.springframework.stereotype.Component;

/**
 * Version 3 of the tables: what nobody sees counts where it makes another picture of an emoji, so that the flags of
 * England and Scotland are two names. The few terms of such names are given their keys anew, the elder first.
 */
@Component
class TermsToldByEmoji extends CodedMigration {

    private static final String BLACK_FLAG = "\uD83C\uDFF4";
    private static final String JOINER = "\u200D";

    TermsToldByEmoji() {
        super("3", "terms told by emoji");
    }

    @Override
    protected void migrate(Connection connection) throws SQLException {
        for (TermKind kind : TermKind.values()) {
            for (Map.Entry<UUID, String> term : terms(connection, kind.table()).entrySet()) {
                give(connection, kind.table(), term.getKey(), Names.key(term.getValue()));
            }
        }
    }

    private static Map<UUID, String> terms(Connection connection, String table) throws SQLException {
        Map<UUID, String> names = new LinkedHashMap<>();
        try (PreparedStatement terms = connection.prepareStatement("SELECT id, name FROM " + table
                + " WHERE position(? IN name) > 0 OR position(? IN name) > 0 ORDER BY id")) {
            terms.setString(1, BLACK_FLAG);
            terms.setString(2, JOINER);
            try (ResultSet rows = terms.executeQuery()) {
                while (rows.next()) {
                    names.put(rows.getObject("id", UUID.class), rows.getString("name"));
                }
            }
        }
        return names;
    }

    private static void give(Connection connection, String table, UUID id, String key) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table + " SET name_key = ?"
                + " WHERE id = ? AND NOT EXISTS (SELECT FROM " + table + " WHERE name_key = ?)")) {
            update.setString(1, key);
            update.setObject(2, id);
            update.setString(3, key);
            update.executeUpdate();
        }
    }
}
