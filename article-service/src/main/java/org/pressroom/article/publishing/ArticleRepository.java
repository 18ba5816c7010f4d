package org.pressroom.article.publishing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What readers see, in the database. */
@Component
class ArticleRepository {

    /** article_pkey, author_pkey, category_pkey, article_tag_pkey, tag_pkey */
    private static final String SELECT = """
            SELECT a.id, a.version, a.publication, a.status, a.draft_version, a.slug, a.title, a.summary,
                %s AS body_html, a.description, a.reading_minutes, a.comment_policy, a.comment_days, a.cover,
                a.cover_alt, a.kind, a.menu_position, a.seo_title, a.seo_description, a.canonical_url,
                a.visibility, a.password_hash, a.language, a.translation_of,
                a.first_published_at, a.published_at, a.updated_at, a.notifies,
                %s,
                c.id AS category_id, c.slug AS category_slug, c.name AS category_name,
                ARRAY(SELECT part FROM article_tag at JOIN tag t ON t.id = at.tag_id,
                    unnest(ARRAY[t.id::text, t.slug, t.name]) WITH ORDINALITY AS parts (part, place)
                    WHERE at.article_id = a.id ORDER BY at.position, place) AS tags
            FROM article a
            JOIN author ON author.account_id = a.author_id
            LEFT JOIN category c ON c.id = a.category_id
            """;

    private static final String AUTHORS = AuthorColumns.of("a");

    private final DatabaseClient database;

    ArticleRepository(DatabaseClient database) {
        this.database = database;
    }

    /** What readers see of the article, which nobody else changes until the transaction ends. */
    Mono<PublicationState> lock(UUID id) {
        return database.sql(SELECT.formatted("a.body_html", AUTHORS) + "WHERE a.id = :id FOR NO KEY UPDATE OF a")
                .bind("id", id)
                .map(ArticleRepository::state)
                .one()
                .defaultIfEmpty(new PublicationState.NeverPublished(id));
    }

    /** What readers see of these articles now, their bodies left out: a hundred of them may be large. */
    Flux<PublishedArticle> find(List<UUID> ids) {
        return database.sql(SELECT.formatted("''", AUTHORS) + "WHERE a.id = ANY(:ids) ORDER BY a.id")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(ArticleRepository::article)
                .all();
    }

    /** Shows it to readers, with the version of the working copy that they get. */
    Mono<Void> publish(PublishedArticle article, long draftVersion) {
        return save(article, draftVersion)
                .then(article.version() == 1 ? Mono.empty() : clearTags(article.articleId()))
                .then(article.content().tags().isEmpty() ? Mono.empty() : insertTags(article));
    }

