package org.pressroom.article.reading;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.ArticlePasswords;
import org.pressroom.article.authors.AuthorColumns;
import org.pressroom.article.site.SiteProperties;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.Seo;
import org.pressroom.common.contract.ArticlePage;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.Named;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Slug;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The articles that readers see. Each query names the index that serves it; with 100,000 articles and 300,000 tags on
 * them a page of 20 took 1 to 3 ms of PostgreSQL's time, wherever it began, and one article 0.3 ms. That is a page of all
 * articles, or of those of a category, a tag and an author, any of these: each combination has its index. An author's are
 * two lists in one, for who is not the first author has entries of its own; a category's are as many as lie beneath it.
 */
@Component
class ArticleQueries {

    static final String COLUMNS = """
            a.id, a.slug, a.title, a.summary, a.published_at, a.updated_at, a.reading_minutes, a.cover,
            a.cover_alt, a.kind, a.menu_position, a.visibility,
            a.language, a.translation_of,
            """ + AuthorColumns.of("a") + """
            , category.slug AS category_slug, category.name AS category_name,
            figure.comment_count,
            ARRAY(SELECT part FROM article_tag JOIN tag ON tag.id = article_tag.tag_id AND tag.state <> 'deleted',
                unnest(ARRAY[tag.slug, tag.name]) WITH ORDINALITY AS parts (part, place)
                WHERE article_tag.article_id = a.id ORDER BY article_tag.position, place) AS tags,
            ARRAY(SELECT part FROM article other,
                unnest(ARRAY[other.id::text, other.language, other.slug, other.title])
                    WITH ORDINALITY AS parts (part, place)
                WHERE coalesce(other.translation_of, other.id) = coalesce(a.translation_of, a.id)
                    AND other.status = 'published' AND other.visibility <> 'unlisted' AND other.id <> a.id
                ORDER BY other.language, other.id, place) AS translations""";

    /** By author_slug, or author_former_slug_pkey, once for the whole query. */
    private static final String AUTHOR = """
            (SELECT coalesce((SELECT account_id FROM author WHERE slug = :author ORDER BY version DESC, account_id LIMIT 1),
                (SELECT account_id FROM author_former_slug WHERE slug = :author)))""";

    /** By tag_slug_key, or tag_former_slug_pkey, once for the whole query. */
    private static final String TAG = named("tag", ":tag");

    /** By category_slug_key, or category_former_slug_pkey, once for the whole query. */
    private static final String CATEGORY = named("category", ":category");

    /** By category_of_parent: a category and those beneath it. */
    private static final String CATEGORIES = "categories_beneath(" + CATEGORY + ")";

    /** Of those that {@link #ofEachCategory} goes through. */
    private static final String ONE_CATEGORY = "beneath.category";

    private static final String ANY_CATEGORY = "ANY (ARRAY(SELECT " + CATEGORIES + "))";

    /** One look-up in each for an article: author_pkey, category_pkey, figure_pkey; article_tag_pkey, tag_pkey; article_translations. */
    static final String BESIDE = """
            JOIN author ON author.account_id = a.author_id
            LEFT JOIN category ON category.id = a.category_id AND category.state <> 'deleted'
            JOIN figure ON figure.article_id = a.id
            """;

    /** Whether the bodies up to this one are not too much, or it is the first: their lengths are known without reading them. */
    private static final String FITS = """
            (sum(CASE WHEN a.visibility = 'public' THEN octet_length(a.body_html) ELSE 0 END)
                    OVER (ORDER BY found.published_at DESC, found.id DESC) <= :mostBytes
                OR row_number() OVER (ORDER BY found.published_at DESC, found.id DESC) = 1)""";

    private static final String WITH_BODY = ", " + FITS + " AS fits, CASE WHEN a.visibility = 'public' AND " + FITS
            + " THEN a.body_html END AS body_html ";

    /** Of several bodies at once: with all that stands around them it stays below what the gateway takes in. */
    private static final int MOST_BODY_BYTES = 400_000;

