package org.pressroom.article.media;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.pressroom.article.rendering.LibraryPicture;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How large pictures are, for the texts that show them. */
@Component
public class PictureSizes {

    private final DatabaseClient database;

    PictureSizes(DatabaseClient database) {
        this.database = database;
    }

    /** Those of these ids that are in the library. */
    public Mono<Map<UUID, LibraryPicture>> of(Set<UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        // media_pkey, author_pkey
        return database.sql("SELECT " + MediaRepository.COLUMNS + MediaRepository.TABLES + "WHERE m.id = ANY(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(MediaRepository::item)
                .all()
                .collectMap(
                        MediaItem::id,
                        item -> new LibraryPicture(
                                item.picture().width(), item.picture().height(), item.widths()));
    }
}
