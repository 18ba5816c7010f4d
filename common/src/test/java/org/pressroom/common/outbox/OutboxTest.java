package org.pressroom.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@CommonTest
class OutboxTest {

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionalOperator transactions;

    @Autowired
    DatabaseClient database;

    @Test
    void whatWasCommittedIsSentAndForgotten() {
        UUID id = Ids.next();
        outbox.append(EventType.THREAD_COUNTED, id, id, new ThreadCounted(id, 1, 1))
                .as(transactions::transactional)
                .block(Duration.ofSeconds(10));

        Awaitility.await().untilAsserted(() -> assertThat(database.sql("SELECT count(*) FROM outbox WHERE key = :key")
                        .bind("key", id.toString())
                        .mapValue(Long.class)
                        .one()
                        .block(Duration.ofSeconds(5)))
                .isZero());
    }
}
