package org.pressroom.common.database;

import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.env.Environment;

/**
 * Migrates the tables of {@code common} before those of the program. They have a history of their own, so that neither
 * has to take care of the other's version numbers.
 *
 * <p>Nothing of the program begins before its tables are there. While the database is away, or does not know the program
 * yet, it waits for it without end: the log says so, and the program's port that it lives and is not ready.
 */
public final class CommonTablesMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(CommonTablesMigration.class);
    private static final String LOCATION = "classpath:db/common";
    private static final String HISTORY = "common_schema_history";
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A server that has got neither the role nor its password yet is an outage; this is one without the database. */
    private static final String NO_SUCH_DATABASE = "3D000";

    private final DatabaseProperties database;
    private final Supplier<@Nullable AutoCloseable> liveness;
    private final OutageLog outage = new OutageLog(LOG, "the start waits for the database");

    /** @param liveness tells of the program while it waits, until it is closed; null where nobody can be told */
    CommonTablesMigration(DatabaseProperties database, Supplier<@Nullable AutoCloseable> liveness) {
        this.database = database;
        this.liveness = liveness;
    }

    /** Tells of a program while it waits at the port where its health will be, if that is known before and plain. */
    public static CommonTablesMigration of(DatabaseProperties database, Environment environment) {
        String server = environment.containsProperty("management.server.port") ? "management.server" : "server";
        int port = environment.getProperty(server + ".port", Integer.class, 8080);
        boolean isPlain = !environment.containsProperty(server + ".ssl.key-store")
                && !environment.containsProperty(server + ".ssl.certificate")
                && !environment.containsProperty(server + ".ssl.bundle");
        return new CommonTablesMigration(
                database,
                () -> port > 0 && isPlain
                        ? LivenessOnly.at(environment.getProperty(server + ".address", InetAddress.class), port)
                        : null);
    }

    @Override
    public void migrate(Flyway ofProgram) {
        @Nullable String away = attempt(ofProgram);
        if (away != null) {
            outage.failed(away);
            waitAndMigrate(ofProgram);
            outage.worked();
        }
    }

    /** A signal to end must reach who waits here: the context that it would close is still being started. */
    @SuppressWarnings("try") // what tells of the program is only to be closed
    private void waitAndMigrate(Flyway ofProgram) {
        Thread hook = new Thread(Thread.currentThread()::interrupt, "stops-waiting");
        Runtime.getRuntime().addShutdownHook(hook);
        try (AutoCloseable told = liveness.get()) {
            @Nullable String away;
            do {
                Thread.sleep(PAUSE.toMillis());
                away = attempt(ofProgram);
                if (away != null) {
                    outage.failed(away);
                }
            } while (away != null);
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception stopped) {
            throw new IllegalStateException("was told to end while it waited for the database", stopped);
        }
    }

    /** Nothing where it is done, else why the database is away. */
    private @Nullable String attempt(Flyway ofProgram) {
        try {
            // Flyway's own connections have no time limit, since a migration may take long.
            database.open().close();
            Flyway.configure()
                    .configuration(ofProgram.getConfiguration())
                    .locations(LOCATION)
                    .javaMigrations()
                    .table(HISTORY)
                    .load()
                    .migrate();
            ofProgram.migrate();
            return null;
        } catch (SQLException | FlywayException failure) {
            return Outages.causes(failure)
                    .filter(SQLException.class::isInstance)
                    .map(SQLException.class::cast)
                    .filter(cause -> isAway(cause.getSQLState()))
                    .map(cause -> database + ": " + cause.getMessage())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the database cannot be migrated", failure));
        }
    }

    private static boolean isAway(@Nullable String sqlState) {
        return sqlState != null && (sqlState.equals(NO_SUCH_DATABASE) || Outages.isOutage(sqlState));
    }
}
