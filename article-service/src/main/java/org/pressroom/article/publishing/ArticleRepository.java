package org.pressroom.article.publishing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.Author;
import org.pressroom.article.authors.AuthorColumns;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.writing.ArticleKind;
import org.pressroom.article.writing.CommentPolicy;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.database.Columns;
import org.pressroom.common.database.JsonRows;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What readers see, in the database. */
@Component
class ArticleRepository {

    /**
     * article_pkey, author_pkey, category_pkey, article_tag_pkey, tag_pkey; category_former_slug_of_term,
     * tag_former_slug_of_term
     */
    private static final String SELECT = """
            SELECT a.id, a.version, a.publication, a.status, a.draft_version, a.slug, a.title, a.summary,
                %s AS body_html, a.description, a.reading_minutes, a.comment_policy, a.comment_days, a.cover,
                a.cover_alt, a.kind, a.menu_position, a.seo_title, a.seo_description, a.canonical_url,
                a.visibility, a.password_hash, a.language, a.translation_of,
                a.first_published_at, a.published_at, a.updated_at, a.notifies,
                %s,
                c.id AS category_id, c.slug AS category_slug, c.name AS category_name,
                ARRAY(SELECT slug FROM category_former_slug WHERE term_id = c.id ORDER BY slug)
                    AS category_former_slugs,
                CASE WHEN c.parent_id IS NULL THEN '{}' ELSE slugs_above(c.id) END AS category_above,
                ARRAY(SELECT part FROM article_tag at JOIN tag t ON t.id = at.tag_id,
                    unnest(ARRAY[t.id::text, t.slug, t.name, array_to_string(ARRAY(
                        SELECT slug FROM tag_former_slug WHERE term_id = t.id ORDER BY slug), ' ')])
                        WITH ORDINALITY AS parts (part, place)
                    WHERE at.article_id = a.id ORDER BY at.position, place) AS tags
            FROM article a
            JOIN author ON author.account_id = a.author_id
            LEFT JOIN category c ON c.id = a.category_id
            """;

    /** What is written of an article that readers are shown, beside its id. */
    private static final String SHOWN_COLUMNS = """
            version, publication, status, draft_version, author_id, coauthor_ids, byline_version, slug, title, summary,
            description, body_html, reading_minutes, category_id, comment_policy, comment_days, comments_close_at, cover,
            cover_alt, kind, menu_position, seo_title, seo_description, canonical_url, visibility, password_hash, language,
            translation_of, first_published_at, published_at, updated_at, notifies""";

    private static final String SAVE = """
            INSERT INTO article (id, %1$s)
            SELECT id, %1$s FROM json_populate_recordset(NULL::article, :rows::json)
            ON CONFLICT (id) DO UPDATE SET (%1$s) = ROW (%2$s)
            """.formatted(SHOWN_COLUMNS, SHOWN_COLUMNS.replaceAll("\\w+", "excluded.$0"));

    private static final String AUTHORS = AuthorColumns.of("a");

    private final DatabaseClient database;

    ArticleRepository(DatabaseClient database) {
        this.database = database;
    }

    /** What readers see of the article, which nobody else changes until the transaction ends. */
    Mono<PublicationState> lock(UUID id) {
        return lock(List.of(id)).map(states -> states.get(0));
    }

