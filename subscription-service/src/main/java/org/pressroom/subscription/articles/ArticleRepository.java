package org.pressroom.subscription.articles;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.database.JsonRows;
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
     * Takes over states, unless newer ones are known.
     *
     * @param states of different articles
     * @return those that were taken over
     */
    public Mono<List<ArticleState>> project(List<ArticleState> states) {
        // article_pkey
        return database.sql("""
                        INSERT INTO article (id, version, publication, status, notify, slug, title, summary,
                            author_id, author_slug, author_name, coauthor_slugs, coauthor_names, category_slug,
                            category_name, tag_slugs, tag_names,
                            cover, cover_alt, first_published_at, published_at, updated_at)
                        SELECT id, version, publication, status, notify, slug, title, summary,
                            author_id, author_slug, author_name, coauthor_slugs, coauthor_names, category_slug,
                            category_name, tag_slugs, tag_names,
                            cover, cover_alt, first_published_at, published_at, updated_at
                        FROM json_populate_recordset(NULL::article, :rows::json)
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
                        RETURNING id
                        """)
                .bind("rows", JsonRows.of(states, ArticleRepository::row))
                .map(row -> Columns.uuid(row, "id"))
                .all()
                .collect(Collectors.toSet())
                .map(taken -> states.stream()
                        .filter(state -> taken.contains(state.articleId()))
                        .toList())
                .delayUntil(taken -> taken.isEmpty() ? Mono.empty() : names.project(named(taken)));
    }

    private static Map<String, @Nullable Object> row(ArticleState state) {
        Term category = state.category();
        List<Author> coauthors = state.coauthors();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", state.articleId());
        row.put("version", state.version());
        row.put("publication", state.publication());
        row.put("status", state.status());
        row.put("notify", state.notifies());
        row.put("slug", state.slug());
        row.put("title", state.title());
        row.put("summary", state.summary());
        row.put("author_id", state.author().accountId());
        row.put("author_slug", state.author().slug());
        row.put("author_name", state.author().name());
        row.put("coauthor_slugs", coauthors.stream().map(Author::slug).toList());
        row.put("coauthor_names", coauthors.stream().map(Author::name).toList());
        row.put("category_slug", category == null ? null : category.slug());
        row.put("category_name", category == null ? null : category.name());
        row.put("tag_slugs", state.tags().stream().map(Term::slug).toList());
        row.put("tag_names", state.tags().stream().map(Term::name).toList());
        row.put("cover", state.cover());
        row.put("cover_alt", state.coverAlt());
        row.put("first_published_at", state.firstPublishedAt());
        row.put("published_at", state.publishedAt());
        row.put("updated_at", state.updatedAt());
        return row;
    }

    /** Who subscribed under a former slug is told of the name of now. */
    private static void name(Map<TopicNameRepository.Key, String> named, String kind, Term term) {
        term.slugs().forEach(slug -> named.put(new TopicNameRepository.Key(kind, slug), term.name()));
    }

    private static Map<TopicNameRepository.Key, String> named(List<ArticleState> states) {
        Map<TopicNameRepository.Key, String> named = new LinkedHashMap<>();
        for (ArticleState state : states) {
            state.byline()
                    .forEach(author -> named.put(new TopicNameRepository.Key("author", author.slug()), author.name()));
            Term category = state.category();
            if (category != null) {
                name(named, "category", category);
            }
            state.tags().forEach(tag -> name(named, "tag", tag));
        }
        return named;
    }
}
