package org.pressroom.comment.articles;

import java.time.Duration;
import org.pressroom.comment.store.ThreadRepository;
import org.pressroom.common.background.Rounds;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keeps the table {@code article} as article-events tell it. */
@Configuration(proxyBeanMethods = false)
class ArticleProjection {

    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);

    // article_pkey
    private static final String UPSERT = """
            INSERT INTO article (id, version, status, comment_policy, slug, title)
            VALUES (:id, :version, :status, :policy, :slug, :title)
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, status = excluded.status, comment_policy = excluded.comment_policy,
                slug = excluded.slug, title = excluded.title
            WHERE article.version < excluded.version
            """;

    private final DatabaseClient database;
    private final ThreadRepository threads;
    private final CommenterErasure erasure;

    ArticleProjection(DatabaseClient database, ThreadRepository threads, CommenterErasure erasure) {
        this.database = database;
        this.threads = threads;
        this.erasure = erasure;
    }

    @Bean
    EventConsumer articleConsumer(EventConsumers consumers) {
        return consumers
                .group("comment-articles")
                .on(EventType.ARTICLE_PUBLISHED, ArticleState.class, this::learn)
                .on(EventType.ARTICLE_REVISED, ArticleState.class, this::learn)
                .on(EventType.ARTICLE_UNPUBLISHED, ArticleState.class, this::learn)
                .on(EventType.ARTICLE_REMOVED, ArticleState.class, this::forget)
                .build();
    }

    /** Takes a state unless a newer one is known: events may come twice and, after compaction, not one by one. */
    private Mono<Void> learn(ReceivedEvent event, ArticleState state) {
        Mono<Void> known = database.sql(UPSERT)
                .bind("id", state.articleId())
                .bind("version", state.version())
                .bind("status", state.status())
                .bind("policy", state.commentPolicy())
                .bind("slug", state.slug())
                .bind("title", state.title())
                .then();
        return Mono.when(known, threads.ensure(state.articleId()));
    }

    /** Nobody can read these comments any more, nor take them back: who wrote them is forgotten, bit by bit. */
    private Mono<Void> forget(ReceivedEvent event, ArticleState state) {
        return learn(event, state).then(erasure.begin(state.articleId()));
    }

    @Bean
    Rounds erasureRounds() {
        return Rounds.ofSteps("Forgetting who commented on removed articles", erasure.step(), BETWEEN_ROUNDS);
    }
}
