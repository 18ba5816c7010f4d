package org.pressroom.common.site;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.events.SiteChanged;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * What the publication is called: as the program was started with, until admins choose another name. What was heard of that
 * is in the table {@code site_name}, which all processes of a program share and read again every few seconds.
 */
public final class SiteName implements Supplier<String> {

    private final DatabaseClient database;
    private final String configured;
    private volatile @Nullable String chosen;

    SiteName(DatabaseClient database, String configured) {
        this.database = database;
        this.configured = configured;
    }

    @Override
    public String get() {
        return Objects.requireNonNullElse(chosen, configured);
    }

    /** Takes over a name, unless a later one is known. By the primary key. */
    Mono<Void> project(SiteChanged site) {
        return database.sql("""
                        INSERT INTO site_name (id, name, version) VALUES (1, :name, :version)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version
                        WHERE site_name.version < excluded.version
                        """)
                .bind("name", site.name())
                .bind("version", site.version())
                .fetch()
                .rowsUpdated()
                .doOnNext(written -> {
                    if (written > 0) {
                        chosen = site.name();
                    }
                })
                .then();
    }

    /** By the primary key. */
    Mono<Void> reload() {
        return database.sql("SELECT name FROM site_name WHERE id = 1")
                .map(row -> Columns.text(row, "name"))
                .all()
                .collectList()
                .doOnNext(names -> chosen = names.isEmpty() ? null : names.get(0))
                .then();
    }
}
