package org.pressroom.article.taxonomy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.pressroom.common.database.CodedMigration;
import org.pressroom.common.text.Names;
import org.springframework.stereotype.Component;

/**
 * Version 2 of the tables: categories and tags are told by their names, no longer by their slugs. In Java, since no
 * database folds names as we do. Where two have one name already, the elder has it; the other keeps its articles.
 */
@Component
class TermsToldByName extends CodedMigration {

    private static final int ROWS_AT_ONCE = 1_000;

    TermsToldByName() {
        super("2", "terms told by name");
    }

    @Override
    protected void migrate(Connection connection) throws SQLException {
        for (TermKind kind : TermKind.values()) {
            migrate(connection, kind.table());
        }
    }

    private static void migrate(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " ADD COLUMN name_key text COLLATE \"C\"");
            fill(connection, table);
            statement.execute("ALTER TABLE " + table + " ADD CONSTRAINT " + table + "_name_key UNIQUE (name_key)");
        }
    }

    private static void fill(Connection connection, String table) throws SQLException {
        Set<String> given = new HashSet<>();
        try (PreparedStatement terms = connection.prepareStatement("SELECT id, name FROM " + table + " ORDER BY id");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE " + table + " SET name_key = ? WHERE id = ?")) {
            terms.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = terms.executeQuery()) {
                for (int row = 1; rows.next(); row++) {
                    String key = Names.key(rows.getString("name"));
                    if (given.add(key)) {
                        update.setString(1, key);
                        update.setObject(2, rows.getObject("id", UUID.class));
                        update.addBatch();
                    }
                    if (row % ROWS_AT_ONCE == 0) {
                        update.executeBatch();
                    }
                }
            }
            update.executeBatch();
        }
    }
}
