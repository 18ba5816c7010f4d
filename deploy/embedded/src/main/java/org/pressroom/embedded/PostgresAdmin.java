package org.pressroom.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * Makes databases and roles on a PostgreSQL, over SQL as its superuser.
 *
 * @param host where it listens
 * @param port where it listens
 * @param user the superuser
 * @param password the superuser's password
 */
public record PostgresAdmin(String host, int port, String user, String password) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /**
     * Makes a role that can sign in with this password, and a database of the same name that it owns and that no other
     * role can connect to. What exists already is brought to that state, data untouched.
     *
     * @param name lower-case letters, digits and underscores
     */
    public void createDatabase(String name, String password) throws SQLException {
        requireName(name);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN");
            }
            // What text cannot be cast, an error quotes in its very message; the program hears of it, the log does not.
            statement.execute("ALTER ROLE " + name + " SET log_min_messages = 'log'");
            // Sends the SCRAM verifier, so that the password stands in no statement and no log.
            connection.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name + " TEMPLATE template0");
            }
            for (String closed : new String[] {name, "postgres", "template1"}) {
                statement.execute("REVOKE ALL ON DATABASE " + closed + " FROM PUBLIC");
            }
        }
    }

    /** Drops a database with all connections to it, and its role; nothing happens where there is none. */
    public void dropDatabase(String name) throws SQLException {
        requireName(name);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("DROP ROLE IF EXISTS " + name);
        }
    }

    /** A connection to the database {@code postgres}. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/postgres", properties);
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a database: " + name);
        }
    }
}
