package org.pressroom.common.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** A version of a program's tables that SQL alone cannot make, as a component, in a transaction of its own. */
public abstract class CodedMigration implements JavaMigration {

    private final MigrationVersion version;
    private final String description;

    /**
     * Names the version.
     *
     * @param version its place among the files of SQL, such as {@code 2}
     * @param description in a few words, as the history of the tables has it
     */
    protected CodedMigration(String version, String description) {
        this.version = MigrationVersion.fromVersion(version);
        this.description = description;
    }

    protected abstract void migrate(Connection connection) throws SQLException;

    @Override
    public final void migrate(Context context) throws SQLException {
        migrate(context.getConnection());
    }

    @Override
    public final MigrationVersion getVersion() {
        return version;
    }

    @Override
    public final String getDescription() {
        return description;
    }

    @Override
    public final @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public final boolean canExecuteInTransaction() {
        return true;
    }
}
