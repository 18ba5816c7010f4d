package org.pressroom.testkit;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;

/** Brings a test's own database to a version of its tables, as programs do at their start. */
public final class Migrations {

    /** The newest version. */
    public static final String LATEST = "latest";

    private Migrations() {}

    /** The tables of {@code common}, up to a version. */
    public static void common(Servers.Database database, String target) {
        migrate(database, "classpath:db/common", "common_schema_history", target);
    }

    /** The tables of the program itself, up to a version. */
    public static void program(Servers.Database database, String target, JavaMigration... coded) {
        migrate(database, "classpath:db/migration", "flyway_schema_history", target, coded);
    }

    private static void migrate(
            Servers.Database database, String location, String history, String target, JavaMigration... coded) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations(location)
                .javaMigrations(coded)
                .table(history)
                .target(target)
                .placeholders(Map.of("language", "en"))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
