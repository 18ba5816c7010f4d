package org.pressroom.subscription.articles;

import static org.pressroom.common.database.Columns.orNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.ArticleState.Author;
import org.pressroom.common.events.ArticleState.Term;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The projection of articles. It can be thrown away and built again from the events. */
@Component
public class ArticleRepository {

    private final DatabaseClient database;
    private final TopicNameRepository names;

    ArticleRepository(DatabaseClient database, TopicNameRepository names) {
        this.database = database;
        this.names = names;
    }

    /**
     * Takes over a state, unless a newer one is known.
     *
     * @return whether it was taken over
     */
    public Mono<Boolean> project(ArticleState state) {
        Term category = state.category();
        List<Author> coauthors = state.coauthors();
        return database.sql("""
                        INSERT INTO article (id, version, publication, status, notify, slug, title, summary,
                            author_id, author_slug, author_name, coauthor_slugs, coauthor_names, category_slug,
                            category_name, tag_slugs, tag_names,
                            cover, cover_alt, first_published_at, published_at, updated_at)
                        VALUES (:id, :version, :publication, :status, :notify, :slug, :title, :summary,
                            :authorId, :authorSlug, :authorName, :coauthorSlugs, :coauthorNames, :categorySlug,
                            :categoryName, :tagSlugs, :tagNames,
                            :cover, :coverAlt, :firstPublishedAt, :publishedAt, :updatedAt)
                        ON CONFLICT (id) DO UPDATE SET
                            version = excluded.version, publication = excluded.publication, status = excluded.status,
                            notify = excluded.notify, slug = excluded.slug, title = excluded.title,
                            summary = excluded.summary, author_id = excluded.author_id,
                            author_slug = excluded.author_slug, author_name = excluded.author_name,
                            coauthor_slugs = excluded.coauthor_slugs, coauthor_names = excluded.coauthor_names,
                            category_slug = excluded.category_slug, category_name = excluded.category_name,
                            tag_slugs = excluded.tag_slugs, tag_names = excluded.tag_names, cover = excluded.cover,
                            cover_alt = excluded.cover_alt,
                            first_published_at = excluded.first_published_at, published_at = excluded.published_at,
                            updated_at = excluded.updated_at
                        WHERE article.version < excluded.version
                        """)
                .bind("id", state.articleId())
                .bind("version", state.version())
                .bind("publication", state.publication())
                .bind("status", state.status())
                .bind("notify", state.notifies())
                .bind("slug", state.slug())
                .bind("title", state.title())
                .bind("authorId", state.author().accountId())
                .bind("authorSlug", state.author().slug())
                .bind("authorName", state.author().name())
                .bind("coauthorSlugs", coauthors.stream().map(Author::slug).toArray(String[]::new))
                .bind("coauthorNames", coauthors.stream().map(Author::name).toArray(String[]::new))
                .bind("tagSlugs", state.tags().stream().map(Term::slug).toArray(String[]::new))
                .bind("tagNames", state.tags().stream().map(Term::name).toArray(String[]::new))
                .bind("updatedAt", state.updatedAt())
                .bind("summary", orNull(state.summary(), String.class))
                .bind("categorySlug", orNull(category == null ? null : category.slug(), String.class))
                .bind("categoryName", orNull(category == null ? null : category.name(), String.class))
                .bind("cover", orNull(state.cover(), String.class))
                .bind("coverAlt", orNull(state.coverAlt(), String.class))
                .bind("firstPublishedAt", orNull(state.firstPublishedAt(), Instant.class))
                .bind("publishedAt", orNull(state.publishedAt(), Instant.class))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0)
                .delayUntil(isNewer -> isNewer ? names.project(named(state)) : Mono.empty());
    }

    private static Map<TopicNameRepository.Key, String> named(ArticleState state) {
        Map<TopicNameRepository.Key, String> named = new LinkedHashMap<>();
        state.byline()
                .forEach(author -> named.put(new TopicNameRepository.Key("author", author.slug()), author.name()));
        Term category = state.category();
        if (category != null) {
            named.put(new TopicNameRepository.Key("category", category.slug()), category.name());
        }
        state.tags().forEach(tag -> named.put(new TopicNameRepository.Key("tag", tag.slug()), tag.name()));
        return named;
    }
}