    private final DatabaseClient database;
    private final SiteProperties site;

    ArticleQueries(DatabaseClient database, SiteProperties site) {
        this.database = database;
        this.site = site;
    }

    /**
     * The article of that slug; empty where readers see none. Its body is kept back unless whoever asks may read it.
     *
     * @param access what shows that its password was typed; null for nothing
     */
    Mono<ArticleView> find(String slug, Caller caller, @Nullable String access) {
        if (!Slug.isValid(slug)) {
            return Mono.empty();
        }
        // article_slug_key
        return database.sql("SELECT " + COLUMNS
                        + ", a.body_html, a.description, a.comment_policy, a.comments_close_at, a.seo_title, a.seo_description, a.canonical_url,"
                        + " a.password_hash"
                        + " FROM article a "
                        + BESIDE + "WHERE a.slug = :slug AND a.status = 'published'")
                .bind("slug", slug)
                .map(row -> full(row, mayRead(row, caller, access)))
                .one();
    }

    /** Staff read what they may change. */
    private static boolean mayRead(Readable row, Caller caller, @Nullable String access) {
        return switch (DraftRepository.visibility(row)) {
            case PUBLIC, UNLISTED -> true;
            case PASSWORD ->
                ArticlePasswords.opens(access, Columns.uuid(row, "id"), Columns.text(row, "password_hash"))
                        || mayChange(row, caller);
            case SUBSCRIBERS -> caller.subscribed() || mayChange(row, caller);
        };
    }

    private static boolean mayChange(Readable row, Caller caller) {
        return caller.has(Role.EDITOR, Role.ADMIN)
                || AuthorColumns.read(row).stream()
                        .anyMatch(author -> author.accountId().equals(caller.accountId()));
    }

    /** What the password of the article of that slug is compared with; empty where there is no such article. */
    Mono<Lock> findLock(String slug) {
        if (!Slug.isValid(slug)) {
            return Mono.empty();
        }
        // article_slug_key
        return database.sql("""
                        SELECT id, password_hash FROM article
                        WHERE slug = :slug AND status = 'published' AND visibility = 'password'
                        """)
                .bind("slug", slug)
                .map(row -> new Lock(Columns.uuid(row, "id"), Columns.text(row, "password_hash")))
                .one();
    }

    /** What opens an article. */
    record Lock(UUID articleId, String passwordHash) {}

    /** The article that readers knew by that slug before it got another; empty where they see none. */
    Mono<Moved> findMoved(String formerSlug) {
        if (!Slug.isValid(formerSlug)) {
            return Mono.empty();
        }
        // slug_pkey, article_pkey
        return database.sql("""
                        SELECT a.id, a.slug FROM slug JOIN article a ON a.id = slug.article_id
                        WHERE slug.slug = :slug AND slug.was_public AND a.status = 'published'
                        """)
                .bind("slug", formerSlug)
                .map(row -> new Moved(Columns.uuid(row, "id"), Columns.text(row, "slug")))
                .one();
    }

    /** Where an article is now. */
    record Moved(UUID id, String slug) {}

