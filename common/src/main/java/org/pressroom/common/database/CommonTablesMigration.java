package org.pressroom.common.database;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates the tables of {@code common} before those of the program. They have a history of their own, so that neither
 * has to take care of the other's version numbers.
 */
public final class CommonTablesMigration implements FlywayMigrationStrategy {

    private static final String LOCATION = "classpath:db/common";
    private static final String HISTORY = "common_schema_history";

    @Override
    public void migrate(Flyway ofProgram) {
        Flyway.configure()
                .configuration(ofProgram.getConfiguration())
                .locations(LOCATION)
                .table(HISTORY)
                .load()
                .migrate();
        ofProgram.migrate();
    }
}
