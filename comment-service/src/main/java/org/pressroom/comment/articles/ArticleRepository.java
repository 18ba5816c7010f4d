package org.pressroom.comment.articles;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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
            SELECT * FROM unnest(:ids, :versions, :statuses, :policies, :slugs, :titles)
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, status = excluded.status, comment_policy = excluded.comment_policy,
                slug = excluded.slug, title = excluded.title
            WHERE article.version < excluded.version
            """;

    private final DatabaseClient database;

    ArticleRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Takes states unless newer ones are known: events may come twice and, after compaction, not one by one.
     *
     * @param states of different articles
     */
    Mono<Void> project(List<ArticleState> states) {
        return database.sql(UPSERT)
                .bind("ids", states.stream().map(ArticleState::articleId).toArray(UUID[]::new))
                .bind("versions", states.stream().map(ArticleState::version).toArray(Long[]::new))
                .bind("statuses", texts(states, ArticleRepository::status))
                .bind("policies", texts(states, ArticleState::commentPolicy))
                .bind("slugs", texts(states, ArticleState::slug))
                .bind("titles", texts(states, ArticleState::title))
                .then();
    }

    private static String[] texts(List<ArticleState> states, Function<ArticleState, String> text) {
        return states.stream().map(text).toArray(String[]::new);
    }

    /** Comments tell of what they are about: where not everybody may read that, nobody gets to see them. */
    private static String status(ArticleState state) {
        return state.status().equals(ArticleState.PUBLISHED) && state.isRestricted()
                ? ArticleState.UNPUBLISHED
                : state.status();
    }
}