    /** A page of articles, newest first. */
    Mono<ArticlePage> page(ArticleFilter filter, PageRequest request) {
        if (filter.isHopeless()) {
            return Mono.just(ArticlePage.listed(List.of(), null, null));
        }
        String sql = isOneList(filter)
                ? nearest(COLUMNS, BESIDE, filter, request, Way.OLDER)
                : shown(COLUMNS, nearestOfSeveral(filter, request, Way.OLDER));
        return bound(sql, filter, request)
                .map(row -> listed(row, null))
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, ArticleQueries::place))
                .flatMap(page -> withPrevious(page, filter, request));
    }

    private static boolean isOneList(ArticleFilter filter) {
        return filter.author() == null && filter.category() == null;
    }

    /**
     * The same with the bodies that are for everybody, as many as are not too much at once: at least one, and no more of
     * them than {@link #MOST_BODY_BYTES} where it is several.
     */
    Mono<ArticlePage> pageWithBodies(ArticleFilter filter, PageRequest request) {
        if (filter.isHopeless()) {
            return Mono.just(ArticlePage.listed(List.of(), null, null));
        }
        String found = isOneList(filter)
                ? nearest("a.id, a.published_at", "", filter, request, Way.OLDER)
                : nearestOfSeveral(filter, request, Way.OLDER);
        return bound(shown(COLUMNS + WITH_BODY, found), filter, request)
                .bind("mostBytes", MOST_BODY_BYTES)
                .map(row -> new WithBody(listed(row, Columns.textOrNull(row, "body_html")), Columns.flag(row, "fits")))
                .all()
                .collectList()
                .map(rows -> cut(rows, request))
                .flatMap(page -> withPrevious(page, filter, request));
    }

    private record WithBody(ArticleSummary article, boolean fits) {}

    private static Page<ArticleSummary> cut(List<WithBody> rows, PageRequest request) {
        int fitting = (int) rows.stream().takeWhile(WithBody::fits).count();
        PageRequest part = new PageRequest(request.list(), Math.min(request.limit(), fitting), request.after());
        return Page.cut(rows, part, row -> place(row.article())).map(WithBody::article);
    }

    private static Cursor place(ArticleSummary article) {
        return Cursor.of(article.publishedAt(), article.id());
    }

    private Mono<ArticlePage> withPrevious(Page<ArticleSummary> page, ArticleFilter filter, PageRequest request) {
        return previous(filter, request)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(previous -> ArticlePage.listed(page.items(), page.next(), previous.orElse(null)));
    }

    /**
     * Where the page before one begins, by the same indexes read the other way; empty for the first, and for the one behind
     * it.
     */
    private Mono<String> previous(ArticleFilter filter, PageRequest request) {
        if (request.after() == null) {
            return Mono.empty();
        }
        String keys = "a.id, a.published_at";
        String query = isOneList(filter)
                ? nearest(keys, "", filter, request, Way.NEWER)
                : nearestOfSeveral(filter, request, Way.NEWER);
        return bound(query, filter, request)
                .map(row -> Cursor.of(Columns.instant(row, "published_at"), Columns.uuid(row, "id")))
                .all()
                .collectList()
                .filter(rows -> rows.size() > request.limit())
                .map(rows -> request.written(rows.get(request.limit() - 1)));
    }

    private DatabaseClient.GenericExecuteSpec bound(String sql, ArticleFilter filter, PageRequest request) {
        Cursor after = request.after();
        DatabaseClient.GenericExecuteSpec query = database.sql(sql).bind("rows", request.rows());
        query = bindText(query, "category", filter.category());
        query = bindText(query, "tag", filter.tag());
        query = bindText(query, "author", filter.author());
        query = bindText(query, "language", filter.language());
        return after == null ? query : query.bind("afterTime", after.instant(0)).bind("afterId", after.uuid(1));
    }

    /** What editors pinned to the front page, in their order: a handful. */
    Mono<List<ArticleSummary>> pinned() {
        // pin, all of it; article_pkey
        return database.sql("SELECT " + COLUMNS + " FROM pin JOIN article a ON a.id = pin.article_id " + BESIDE
                        + "WHERE a.status = 'published' AND a.kind = 'article' AND a.visibility <> 'unlisted'"
                        + " ORDER BY pin.position, a.id")
                .map(row -> listed(row))
                .all()
                .collectList();
    }

    /**
     * What was viewed most, in its order: a handful.
     *
     * @param language without region and script; empty for all
     */
    Mono<List<ArticleSummary>> mostRead(int days, String language, int most) {
        // most_read_pkey, article_pkey
        return database.sql("SELECT " + COLUMNS + " FROM most_read m JOIN article a ON a.id = m.article_id " + BESIDE
                        + "WHERE m.days = :days AND m.language = :language AND a.status = 'published'"
                        + " AND a.kind = 'article' AND a.visibility <> 'unlisted' ORDER BY m.position LIMIT :most")
                .bind("days", days)
                .bind("language", language)
                .bind("most", most)
                .map(row -> listed(row))
                .all()
                .collectList();
    }

    /** Which way a list is read from a place in it. */
    private enum Way {
        OLDER("<", "DESC"),
        NEWER(">", "ASC");

        private final String comparison;
        private final String order;

        Way(String comparison, String order) {
            this.comparison = comparison;
            this.order = order;
        }

        /** What is on this side of the place, if there is one. */
        String from(PageRequest request, String time, String id) {
            return request.after() == null
                    ? ""
                    : " AND (" + time + ", " + id + ") " + comparison + " (:afterTime, :afterId)";
        }

        /** The nearest first. */
        String order(String time, String id) {
            return " ORDER BY " + time + " " + order + ", " + id + " " + order + " LIMIT :rows";
        }
    }

    /** Those of these articles that lists show, in no order. */
    Flux<ArticleSummary> inLists(List<UUID> ids) {
        // article_pkey
        return database.sql("SELECT " + COLUMNS + " FROM article a " + BESIDE
                        + "WHERE a.id = ANY (:ids) AND a.status = 'published' AND a.visibility <> 'unlisted'")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> listed(row))
                .all();
    }

    /**
     * The languages that a list has articles in, in the order of their tags, without regions and scripts. With 100,000
     * articles in five languages it took 0.6 ms of PostgreSQL's time, of whatever list.
     *
     * @param filter in no language
     */
    Flux<String> languages(ArticleFilter filter) {
        if (filter.isHopeless()) {
            return Flux.empty();
        }
        // article_newest_of_language, one step for each language of the site, and for each of them one look whether the
        // list has it: the same, or its like of category, of author, of a tag; article_coauthor_newest_of_language
        DatabaseClient.GenericExecuteSpec query = database.sql("""
                        WITH RECURSIVE found AS (
                            (SELECT split_part(language, '-', 1) AS language FROM article
                             WHERE status = 'published' ORDER BY 1 LIMIT 1)
                            UNION ALL
                            SELECT (SELECT split_part(language, '-', 1) FROM article
                                    WHERE status = 'published' AND split_part(language, '-', 1) > found.language
                                    ORDER BY 1 LIMIT 1)
                            FROM found WHERE found.language IS NOT NULL)
                        SELECT language FROM found WHERE\s""" + hasAny(filter));
        query = bindText(query, "category", filter.category());
        query = bindText(query, "tag", filter.tag());
        query = bindText(query, "author", filter.author());
        return query.mapValue(String.class).all();
    }

    /** How many articles there are in each language, of a few hundred rows at most. */
    Mono<Map<String, Long>> countsByLanguage() {
        // language_count_pkey
        return database.sql(
                        "SELECT language, sum(article_count)::bigint AS article_count FROM language_count GROUP BY language")
                .map(row -> Map.entry(Columns.text(row, "language"), Columns.number(row, "article_count")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static String hasAny(ArticleFilter filter) {
        String first = filter.tag() == null
                ? anyInFound("article a", isListed(filter, ANY_CATEGORY), "a")
                : anyInFound("article_tag listed", isListedWithTag(filter, ANY_CATEGORY), "listed");
        return filter.author() == null
                ? first
                : "coalesce(" + first + ", "
                        + anyInFound("article_coauthor c", isListedOfCoauthor(filter, ANY_CATEGORY), "c") + ")";
    }

    /** No {@code EXISTS}: for that a plan may read all of the list at once. */
    private static String anyInFound(String table, String isListed, String alias) {
        return "(SELECT true FROM " + table + " WHERE " + isListed + " AND split_part(" + alias
                + ".language, '-', 1) = found.language LIMIT 1)";
    }

    /**
     * Those of each category of a branch, and of an author those that the author is the first one of and those that the author
     * is another one of: each from its index, and of all of them the nearest.
     */
    private static String nearestOfSeveral(ArticleFilter filter, PageRequest request, Way way) {
        String first = ofEachCategory(nearest("a.id, a.published_at", "", filter, request, way), filter);
        String all = filter.author() == null
                ? first
                : "(" + first + ") UNION ALL (" + ofEachCategory(nearestOfCoauthor(filter, request, way), filter) + ")";
        return "SELECT id, published_at FROM (" + all + ") AS nearest" + way.order("published_at", "id");
    }

    /** The few that were found. article_pkey */
    private static String shown(String columns, String found) {
        return "SELECT " + columns + " FROM (" + found + ") AS found JOIN article a ON a.id = found.id " + BESIDE
                + "ORDER BY found.published_at DESC, found.id DESC";
    }

    private static String ofEachCategory(String newest, ArticleFilter filter) {
        return filter.category() == null
                ? newest
                : "SELECT of_one.id, of_one.published_at FROM " + CATEGORIES + " AS beneath (category), LATERAL ("
                        + newest + ") AS of_one";
    }

    /** The id of the term that has a slug, or had it before. */
    private static String named(String table, String slug) {
        return """
                (SELECT coalesce((SELECT id FROM %1$s WHERE slug = %2$s AND state = 'current'),
                    (SELECT term_id FROM %1$s_former_slug WHERE slug = %2$s)))""".formatted(table, slug);
    }

    private static String nearest(String columns, String beside, ArticleFilter filter, PageRequest request, Way way) {
        return filter.tag() == null
                ? nearestOfAll(columns, beside, filter, request, way)
                : nearestOfTag(columns, beside, filter, request, way);
    }

    /** By article_newest, or its like of category, of author, of both, of a language, which pass over the few pages; or by that of pages. */
    private static String nearestOfAll(
            String columns, String beside, ArticleFilter filter, PageRequest request, Way way) {
        return "SELECT " + columns + " FROM article a " + beside + "WHERE " + isListed(filter, ONE_CATEGORY)
                + way.from(request, "a.published_at", "a.id") + way.order("a.published_at", "a.id");
    }

    /** By article_tag_newest, or its like of category, of author, of both. */
    private static String nearestOfTag(
            String columns, String beside, ArticleFilter filter, PageRequest request, Way way) {
        return "SELECT " + columns + " FROM article_tag listed JOIN article a ON a.id = listed.article_id " + beside
                + "WHERE " + isListedWithTag(filter, ONE_CATEGORY)
                + way.from(request, "listed.published_at", "listed.article_id")
                + way.order("listed.published_at", "listed.article_id");
    }

    /** By article_coauthor_newest, or its like of category, of a language, of a tag, of that and category. */
    private static String nearestOfCoauthor(ArticleFilter filter, PageRequest request, Way way) {
        return "SELECT c.article_id AS id, c.published_at FROM article_coauthor c WHERE "
                + isListedOfCoauthor(filter, ONE_CATEGORY)
                + way.from(request, "c.published_at", "c.article_id") + way.order("c.published_at", "c.article_id");
    }

    private static String isListed(ArticleFilter filter, String within) {
        return "a.status = 'published' AND a.kind = '" + filter.kind() + "' AND a.visibility <> 'unlisted'"
                + also(filter, "a", within)
                + (filter.author() == null ? "" : " AND a.author_id = " + AUTHOR);
    }

    private static String isListedWithTag(ArticleFilter filter, String within) {
        return "listed.tag_id = " + TAG + " AND listed.published_at IS NOT NULL" + also(filter, "listed", within)
                + (filter.author() == null ? "" : " AND listed.author_id = " + AUTHOR);
    }

    private static String isListedOfCoauthor(ArticleFilter filter, String within) {
        return "c.author_id = " + AUTHOR + " AND c.tag_id " + (filter.tag() == null ? "IS NULL" : "= " + TAG)
                + " AND c.listed AND c.kind = '" + filter.kind() + "'" + also(filter, "c", within);
    }

    private static String also(ArticleFilter filter, String table, String within) {
        return (filter.category() == null ? "" : " AND " + table + ".category_id = " + within)
                + language(filter, table);
    }

    /** A language has its regions and scripts in it; by one of these what is of others is passed over. */
    private static String language(ArticleFilter filter, String table) {
        String language = filter.language();
        if (language == null) {
            return "";
        }
        String of = " AND split_part(" + table + ".language, '-', 1) = split_part(:language, '-', 1)";
        return language.indexOf('-') < 0
                ? of
                : of + " AND (" + table + ".language = :language OR starts_with(" + table
                        + ".language, :language || '-'))";
    }

    private static DatabaseClient.GenericExecuteSpec bindText(
            DatabaseClient.GenericExecuteSpec query, String name, @Nullable String text) {
        return text == null ? query : query.bind(name, text);
    }

    private ArticleView full(Readable row, boolean readable) {
        ArticleSummary listed = listed(row, null);
        return ArticleView.of(
                listed,
                readable ? Columns.text(row, "body_html") : null,
                seo(row, listed),
                Columns.text(row, "comment_policy"),
                closeAt(row));
    }

    /** Null where it takes none as it is. */
    private static @Nullable Instant closeAt(Readable row) {
        return "closed".equals(Columns.text(row, "comment_policy"))
                ? null
                : Columns.instantOrNull(row, "comments_close_at");
    }

    private ArticleView.Seo seo(Readable row, ArticleSummary listed) {
        Seo own = DraftRepository.seo(row);
        String summary = listed.summary();
        return new ArticleView.Seo(
                own.title() == null ? listed.title() : own.title(),
                own.description() != null ? own.description() : summary != null ? summary : opening(row),
                own.canonicalUrl() == null ? site.url() + path(listed) : own.canonicalUrl());
    }

    /** The first words of what not everybody may read are for nobody else either. */
    private static String opening(Readable row) {
        return DraftRepository.visibility(row).isRestricted() ? "" : Columns.text(row, "description");
    }

    private static String path(ArticleSummary listed) {
        return (ArticleSummary.PAGE.equals(listed.kind()) ? "/pages/" : "/articles/") + listed.slug();
    }

    static ArticleSummary listed(Readable row) {
        return listed(row, null);
    }

    private static ArticleSummary listed(Readable row, @Nullable String bodyHtml) {
        String category = Columns.textOrNull(row, "category_slug");
        List<Named> authors = AuthorColumns.read(row).stream()
                .map(author -> new Named(author.slug(), author.name()))
                .toList();
        return new ArticleSummary(
                Columns.uuid(row, "id"),
                Columns.text(row, "slug"),
                Columns.text(row, "title"),
                Columns.textOrNull(row, "summary"),
                authors.get(0),
                authors,
                category == null ? null : new Named(category, Columns.text(row, "category_name")),
                tags(Columns.texts(row, "tags")),
                Columns.instant(row, "published_at"),
                Columns.instant(row, "updated_at"),
                Columns.integer(row, "reading_minutes"),
                Columns.number(row, "comment_count"),
                DraftRepository.cover(row),
                Columns.text(row, "kind"),
                row.get("menu_position", Integer.class),
                Columns.text(row, "visibility"),
                Columns.text(row, "language"),
                Columns.uuidOrNull(row, "translation_of"),
                translations(Columns.texts(row, "translations")),
                bodyHtml,
                null);
    }

    /** Id, language, slug and title by turns. */
    private static List<ArticleSummary.Translation> translations(List<String> parts) {
        List<ArticleSummary.Translation> translations = new ArrayList<>(parts.size() / 4);
        for (int i = 0; i < parts.size(); i += 4) {
            translations.add(new ArticleSummary.Translation(
                    UUID.fromString(parts.get(i)), parts.get(i + 1), parts.get(i + 2), parts.get(i + 3)));
        }
        return translations;
    }

    /** Slug and name by turns. */
    private static List<Named> tags(List<String> parts) {
        List<Named> tags = new ArrayList<>(parts.size() / 2);
        for (int i = 0; i < parts.size(); i += 2) {
            tags.add(new Named(parts.get(i), parts.get(i + 1)));
        }
        return tags;
    }
}
