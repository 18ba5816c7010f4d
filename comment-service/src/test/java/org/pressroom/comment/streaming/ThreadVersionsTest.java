package org.pressroom.comment.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.comment.ServiceTest;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ThreadVersionsTest extends ServiceTest {

    private static final int MANY = 2_500;

    @Test
    void manyWhoAskAtOnceAreAnsweredByFewStatements() {
        List<UUID> articles = List.of(article("open"), article("open"), article("open"));
        DatabaseClient counted = spy(database);
        ThreadVersions versions = new ThreadVersions(counted);

        List<Long> answers = Flux.range(0, MANY)
                .flatMap(number -> versions.now(articles.get(number % articles.size())), MANY)
                .collectList()
                .block(PATIENCE);

        assertThat(answers).hasSize(MANY).containsOnly(0L);
        verify(counted, atMost(MANY / 50)).sql(anyString());
    }

    @Test
    void whatIsNotThereToBeReadHasNone() {
        UUID there = article("open");
        UUID withdrawn = article("open");
        tell(state(withdrawn, 2, ArticleState.UNPUBLISHED, "open"), EventType.ARTICLE_UNPUBLISHED);
        awaitThreadStatus(withdrawn, 404);
        ThreadVersions versions = new ThreadVersions(database);

        assertThat(Flux.just(withdrawn, there, Ids.next())
                        .flatMap(versions::now)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(0L);
        assertThat(versions.of(List.of(withdrawn, there, Ids.next())).block(PATIENCE))
                .containsOnlyKeys(there);
    }

    @Test
    void aFailureIsToldToAllWhoAskedAndToNobodyAfter() {
        UUID there = article("open");
        DatabaseClient away = spy(database);
        doThrow(new DataAccessResourceFailureException("away"))
                .doCallRealMethod()
                .when(away)
                .sql(anyString());
        ThreadVersions versions = new ThreadVersions(away);

        StepVerifier.create(Flux.just(there, there)
                        .flatMap(id -> versions.now(id).materialize())
                        .filter(signal -> signal.isOnError())
                        .count())
                .expectNext(2L)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(versions.now(there).block(PATIENCE)).isZero();
    }
}
