package org.pressroom.subscription.links;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.pressroom.common.database.DatabaseProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteProperties.class)
class LinksConfiguration {

    /** The secret is read once, while the program starts and after the migration that made it. */
    @Bean
    LinkTokens linkTokens(DatabaseProperties database, SiteProperties site, FlywayMigrationInitializer migrated)
            throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT value FROM link_secret")) {
            if (!rows.next()) {
                throw new IllegalStateException("the secret of links is missing from the database");
            }
            return new LinkTokens(rows.getBytes("value"), site.linkPepper());
        }
    }

    @Bean
    Pseudonyms pseudonyms(LinkTokens tokens) {
        return tokens.pseudonyms();
    }

    @Bean
    SiteLinks siteLinks(SiteProperties site, LinkTokens tokens) {
        return new SiteLinks(site.url(), tokens);
    }
}
