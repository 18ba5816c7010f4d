package org.pressroom.article.slugs;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who has which slug. A slug is an article's from its first draft on; one that was public stays its own for ever, so
 * that no link ever leads to another article, even after it was removed.
 */
@Component
public class SlugRepository {

    /** Of as many that want the same at once each takes one: more than there are connections. */
    private static final int TAKEN_MEANWHILE = 100;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final DatabaseClient database;

    SlugRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Gives the article the slug that the writer chose, else one made from the title, and takes back what it had and
     * never showed.
     *
     * @return the slug; refused where the chosen one is another article's
     */
    public Mono<String> assign(UUID articleId, @Nullable String chosen, String title) {
        return (chosen == null ? derived(articleId, title) : chosen(articleId, chosen))
                .delayUntil(slug -> release(articleId, slug));
    }

    /** Keeps slugs for the articles that have them for ever: readers have seen them. */
    public Mono<Void> keep(List<String> slugs) {
        // slug_pkey
        return database.sql("UPDATE slug SET was_public = true WHERE slug = ANY (:slugs) AND NOT was_public")
                .bind("slugs", slugs.toArray(String[]::new))
                .then();
    }

    /** Takes back the slugs of an article that readers never knew. */
    public Mono<Void> releaseAll(UUID articleId) {
        return database.sql("DELETE FROM slug WHERE article_id = :articleId AND NOT was_public") // slug_of_article
                .bind("articleId", articleId)
                .then();
    }

    private Mono<String> chosen(UUID articleId, String slug) {
        return claimFirst(articleId, List.of(slug))
                .switchIfEmpty(Mono.error(() -> RefusedException.conflict("Another article has this slug.")));
    }

    private Mono<String> derived(UUID articleId, String title) {
        return Mono.defer(() -> claimFirst(articleId, ArticleSlugs.candidates(title)))
                .repeatWhenEmpty(again -> again.take(TAKEN_MEANWHILE))
                .switchIfEmpty(Mono.error(() -> RefusedException.busy(RETRY_AFTER)));
    }

    /** Empty where the first free one was taken by another in this very moment, or all are taken. */
    private Mono<String> claimFirst(UUID articleId, List<String> candidates) {
        // slug_pkey, once for each candidate
        return database.sql("""
                        INSERT INTO slug (slug, article_id)
                        SELECT candidate, :articleId
                        FROM unnest(:candidates) WITH ORDINALITY AS candidates (candidate, place)
                        WHERE NOT EXISTS (
                            SELECT FROM slug taken WHERE taken.slug = candidate
                                AND taken.article_id IS DISTINCT FROM :articleId)
                        ORDER BY place
                        LIMIT 1
                        ON CONFLICT (slug) DO UPDATE SET article_id = excluded.article_id
                            WHERE slug.article_id = excluded.article_id
                        RETURNING slug
                        """)
                .bind("articleId", articleId)
                .bind("candidates", candidates.toArray(String[]::new))
                .mapValue(String.class)
                .one();
    }

    private Mono<Void> release(UUID articleId, String kept) {
        // slug_of_article
        return database.sql("DELETE FROM slug WHERE article_id = :articleId AND slug <> :kept AND NOT was_public")
                .bind("articleId", articleId)
                .bind("kept", kept)
                .then();
    }
}
