package org.pressroom.comment.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.pressroom.common.database.CodedMigration;
import org.pressroom.common.text.EmailAddress;
import org.springframework.stereotype.Component;

/**
 * Version 5 of the tables: addresses from before they were kept as {@link EmailAddress} keeps them, so that whoever
 * commented as {@code u@bücher.de} is known by it. In Java, since no database knows hosts of other scripts.
 */
@Component
class AddressesAsMailboxes extends CodedMigration {

    private static final int ROWS_AT_ONCE = 1_000;

    /** Only what is not in plain ASCII may be another today. */
    private static final String FOREIGN = """
            SELECT id, author_email FROM comment WHERE author_email ~ '[^\\x21-\\x7e]'
            """;

    AddressesAsMailboxes() {
        super("5", "addresses as mailboxes");
    }

    @Override
    protected void migrate(Connection connection) throws SQLException {
        try (PreparedStatement comments = connection.prepareStatement(FOREIGN);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE comment SET author_email = ? WHERE id = ?")) {
            comments.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = comments.executeQuery()) {
                for (int row = 1; rows.next(); row++) {
                    add(update, rows.getObject("id", UUID.class), rows.getString("author_email"));
                    if (row % ROWS_AT_ONCE == 0) {
                        update.executeBatch();
                    }
                }
            }
            update.executeBatch();
        }
    }

    /** What no mail can be sent to stays as it was given. */
    private static void add(PreparedStatement update, UUID id, String given) throws SQLException {
        String mailbox = EmailAddress.of(given).map(EmailAddress::mailbox).orElse(given);
        if (!mailbox.equals(given)) {
            update.setString(1, mailbox);
            update.setObject(2, id);
            update.addBatch();
        }
    }
}