    /** Takes it from readers. */
    Mono<Void> unpublish(PublishedArticle article, long draftVersion) {
        // article_pkey
        return database.sql("""
                        UPDATE article SET version = :version, status = 'unpublished', draft_version = :draftVersion
                        WHERE id = :id
                        """)
                .bind("id", article.articleId())
                .bind("version", article.version())
                .bind("draftVersion", draftVersion)
                .then()
                // article_tag_pkey
                .then(database.sql("UPDATE article_tag SET published_at = NULL WHERE article_id = :id")
                        .bind("id", article.articleId())
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

    private Mono<Void> save(PublishedArticle article, long draftVersion) {
        ArticleContent content = article.content();
        Cover cover = content.cover();
        // article_pkey
        Term category = content.category();
        return database.sql("""
                        INSERT INTO article (id, version, publication, status, draft_version, author_id, coauthor_ids,
                            byline_version, slug, title, summary, description, body_html, reading_minutes, category_id, comment_policy,
                            comment_days, comments_close_at, cover, cover_alt, kind, menu_position, seo_title, seo_description, canonical_url,
                            visibility, password_hash, language, translation_of, first_published_at, published_at,
                            updated_at, notifies)
                        VALUES (:id, :version, :publication, 'published', :draftVersion, :authorId, :coauthorIds,
                            :bylineVersion, :slug, :title, :summary, :description, :bodyHtml, :readingMinutes, :categoryId,
                            :commentPolicy, :commentDays, :commentsCloseAt, :cover, :coverAlt, :kind, :menuPosition, :seoTitle, :seoDescription,
                            :canonicalUrl, :visibility, :passwordHash, :language, :translationOf, :firstPublishedAt,
                            :publishedAt, :updatedAt, :notifies)
                        ON CONFLICT (id) DO UPDATE SET
                            version = excluded.version, publication = excluded.publication, status = excluded.status,
                            draft_version = excluded.draft_version, author_id = excluded.author_id,
                            coauthor_ids = excluded.coauthor_ids, byline_version = excluded.byline_version,
                            slug = excluded.slug, title = excluded.title, summary = excluded.summary,
                            description = excluded.description, body_html = excluded.body_html,
                            reading_minutes = excluded.reading_minutes, category_id = excluded.category_id,
                            comment_policy = excluded.comment_policy, comment_days = excluded.comment_days,
                            comments_close_at = excluded.comments_close_at, cover = excluded.cover,
                            cover_alt = excluded.cover_alt, kind = excluded.kind,
                            menu_position = excluded.menu_position, seo_title = excluded.seo_title,
                            seo_description = excluded.seo_description, canonical_url = excluded.canonical_url,
                            visibility = excluded.visibility, password_hash = excluded.password_hash,
                            language = excluded.language, translation_of = excluded.translation_of,
                            first_published_at = excluded.first_published_at, published_at = excluded.published_at,
                            updated_at = excluded.updated_at, notifies = excluded.notifies
                        """)
                .bind("id", article.articleId())
                .bind("version", article.version())
                .bind("publication", article.publication())
                .bind("draftVersion", draftVersion)
                .bind("authorId", article.author().accountId())
                .bind(
                        "coauthorIds",
                        article.authorIds().subList(1, article.authors().size()).toArray(UUID[]::new))
                .bind("bylineVersion", article.author().version())
                .bind("slug", content.slug())
                .bind("title", content.title())
                .bind("description", content.body().opening())
                .bind("bodyHtml", content.body().html())
                .bind("readingMinutes", content.body().readingMinutes())
                .bind("commentPolicy", content.commentPolicy().name().toLowerCase(Locale.ROOT))
                .bind("commentDays", Columns.orNull(content.commentDays(), Integer.class))
                .bind("commentsCloseAt", Columns.orNull(article.commentsCloseAt(), Instant.class))
                .bind("firstPublishedAt", article.firstPublishedAt())
                .bind("publishedAt", article.publishedAt())
                .bind("updatedAt", article.updatedAt())
                .bind("notifies", article.notifies())
                .bind("categoryId", Columns.orNull(category == null ? null : category.id(), UUID.class))
                .bind("summary", Columns.orNull(content.summary(), String.class))
                .bind("cover", Columns.orNull(cover == null ? null : cover.url(), String.class))
                .bind("coverAlt", Columns.orNull(cover == null ? null : cover.alt(), String.class))
                .bind("kind", content.kind().name().toLowerCase(Locale.ROOT))
                .bind("menuPosition", Columns.orNull(content.menuPosition(), Integer.class))
                .bind("seoTitle", Columns.orNull(content.seo().title(), String.class))
                .bind("seoDescription", Columns.orNull(content.seo().description(), String.class))
                .bind("canonicalUrl", Columns.orNull(content.seo().canonicalUrl(), String.class))
                .bind("visibility", content.visibility().name().toLowerCase(Locale.ROOT))
                .bind("passwordHash", Columns.orNull(content.passwordHash(), String.class))
                .bind("language", content.language())
                .bind("translationOf", Columns.orNull(content.translationOf(), UUID.class))
                .then();
    }

    private Mono<Void> clearTags(UUID id) {
        return database.sql("DELETE FROM article_tag WHERE article_id = :id") // article_tag_pkey
                .bind("id", id)
                .then();
    }

    private Mono<Void> insertTags(PublishedArticle article) {
        Term category = article.content().category();
        return database.sql("""
                        INSERT INTO article_tag (article_id, position, tag_id, published_at, author_id, category_id, language)
                        SELECT :articleId, position, tag_id, :publishedAt, :authorId, :categoryId, :language
                        FROM unnest(:tagIds) WITH ORDINALITY AS tags (tag_id, position)
                        """)
                .bind("articleId", article.articleId())
                // What is in no list is found by no tag.
                .bind(
                        "publishedAt",
                        Columns.orNull(article.content().isListed() ? article.publishedAt() : null, Instant.class))
                .bind("authorId", article.author().accountId())
                .bind("categoryId", Columns.orNull(category == null ? null : category.id(), UUID.class))
                .bind("language", article.content().language())
                .bind("tagIds", article.content().tags().stream().map(Term::id).toArray(UUID[]::new))
                .then();
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
        return id == null ? null : new Term(id, Columns.text(row, "category_slug"), Columns.text(row, "category_name"));
    }

    /** Id, slug and name by turns. */
    private static List<Term> tags(List<String> parts) {
        List<Term> tags = new ArrayList<>(parts.size() / 3);
        for (int i = 0; i < parts.size(); i += 3) {
            tags.add(new Term(UUID.fromString(parts.get(i)), parts.get(i + 1), parts.get(i + 2)));
        }
        return tags;
    }
}
