package org.pressroom.subscription.notifying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;
import org.pressroom.subscription.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class FreezingTest extends ServiceTest {

    @Autowired
    private Notifying notifying;

    @Autowired
    private TransactionalOperator transaction;

    @Test
    void manyRecipientsMayTakeLongerThanOtherStatements() {
        String usual = limits().block();
        ArticleState article = article("To very many", slug());

        String freezing = notifying
                .learn(article)
                .then(Mono.defer(this::limits))
                .as(transaction::transactional)
                .block();

        assertThat(freezing).isEqualTo("110s, 110s");
        assertThat(usual).isEqualTo("30s, 10s");
        assertThat(limits().block()).isEqualTo(usual);
    }

    private Mono<String> limits() {
        return database.sql("SELECT current_setting('statement_timeout') AS statement,"
                        + " current_setting('lock_timeout') AS lock")
                .map(row -> Objects.requireNonNull(row.get("statement", String.class)) + ", "
                        + row.get("lock", String.class))
                .one();
    }
}
