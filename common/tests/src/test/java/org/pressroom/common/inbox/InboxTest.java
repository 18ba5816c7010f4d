package org.pressroom.common.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@CommonTest
class InboxTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    Inbox inbox;

    @Autowired
    DatabaseClient database;

    private final UUID event = Ids.next();
    private final AtomicInteger acted = new AtomicInteger();

    @Test
    void whatIsSeenTwiceIsActedOnOnce() {
        inbox.once("reader", event, act()).block(SOON);
        inbox.once("reader", event, act()).block(SOON);

        assertThat(acted).hasValue(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whatIsSeenByTwoAtTheSameTimeIsActedOnOnce() {
        Flux.range(0, 6).flatMap(i -> inbox.once("reader", event, act())).then().block(SOON);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void anotherConsumerActsForItself() {
        inbox.once("reader", event, act()).block(SOON);
        inbox.once("other reader", event, act()).block(SOON);

        assertThat(acted).hasValue(2);
    }

    @Test
    void anEffectThatFailsIsUndoneAndMayBeTriedAgain() {
        assertThatThrownBy(
                        () -> inbox.once("reader", event, act().then(Mono.error(new IllegalStateException("half way"))))
                                .block(SOON))
                .hasMessage("half way");
        assertThat(rows()).isZero();
        assertThat(inbox.knows("reader", event).block(SOON)).isFalse();

        inbox.once("reader", event, act()).block(SOON);

        assertThat(rows()).isEqualTo(1);
        assertThat(inbox.knows("reader", event).block(SOON)).isTrue();
        assertThat(inbox.knows("other reader", event).block(SOON)).isFalse();
    }

    private Mono<Void> act() {
        return database.sql("INSERT INTO thing (id, version, note) VALUES (:id, 1, :note)")
                .bind("id", Ids.next())
                .bind("note", event.toString())
                .then()
                .doOnSuccess(done -> acted.incrementAndGet());
    }

    private long rows() {
        Long rows = database.sql("SELECT count(*) FROM thing WHERE note = :note")
                .bind("note", event.toString())
                .mapValue(Long.class)
                .one()
                .block(SOON);
        return rows == null ? -1 : rows;
    }
}
