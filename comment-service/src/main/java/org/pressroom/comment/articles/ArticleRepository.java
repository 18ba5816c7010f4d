package org.pressroom.comment.articles;

import org.pressroom.common.events.ArticleState;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is known of articles. */
@Component
class ArticleRepository {

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

    ArticleRepository(DatabaseClient database) {
        this.database = database;
    }

    /** Takes a state unless a newer one is known: events may come twice and, after compaction, not one by one. */
    Mono<Void> project(ArticleState state) {
        return database.sql(UPSERT)
                .bind("id", state.articleId())
                .bind("version", state.version())
                .bind("status", status(state))
                .bind("policy", state.commentPolicy())
                .bind("slug", state.slug())
                .bind("title", state.title())
                .then();
    }

    /** Comments tell of what they are about: where not everybody may read that, nobody gets to see them. */
    private static String status(ArticleState state) {
        return state.status().equals(ArticleState.PUBLISHED) && state.isRestricted()
                ? ArticleState.UNPUBLISHED
                : state.status();
    }
}
