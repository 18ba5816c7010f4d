package org.pressroom.subscription.subscribing;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Drops requests that nobody can confirm any more, some in each statement. */
@Component
public class OldRequests {

    private final DatabaseClient database;

    OldRequests(DatabaseClient database) {
        this.database = database;
    }

    /**
     * With the mails about them. Indexes: subscription_request_expires_at, delivery_request.
     *
     * @return how many there were, the limit at most
     */
    public Mono<Long> drop(Instant expiredBefore, int limit) {
        return database.sql("""
                        DELETE FROM subscription_request WHERE id = ANY (ARRAY(
                            SELECT id FROM subscription_request WHERE expires_at < :before
                            ORDER BY expires_at LIMIT :limit))
                        """)
                .bind("before", expiredBefore)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }
}
