package org.pressroom.subscription.articles;

import static org.pressroom.common.database.Columns.text;

import java.util.Collection;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What categories, tags and authors are called. */
@Component
public class TopicNameRepository {

    private final DatabaseClient database;

    TopicNameRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A category, tag or author.
     *
     * @param kind {@code category}, {@code tag} or {@code author}
     * @param key its slug
     */
    public record Key(String kind, String key) {}

    /** The names of those that an article was ever published with. Index: topic_name_pkey. */
    public Mono<Map<Key, String>> of(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        SELECT n.kind, n.key, n.name
                        FROM topic_name n
                        JOIN unnest(:kinds::text[], :keys::text[]) AS wanted (kind, key) USING (kind, key)
                        """)
                .bind("kinds", keys.stream().map(Key::kind).toArray(String[]::new))
                .bind("keys", keys.stream().map(Key::key).toArray(String[]::new))
                .map(row -> Map.entry(new Key(text(row, "kind"), text(row, "key")), text(row, "name")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * Takes over names. Where nothing is new, as with nearly every event, no row is locked; else in order, so that two
     * events that do this at once do not wait for each other. Index: topic_name_pkey.
     */
    Mono<Void> project(Map<Key, String> names) {
        return database.sql("""
                        INSERT INTO topic_name (kind, key, name)
                        SELECT said.kind, said.key, said.name
                        FROM unnest(:kinds::text[], :keys::text[], :names::text[]) AS said (kind, key, name)
                        WHERE NOT EXISTS (
                            SELECT FROM topic_name known
                            WHERE known.kind = said.kind AND known.key = said.key AND known.name = said.name)
                        ORDER BY said.kind, said.key
                        ON CONFLICT (kind, key) DO UPDATE SET name = excluded.name
                        """)
                .bind("kinds", names.keySet().stream().map(Key::kind).toArray(String[]::new))
                .bind("keys", names.keySet().stream().map(Key::key).toArray(String[]::new))
                .bind("names", names.values().toArray(String[]::new))
                .then();
    }
}
