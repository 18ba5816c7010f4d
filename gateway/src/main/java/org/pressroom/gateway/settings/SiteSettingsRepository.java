package org.pressroom.gateway.settings;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.pressroom.common.database.Columns;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SiteChanged;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.gateway.SiteProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The settings in the database. Writes must be called inside a transaction: each tells others with its own event. */
@Component
final class SiteSettingsRepository {

    /** What there is one of has an id that is always the same. */
    private static final UUID THE_SITE = new UUID(0, 1);

    private final DatabaseClient database;
    private final Outbox outbox;
    private final JsonMapper json;
    private final SiteProperties site;

    SiteSettingsRepository(DatabaseClient database, Outbox outbox, JsonMapper json, SiteProperties site) {
        this.database = database;
        this.outbox = outbox;
        this.json = json;
        this.site = site;
    }

    /** By the primary key. */
    Mono<Long> version() {
        return database.sql("SELECT version FROM site_settings WHERE id = 1")
                .map((row, metadata) -> Columns.number(row, "version"))
                .one();
    }

    /** Everything; by the primary key, and all of the few pictures. */
    Mono<SiteState> read() {
        return read("SELECT settings, version, updated_at FROM site_settings WHERE id = 1");
    }

    /** The same, held against changes until the transaction ends. */
    Mono<SiteState> hold() {
        return read("SELECT settings, version, updated_at FROM site_settings WHERE id = 1 FOR UPDATE");
    }

    private Mono<SiteState> read(String statement) {
        Mono<SiteState> alone = database.sql(statement)
                .map((row, metadata) -> new SiteState(
                        json.readValue(settings(row), SiteSettings.class),
                        Map.of(),
                        Columns.number(row, "version"),
                        Columns.instantOrNull(row, "updated_at")))
                .one();
        return alone.flatMap(state -> database.sql(
                        "SELECT kind, hash, format, width, height, content FROM site_picture")
                .map((row, metadata) -> picture(row))
                .all()
                .collectMap(SitePicture::kind)
                .map(pictures -> new SiteState(state.settings(), pictures, state.version(), state.updatedAt())));
    }

    private static String settings(Readable row) {
        Json settings = row.get("settings", Json.class);
        return settings == null ? "{}" : settings.asString();
    }

    private static SitePicture picture(Readable row) {
        return new SitePicture(
                SitePicture.Kind.valueOf(Columns.text(row, "kind")),
                Columns.text(row, "hash"),
                SitePicture.Format.valueOf(Columns.text(row, "format")),
                Columns.integer(row, "width"),
                Columns.integer(row, "height"),
                Columns.bytes(row, "content"));
    }

    /** Writes the next version. */
    Mono<Void> update(SiteSettings settings, long version, Instant now) {
        return database.sql(
                        "UPDATE site_settings SET settings = :settings, version = :version, updated_at = :now WHERE id = 1")
                .bind("settings", Json.of(json.writeValueAsBytes(settings)))
                .bind("version", version)
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .then(Mono.defer(
                        () -> outbox.append(EventType.SITE_CHANGED, THE_SITE, THE_SITE, told(settings, version))));
    }

    private SiteChanged told(SiteSettings settings, long version) {
        return new SiteChanged(settings.nameOr(site), version);
    }

    /** Puts a picture in the place of what was there of its kind. */
    Mono<Void> put(SitePicture picture) {
        return database.sql("""
                        INSERT INTO site_picture (kind, hash, format, width, height, content)
                        VALUES (:kind, :hash, :format, :width, :height, :content)
                        ON CONFLICT (kind) DO UPDATE
                           SET hash = excluded.hash, format = excluded.format, width = excluded.width,
                               height = excluded.height, content = excluded.content
                        """)
                .bind("kind", picture.kind().name())
                .bind("hash", picture.hash())
                .bind("format", picture.format().name())
                .bind("width", picture.width())
                .bind("height", picture.height())
                .bind("content", picture.content())
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Void> remove(SitePicture.Kind kind) {
        return database.sql("DELETE FROM site_picture WHERE kind = :kind")
                .bind("kind", kind.name())
                .fetch()
                .rowsUpdated()
                .then();
    }
}
