package org.pressroom.comment.store;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** One row a thread; its version and its count change with its comments. */
@Component
public class ThreadRepository {

    // thread_pkey
    private static final String ENSURE = "INSERT INTO thread (article_id) SELECT unnest(:ids) ON CONFLICT DO NOTHING";

    private final DatabaseClient database;

    ThreadRepository(DatabaseClient database) {
        this.database = database;
    }

    /** Begins the threads of articles that have not begun. */
    public Mono<Void> ensure(Collection<UUID> articleIds) {
        return database.sql(ENSURE).bind("ids", articleIds.toArray(UUID[]::new)).then();
    }
}
