package org.pressroom.gateway.accounts;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.pressroom.common.text.Names;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LogLevel;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The command {@code reset-password}: gives an account a new password, prints it once, and ends all of its sessions,
 * personal access tokens and its password link. It needs the database alone.
 */
public final class ResetPassword {

    private ResetPassword() {}

    /** Only there to read the configuration. */
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    /** Does it, and gives the exit code: 0 done, 1 no such account, 2 the database cannot be reached. */
    public static int run(String username) {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.setBannerMode(org.springframework.boot.Banner.Mode.OFF);
        application.setDefaultProperties(Map.of("logging.level.root", LogLevel.WARN.name()));
        try (ConfigurableApplicationContext context = application.run()) {
            return reset(context.getEnvironment(), Names.username(username));
        } catch (SQLException failure) {
            System.err.println("The database did not do it: " + failure.getMessage());
            return 2;
        }
    }

    private static int reset(Environment environment, String username) throws SQLException {
        String password = Passwords.madeUp();
        String hash = Passwords.hashNow(password);
        try (Connection connection = connect(environment)) {
            connection.setAutoCommit(false);
            if (!change(connection, username, hash)) {
                System.err.println("There is no account " + username + ".");
                return 1;
            }
            end("session", connection, username);
            end("access_token", connection, username);
            end("password_link", connection, username);
            connection.commit();
        }
        System.out.println("The new password of " + username + ", shown this once: " + password);
        return 0;
    }

    private static Connection connect(Environment environment) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", environment.getRequiredProperty("spring.flyway.user"));
        properties.setProperty("password", environment.getProperty("spring.flyway.password", ""));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(environment.getRequiredProperty("spring.flyway.url"), properties);
    }

    private static boolean change(Connection connection, String username, String hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE account SET password_hash = ?, updated_at = now() WHERE username = ?")) {
            statement.setString(1, hash);
            statement.setString(2, username);
            return statement.executeUpdate() == 1;
        }
    }

    private static void end(String table, Connection connection, String username) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE account_id = (SELECT id FROM account WHERE username = ?)")) {
            statement.setString(1, username);
            statement.executeUpdate();
        }
    }
}
