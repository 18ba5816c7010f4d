package org.pressroom.common.database;

import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The program's own database. The pool of {@code spring.r2dbc} and Flyway are set from the same values, in
 * {@code pressroom-defaults.yaml}.
 */
@Validated
@ConfigurationProperties("pressroom.database")
public record DatabaseProperties(
        @DefaultValue("localhost") String host,
        @DefaultValue("5432") int port,
        @NotBlank String name,
        @NotBlank String username,
        @NotBlank String password) {

    /** Opens a connection outside the pool, for work that blocks on a thread of its own. */
    public Connection open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", username);
        settings.setProperty("password", password);
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("connectTimeout", "5");
        // An error's details quote the row, and messages of errors are logged.
        settings.setProperty("logServerErrorDetail", "false");
        // A server that was stopped takes connections and says nothing.
        settings.setProperty("loginTimeout", "10");
        // Neither side waits for hours for another that vanished without a word, such as a machine that lost its power.
        settings.setProperty("socketTimeout", "30");
        settings.setProperty(
                "options", "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        settings.setProperty("ApplicationName", "relay");
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + name, settings);
    }

    @Override
    public String toString() {
        return username + "@" + host + ":" + port + "/" + name;
    }
}
