package org.pressroom.comment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.WithServers;
import org.pressroom.testkit.WithTokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithServers
@WithTokens
class AddressesAsMailboxesTest {

    private static final String DECOMPOSED = "zoe\u0308@example.org";

    @Autowired
    private Environment environment;

    @Autowired
    private DatabaseClient database;

    /** As it was typed, and as it is kept. */
    @Test
    void addressesAreKeptAsNewOnesAre() throws Exception {
        String schema = "addresses_" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE SCHEMA " + schema);
        run("CREATE TABLE " + schema + ".comment (id uuid DEFAULT gen_random_uuid(), given text, author_email text)");
        Map<String, String> kept = Map.of(
                "u@b\u00FCcher.de",
                "u@xn--bcher-kva.de",
                "U@B\u00DCCHER.de",
                "U@xn--bcher-kva.de",
                "u@stra\u00DFe.de",
                "u@xn--strae-oqa.de",
                DECOMPOSED,
                "zo\u00EB@example.org",
                "\u7528\u6237@\u4F8B\u5B50.\u4E2D\u56FD",
                "\u7528\u6237@xn--fsqu00a.xn--fiqs8s",
                " rita@example.org ",
                "rita@example.org",
                "Rita@Example.org",
                "Rita@Example.org",
                "no address\u00FC",
                "no address\u00FC");
        for (String given : kept.keySet()) {
            run("INSERT INTO " + schema + ".comment (given, author_email) VALUES ('" + given + "', '" + given + "')");
        }
        run("INSERT INTO " + schema + ".comment (given) VALUES ('nobody')");

        try (Connection connection = DriverManager.getConnection(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"))) {
            connection.setSchema(schema);
            connection.setAutoCommit(false);
            new AddressesAsMailboxes().migrate(connection);
            connection.commit();
        }

        assertThat(database.sql("SELECT given, author_email FROM " + schema + ".comment WHERE author_email IS NOT NULL")
                        .map(row -> Map.entry(
                                String.valueOf(row.get("given", String.class)),
                                String.valueOf(row.get("author_email", String.class))))
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                        .block())
                .isEqualTo(kept);
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }
}