    /** The same of several, in this order. */
    Mono<List<PublicationState>> lock(List<UUID> ids) {
        return database.sql(SELECT.formatted("a.body_html", AUTHORS)
                        + "WHERE a.id = ANY (:ids) ORDER BY a.id FOR NO KEY UPDATE OF a")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> Map.entry(Columns.uuid(row, "id"), state(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(states -> ids.stream()
                        .map(id -> Objects.requireNonNullElseGet(
                                states.get(id), () -> new PublicationState.NeverPublished(id)))
                        .toList());
    }

    /** What readers see of these articles now, their bodies left out: a hundred of them may be large. */
    Flux<PublishedArticle> find(List<UUID> ids) {
        return database.sql(SELECT.formatted("''", AUTHORS) + "WHERE a.id = ANY(:ids) ORDER BY a.id")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(ArticleRepository::article)
                .all();
    }

    /**
     * What readers see, or saw last.
     *
     * @param draftVersion of the working copy that it is
     */
    record Shown(PublishedArticle article, long draftVersion) {

        private Map<String, @Nullable Object> row() {
            ArticleContent content = article.content();
            Cover cover = content.cover();
            Term category = content.category();
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("id", article.articleId());
            row.put("version", article.version());
            row.put("publication", article.publication());
            row.put("status", "published");
            row.put("draft_version", draftVersion);
            row.put("author_id", article.author().accountId());
            row.put(
                    "coauthor_ids",
                    article.authorIds().subList(1, article.authors().size()));
            row.put("byline_version", article.author().version());
            row.put("slug", content.slug());
            row.put("title", content.title());
            row.put("summary", content.summary());
            row.put("description", content.body().opening());
            row.put("body_html", content.body().html());
            row.put("reading_minutes", content.body().readingMinutes());
            row.put("category_id", category == null ? null : category.id());
            row.put("comment_policy", lowerCase(content.commentPolicy()));
            row.put("comment_days", content.commentDays());
            row.put("comments_close_at", article.commentsCloseAt());
            row.put("cover", cover == null ? null : cover.url());
            row.put("cover_alt", cover == null ? null : cover.alt());
            row.put("kind", lowerCase(content.kind()));
            row.put("menu_position", content.menuPosition());
            row.put("seo_title", content.seo().title());
            row.put("seo_description", content.seo().description());
            row.put("canonical_url", content.seo().canonicalUrl());
            row.put("visibility", lowerCase(content.visibility()));
            row.put("password_hash", content.passwordHash());
            row.put("language", content.language());
            row.put("translation_of", content.translationOf());
            row.put("first_published_at", article.firstPublishedAt());
            row.put("published_at", article.publishedAt());
            row.put("updated_at", article.updatedAt());
            row.put("notifies", article.notifies());
            return row;
        }

        private static String lowerCase(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Shows articles to readers. */
    Mono<Void> publish(List<Shown> shown) {
        List<PublishedArticle> articles = shown.stream().map(Shown::article).toList();
        return save(shown)
                .then(clearTags(articles.stream()
                        .filter(article -> article.version() > 1)
                        .toList()))
                .then(insertTags(articles.stream()
                        .filter(article -> !article.content().tags().isEmpty())
                        .toList()));
    }

    /** Says that what readers see of an article has another version, of the same content. */
    Mono<Void> renew(PublishedArticle article) {
        return database.sql("UPDATE article SET version = :version WHERE id = :id") // article_pkey
                .bind("id", article.articleId())
                .bind("version", article.version())
                .then();
    }

    /** Takes articles from readers. */
    Mono<Void> unpublish(List<Shown> shown) {
        UUID[] ids = shown.stream().map(each -> each.article().articleId()).toArray(UUID[]::new);
        // article_pkey
        return database.sql("""
                        UPDATE article SET version = taken.version, status = 'unpublished',
                            draft_version = taken.draft_version
                        FROM unnest(:ids, :versions, :draftVersions) AS taken (id, version, draft_version)
                        WHERE article.id = taken.id
                        """)
                .bind("ids", ids)
                .bind(
                        "versions",
                        shown.stream().map(each -> each.article().version()).toArray(Long[]::new))
                .bind("draftVersions", shown.stream().map(Shown::draftVersion).toArray(Long[]::new))
                .then()
                // article_tag_pkey
                .then(database.sql("UPDATE article_tag SET published_at = NULL WHERE article_id = ANY (:ids)")
                        .bind("ids", ids)
                        .then());
    }

    /** Says that readers see the next version of the working copy too, where they see this one: nothing of it is new. */
    Mono<Void> follow(UUID id, long draftVersion) {
        // article_pkey
        return database.sql("""
                        UPDATE article SET draft_version = draft_version + 1
                        WHERE id = :id AND draft_version = :draftVersion
                        """)
                .bind("id", id)
                .bind("draftVersion", draftVersion)
                .then();
    }

    /** The same of several, by the versions that they had. */
    Mono<Void> follow(Map<UUID, Long> draftVersions) {
        // article_pkey
        return database.sql("""
                        UPDATE article SET draft_version = article.draft_version + 1
                        FROM unnest(:ids, :versions) AS seen (id, version)
                        WHERE article.id = seen.id AND draft_version = seen.version
                        """)
                .bind("ids", draftVersions.keySet().toArray(UUID[]::new))
                .bind("versions", draftVersions.values().toArray(Long[]::new))
                .then();
    }

    /** Says that a version of the working copy is what readers see. */
    Mono<Void> showsDraft(UUID id, long draftVersion) {
        return database.sql("UPDATE article SET draft_version = :draftVersion WHERE id = :id") // article_pkey
                .bind("id", id)
                .bind("draftVersion", draftVersion)
                .then();
    }

    Mono<Void> delete(UUID id) {
        return database.sql("DELETE FROM article WHERE id = :id").bind("id", id).then(); // article_pkey
    }

    /**
     * Counts up the version of some of the author's published articles that were last shown under an older name.
     *
     * @return which; those that are just being changed are left out
     */
    Flux<UUID> renewBylines(Author author, int limit) {
        return renewFirst(author, limit).switchIfEmpty(Flux.defer(() -> renewFurther(author, limit)));
    }

    /** Of those that the author is not the first one of. */
    private Flux<UUID> renewFurther(Author author, int limit) {
        // article_coauthor_byline, article_pkey
        return database.sql("""
                        WITH due AS (
                            SELECT a.id FROM article_coauthor c JOIN article a ON a.id = c.article_id
                            WHERE c.author_id = :authorId AND c.tag_id IS NULL AND c.byline_version < :version
                                AND a.status = 'published'
                            LIMIT :limit
                            FOR NO KEY UPDATE OF a SKIP LOCKED),
                        told AS (
                            UPDATE article_coauthor SET byline_version = :version
                            WHERE author_id = :authorId AND tag_id IS NULL AND article_id IN (SELECT id FROM due))
                        UPDATE article SET version = version + 1 WHERE id IN (SELECT id FROM due)
                        RETURNING id
                        """)
                .bind("authorId", author.accountId())
                .bind("version", author.version())
                .bind("limit", limit)
                .mapValue(UUID.class)
                .all();
    }

    private Flux<UUID> renewFirst(Author author, int limit) {
        // article_byline
        return database.sql("""
                        UPDATE article SET version = version + 1, byline_version = :version
                        WHERE id IN (
                            SELECT id FROM article
                            WHERE author_id = :authorId AND status = 'published' AND byline_version < :version
                            LIMIT :limit
                            FOR NO KEY UPDATE SKIP LOCKED)
                        RETURNING id
                        """)
                .bind("authorId", author.accountId())
                .bind("version", author.version())
                .bind("limit", limit)
                .mapValue(UUID.class)
                .all();
    }

    /** Whether an article of the author's is still shown to others under an older name. */
    Mono<Boolean> hasOldByline(Author author) {
        // article_byline, article_coauthor_byline
        return database.sql("""
                        SELECT EXISTS (SELECT FROM article
                                WHERE author_id = :authorId AND status = 'published' AND byline_version < :version)
                            OR EXISTS (SELECT FROM article_coauthor
                                WHERE author_id = :authorId AND tag_id IS NULL AND byline_version < :version)
                        """)
                .bind("authorId", author.accountId())
                .bind("version", author.version())
                .mapValue(Boolean.class)
                .one();
    }

    /**
     * Closes the comments of some of the articles whose time for them is over.
     *
     * @return which; those that are just being changed are left out
     */
    Flux<UUID> closeComments(Instant now, int limit) {
        // article_comments_due, article_pkey
        return database.sql("""
                        UPDATE article SET version = version + 1, comment_policy = 'closed'
                        WHERE id IN (
                            SELECT id FROM article
                            WHERE status = 'published' AND comment_policy <> 'closed' AND comments_close_at <= :now
                            ORDER BY comments_close_at LIMIT :limit
                            FOR NO KEY UPDATE SKIP LOCKED)
                        RETURNING id
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .mapValue(UUID.class)
                .all();
    }

    private Mono<Void> save(List<Shown> shown) {
        // article_pkey
        return database.sql(SAVE).bind("rows", JsonRows.of(shown, Shown::row)).then();
    }

    private Mono<Void> clearTags(List<PublishedArticle> articles) {
        // article_tag_pkey
        return articles.isEmpty()
                ? Mono.empty()
                : database.sql("DELETE FROM article_tag WHERE article_id = ANY (:ids)")
                        .bind("ids", ids(articles))
                        .then();
    }

    private Mono<Void> insertTags(List<PublishedArticle> articles) {
        // article_pkey
        return articles.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                INSERT INTO article_tag (article_id, position, tag_id, published_at, author_id, category_id,
                                    language)
                                SELECT a.id, tag.position, tag.id, CASE WHEN tag.listed THEN a.published_at END,
                                    a.author_id, a.category_id, a.language
                                FROM unnest(:articleIds, :positions, :tagIds, :listed)
                                    AS tag (article_id, position, id, listed)
                                JOIN article a ON a.id = tag.article_id
                                """)
                        .bind("articleIds", ofTags(articles, (article, place) -> article.articleId(), UUID[]::new))
                        .bind("positions", ofTags(articles, (article, place) -> place + 1, Integer[]::new))
                        .bind(
                                "tagIds",
                                ofTags(
                                        articles,
                                        (article, place) -> article.content()
                                                .tags()
                                                .get(place)
                                                .id(),
                                        UUID[]::new))
                        // What is in no list is found by no tag.
                        .bind(
                                "listed",
                                ofTags(
                                        articles,
                                        (article, place) -> article.content().isListed(),
                                        Boolean[]::new))
                        .then();
    }

    /** Something of each tag of each article, by the tag's place. */
    private static <T> T[] ofTags(
            List<PublishedArticle> articles, BiFunction<PublishedArticle, Integer, T> value, IntFunction<T[]> array) {
        return articles.stream()
                .flatMap(article -> IntStream.range(0, article.content().tags().size())
                        .mapToObj(place -> value.apply(article, place)))
                .toArray(array);
    }

    private static UUID[] ids(List<PublishedArticle> articles) {
        return articles.stream().map(PublishedArticle::articleId).toArray(UUID[]::new);
    }

    private static PublicationState state(Readable row) {
        PublishedArticle article = article(row);
        return Columns.text(row, "status").equals("published")
                ? new PublicationState.Published(article, Columns.number(row, "draft_version"))
                : new PublicationState.Unpublished(article);
    }

    private static PublishedArticle article(Readable row) {
        return new PublishedArticle(
                Columns.uuid(row, "id"),
                Columns.number(row, "version"),
                Columns.integer(row, "publication"),
                content(row),
                AuthorColumns.read(row),
                Columns.instant(row, "first_published_at"),
                Columns.instant(row, "published_at"),
                Columns.instant(row, "updated_at"),
                Columns.flag(row, "notifies"));
    }

    private static ArticleContent content(Readable row) {
        return new ArticleContent(
                Columns.text(row, "slug"),
                Columns.text(row, "title"),
                Columns.textOrNull(row, "summary"),
                new RenderedBody(
                        Columns.text(row, "body_html"),
                        Columns.text(row, "description"),
                        Columns.integer(row, "reading_minutes"),
                        true),
                category(row),
                tags(Columns.texts(row, "tags")),
                CommentPolicy.valueOf(Columns.text(row, "comment_policy").toUpperCase(Locale.ROOT)),
                row.get("comment_days", Integer.class),
                DraftRepository.cover(row),
                ArticleKind.valueOf(Columns.text(row, "kind").toUpperCase(Locale.ROOT)),
                row.get("menu_position", Integer.class),
                DraftRepository.seo(row),
                DraftRepository.visibility(row),
                Columns.textOrNull(row, "password_hash"),
                Columns.text(row, "language"),
                Columns.uuidOrNull(row, "translation_of"));
    }

    private static @Nullable Term category(Readable row) {
        UUID id = Columns.uuidOrNull(row, "category_id");
        return id == null
                ? null
                : new Term(
                        id,
                        Columns.text(row, "category_slug"),
                        Columns.text(row, "category_name"),
                        Columns.texts(row, "category_former_slugs"),
                        Columns.texts(row, "category_above"));
    }

    /** Id, slug, name and former slugs by turns. */
    private static List<Term> tags(List<String> parts) {
        List<Term> tags = new ArrayList<>(parts.size() / 4);
        for (int i = 0; i < parts.size(); i += 4) {
            String former = parts.get(i + 3);
            tags.add(new Term(
                    UUID.fromString(parts.get(i)),
                    parts.get(i + 1),
                    parts.get(i + 2),
                    former.isEmpty() ? List.of() : List.of(former.split(" ")),
                    List.of()));
        }
        return tags;
    }
}
