package org.pressroom.comment.articles;

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

    // article_pkey, thread_pkey
    private static final String UPSERT = """
            WITH known AS (
                INSERT INTO article (id, version, status, comment_policy, slug, title)
                VALUES (:id, :version, :status, :policy, :slug, :title)
                ON CONFLICT (id) DO UPDATE SET
                    version = excluded.version, status = excluded.status, comment_policy = excluded.comment_policy,
                    slug = excluded.slug, title = excluded.title
                WHERE article.version < excluded.version
            )
            INSERT INTO thread (article_id) VALUES (:id) ON CONFLICT DO NOTHING
            """;

    // thread_pkey; comments are locked behind their thread as everywhere. No index finds those that are not listed, and
    // articles are removed too seldom for one
    private static final String FORGET = """
            WITH locked AS MATERIALIZED (
                SELECT article_id FROM thread WHERE article_id = :id FOR NO KEY UPDATE
            )
            UPDATE comment c SET author_name = '', author_email = NULL, author_website = NULL, notify_replies = false
            FROM locked
            WHERE c.article_id = locked.article_id
            """;

    private final DatabaseClient database;

    ArticleProjection(DatabaseClient database) {
        this.database = database;
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
        return database.sql(UPSERT)
                .bind("id", state.articleId())
                .bind("version", state.version())
                .bind("status", state.status())
                .bind("policy", state.commentPolicy())
                .bind("slug", state.slug())
                .bind("title", state.title())
                .then();
    }

    /** Nobody can read these comments any more, nor take them back: who wrote them is forgotten. */
    private Mono<Void> forget(ReceivedEvent event, ArticleState state) {
        return learn(event, state)
                .then(database.sql(FORGET).bind("id", state.articleId()).then());
    }
}
