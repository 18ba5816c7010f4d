package org.pressroom.article.media;

import io.r2dbc.spi.Readable;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.pictures.Picture;
import org.pressroom.article.pictures.PictureType;
import org.pressroom.article.writing.LibraryPictures;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.database.Columns;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The library in the database. */
@Component
class MediaRepository implements LibraryPictures {

    /** What {@link #item} reads. */
    static final String COLUMNS = """
            m.id, m.owner_id, owner.slug AS owner_slug, owner.name AS owner_name, m.name, m.file_name, m.alt, m.type,
            m.bytes, m.width, m.height, m.animated, m.scalable, m.sha256, m.created_at""";

    static final String TABLES = " FROM media m JOIN author owner ON owner.account_id = m.owner_id ";

    private final DatabaseClient database;

    MediaRepository(DatabaseClient database) {
        this.database = database;
    }

    /** A picture, refused as not found where there is none. */
    Mono<MediaItem> find(UUID id) {
        return any(id).switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such picture.")));
    }

    @Override
    public Mono<Cover> cover(UUID id) {
        return any(id).map(item -> new Cover(item.url(), item.alt()));
    }

    private Mono<MediaItem> any(UUID id) {
        // media_pkey, author_pkey
        return database.sql("SELECT " + COLUMNS + TABLES + "WHERE m.id = :id")
                .bind("id", id)
                .map(MediaRepository::item)
                .one();
    }

    /** What somebody has uploaded of these very bytes before; empty where nothing. */
    Mono<MediaItem> same(UUID owner, byte[] sha256) {
        // media_same, author_pkey
        return database.sql("SELECT " + COLUMNS + TABLES + "WHERE m.owner_id = :owner AND m.sha256 = :sha256")
                .bind("owner", owner)
                .bind("sha256", sha256)
                .map(MediaRepository::item)
                .one();
    }

    /** Whether it is in the library now: not where the same was uploaded by the same in this very moment. */
    Mono<Boolean> insert(MediaItem item) {
        // media_same
        return database.sql("""
                        INSERT INTO media (id, owner_id, name, file_name, alt, type, bytes, width, height, animated,
                            scalable, sha256, search, created_at)
                        VALUES (:id, :owner, :name, :fileName, :alt, :type, :bytes, :width, :height, :animated,
                            :scalable, :sha256, to_tsvector('simple', :words), :createdAt)
                        ON CONFLICT (owner_id, sha256) DO NOTHING
                        """)
                .bind("id", item.id())
                .bind("owner", item.ownerId())
                .bind("name", item.name())
                .bind("fileName", item.fileName())
                .bind("alt", Columns.orNull(item.alt(), String.class))
                .bind("type", item.picture().type().name().toLowerCase(Locale.ROOT))
                .bind("bytes", item.bytes())
                .bind("width", item.picture().width())
                .bind("height", item.picture().height())
                .bind("animated", item.picture().animated())
                .bind("scalable", item.scalable())
                .bind("sha256", item.sha256())
                .bind("words", SearchWords.of(item.name(), item.alt()))
                .bind("createdAt", item.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> describe(MediaItem item, @Nullable String alt) {
        // media_pkey
        return database.sql("UPDATE media SET alt = :alt, search = to_tsvector('simple', :words) WHERE id = :id")
                .bind("id", item.id())
                .bind("alt", Columns.orNull(alt, String.class))
                .bind("words", SearchWords.of(item.name(), alt))
                .then();
    }

    Mono<Void> delete(UUID id) {
        return database.sql("DELETE FROM media WHERE id = :id").bind("id", id).then(); // media_pkey
    }

    static MediaItem item(Readable row) {
        return new MediaItem(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "owner_id"),
                Columns.text(row, "owner_slug"),
                Columns.text(row, "owner_name"),
                Columns.text(row, "name"),
                Columns.text(row, "file_name"),
                Columns.textOrNull(row, "alt"),
                new Picture(
                        PictureType.valueOf(Columns.text(row, "type").toUpperCase(Locale.ROOT)),
                        Columns.integer(row, "width"),
                        Columns.integer(row, "height"),
                        Columns.flag(row, "animated")),
                Columns.number(row, "bytes"),
                Columns.flag(row, "scalable"),
                Columns.bytes(row, "sha256"),
                Columns.instant(row, "created_at"));
    }
}
