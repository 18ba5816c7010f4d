package org.pressroom.article.writing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.Visibility;
import org.pressroom.article.authors.Author;
import org.pressroom.article.authors.AuthorColumns;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.database.Columns;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The working copies in the database. */
@Component
public class DraftRepository {

    /** What {@link #review} reads, of a submission {@code r} and the {@code reviewer}. */
    public static final String REVIEW_COLUMNS = """
            r.state AS review_state, r.submitted_at AS review_submitted_at, r.message AS review_message,
            r.since AS review_since, r.answer AS review_answer, reviewer.slug AS reviewer_slug,
            reviewer.name AS reviewer_name""";

    /** All but the body, which lists leave out. */
    static final String COLUMNS = AuthorColumns.of("d") + """
            , d.id, d.version, d.title, d.slug, d.format, d.summary, d.category, d.tags, d.comment_policy, d.comment_days, d.cover,
            d.cover_alt, d.kind, d.menu_position, d.seo_title, d.seo_description, d.canonical_url,
            d.visibility, d.password_hash, d.language, d.translation_of,
            d.created_at, d.updated_at,
            a.status, a.published_at, a.draft_version,
            s.article_id AS scheduled, s.publish_at, s.unpublish_at, s.notify, s.refusal,
            """ + REVIEW_COLUMNS;

    /** What is read beside a draft {@code d}. */
    static final String BESIDE = """
            JOIN author ON author.account_id = d.author_id
            LEFT JOIN article a ON a.id = d.id
            LEFT JOIN schedule s ON s.article_id = d.id
            LEFT JOIN submission r ON r.article_id = d.id
            LEFT JOIN author reviewer ON reviewer.account_id = r.actor_id
            """;

    private static final String TABLES = "FROM draft d\n" + BESIDE;

    private final DatabaseClient database;

    DraftRepository(DatabaseClient database) {
        this.database = database;
    }

    /** The draft, refused as not found where there is none. */
    public Mono<Draft> find(UUID id) {
        return find(List.of(id)).map(drafts -> drafts.get(0));
    }

    /** These drafts in this order, refused as not found where one of them is not there. */
    public Mono<List<Draft>> find(List<UUID> ids) {
        // draft_pkey, author_pkey, article_pkey, schedule_pkey, submission_pkey
        return database.sql("SELECT " + COLUMNS + ", d.body " + TABLES + "WHERE d.id = ANY (:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> draft(row, Columns.text(row, "body")))
                .all()
                .collectMap(Draft::id)
                .map(found -> ids.stream()
                        .map(id -> Optional.ofNullable(found.get(id)).orElseThrow(DraftRepository::unknown))
                        .toList());
    }

    /** The draft for who may touch it, refused to others. */
    public Mono<Draft> find(UUID id, Actor actor) {
        return find(id).doOnNext(draft -> ArticleAccess.requireAccess(actor, draft.authorIds()));
    }

    /** Whose the draft is, the first of its authors, for who may touch it: asked before it is known what with. */
    public Mono<UUID> author(UUID id, Actor actor) {
        return database.sql("SELECT author_id || coauthor_ids AS author_ids FROM draft WHERE id = :id") // draft_pkey
                .bind("id", id)
                .map(row -> Columns.uuids(row, "author_ids"))
                .one()
                .switchIfEmpty(Mono.error(DraftRepository::unknown))
                .doOnNext(authors -> ArticleAccess.requireAccess(actor, authors))
                .map(authors -> authors.get(0));
    }

    /**
     * Gives some of the drafts whose category has one of these keys its name of now. Nothing else of them changes, nor does
     * their version: it is the same category. Those that somebody is changing are left out, and all where the database tells
     * the names apart by less than the program does.
     *
     * @return how many
     */
    public Mono<Long> renameCategory(List<String> keys, String name, int limit) {
        // draft_by_category
        return database.sql("""
                        UPDATE draft SET category = :name WHERE id IN (
                            SELECT id FROM draft WHERE category_key = ANY (:keys) AND term_key(:name) <> ALL (:keys)
                            LIMIT :limit
                            FOR NO KEY UPDATE SKIP LOCKED)
                        """)
                .bind("keys", keys.toArray(String[]::new))
                .bind("name", name)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }

    /** The same of a tag, which a draft has once, where it stood first. */
    public Mono<Long> renameTag(List<String> keys, String name, int limit) {
        // draft_by_tag
        return database.sql("""
                        UPDATE draft SET tags = ARRAY(
                            SELECT tag FROM (
                                SELECT DISTINCT ON (term_key(tag)) tag, place FROM (
                                    SELECT CASE WHEN term_key(old) = ANY (:keys) THEN :name ELSE old END AS tag, place
                                    FROM unnest(tags) WITH ORDINALITY AS olds (old, place)) AS renamed
                                ORDER BY term_key(tag), place) AS once
                            ORDER BY place)
                        WHERE id IN (
                            SELECT id FROM draft WHERE tag_keys && :keys AND term_key(:name) <> ALL (:keys)
                            LIMIT :limit
                            FOR NO KEY UPDATE SKIP LOCKED)
                        """)
                .bind("keys", keys.toArray(String[]::new))
                .bind("name", name)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }

    /**
     * Takes the category from some of the drafts that have it under one of these keys. They are another version with that, so
     * that who has one in hand does not bring it back; where readers see the version before, they see this one.
     *
     * @return the versions that they had
     */
    public Mono<Map<UUID, Long>> takeCategory(List<String> keys, int limit) {
        // draft_by_category
        return take(keys, limit, "category_key = ANY (:keys)", "category = NULL");
    }

    /** The same of a tag. */
    public Mono<Map<UUID, Long>> takeTag(List<String> keys, int limit) {
        // draft_by_tag
        return take(keys, limit, "tag_keys && :keys", """
                tags = ARRAY(
                    SELECT tag FROM unnest(tags) WITH ORDINALITY AS olds (tag, place)
                    WHERE term_key(tag) <> ALL (:keys) ORDER BY place)""");
    }

    private Mono<Map<UUID, Long>> take(List<String> keys, int limit, String having, String without) {
        return database.sql("""
                        WITH taken AS (
                            SELECT id, version FROM draft
                            WHERE id IN (SELECT id FROM draft WHERE %1$s LIMIT :limit) AND %1$s
                            ORDER BY id
                            FOR UPDATE)
                        UPDATE draft SET version = draft.version + 1,
                            public_version = CASE WHEN public_version = draft.version THEN draft.version + 1
                                ELSE public_version END,
                            %2$s
                        FROM taken WHERE draft.id = taken.id
                        RETURNING draft.id, taken.version
                        """.formatted(having, without))
                .bind("keys", keys.toArray(String[]::new))
                .bind("limit", limit)
                .map(row -> Map.entry(Columns.uuid(row, "id"), Columns.number(row, "version")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * The draft at the version that was expected, for who may touch it. Nobody else can change it or what readers see of
     * it until the transaction ends: whatever changes an article takes this lock first.
     */
    public Mono<Draft> claim(UUID id, Actor actor, ExpectedVersion expected) {
        return lock(List.of(id)).then(Mono.defer(() -> find(id))).doOnNext(draft -> {
            ArticleAccess.requireAccess(actor, draft.authorIds());
            expected.require(draft.version());
        });
    }

    /**
     * Locks several as {@link #claim} does one, and always in one order; who may touch which is left to be asked.
     *
     * @return their versions: what was read of a draft before stands where it has the same one still
     */
    public Mono<Map<UUID, Long>> lock(List<UUID> ids) {
        return database.sql("SELECT id, version FROM draft WHERE id = ANY (:ids) ORDER BY id FOR UPDATE") // draft_pkey
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> Map.entry(Columns.uuid(row, "id"), Columns.number(row, "version")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * Writes the first version.
     *
     * @param authors their accounts, in the order of the byline
     * @param content settled
     * @param passwordHash of its password; null for none
     */
    Mono<Void> insert(
            UUID id,
            List<UUID> authors,
            DraftContent content,
            @Nullable String passwordHash,
            String slug,
            Instant now) {
        DatabaseClient.GenericExecuteSpec insert = database.sql("""
                        INSERT INTO draft (id, version, author_id, coauthor_ids, title, slug, body, format, summary, category, tags,
                            comment_policy, comment_days, cover, cover_alt, kind, menu_position, seo_title,
                            seo_description, canonical_url, visibility, password_hash, language,
                            translation_of, created_at, updated_at)
                        VALUES (:id, 1, :authorId, :coauthorIds, :title, :slug, :body, :format, :summary, :category, :tags,
                            :commentPolicy, :commentDays, :cover, :coverAlt, :kind, :menuPosition, :seoTitle,
                            :seoDescription, :canonicalUrl, :visibility, :passwordHash, :language,
                            :translationOf, :now, :now)
                        """).bind("id", id);
        return bind(insert, authors, content, passwordHash, slug, now).then();
    }

    /**
     * Writes the next version.
     *
     * @param authors their accounts, in the order of the byline
     * @param content settled
     * @param passwordHash of its password; null for none
     */
    Mono<Void> update(
            UUID id,
            List<UUID> authors,
            DraftContent content,
            @Nullable String passwordHash,
            String slug,
            Instant now) {
        // draft_pkey
        DatabaseClient.GenericExecuteSpec update = database.sql("""
                        UPDATE draft SET version = version + 1, author_id = :authorId,
                            coauthor_ids = :coauthorIds, title = :title, slug = :slug, body = :body,
                            format = :format, summary = :summary, category = :category, tags = :tags,
                            comment_policy = :commentPolicy, comment_days = :commentDays, cover = :cover,
                            cover_alt = :coverAlt, kind = :kind, menu_position = :menuPosition, seo_title = :seoTitle, seo_description = :seoDescription,
                            canonical_url = :canonicalUrl, visibility = :visibility, password_hash = :passwordHash,
                            language = :language, translation_of = :translationOf, updated_at = :now
                        WHERE id = :id
                        """).bind("id", id);
        return bind(update, authors, content, passwordHash, slug, now).then();
    }

    /** Counts up the version where what readers see has changed: that shows in the draft too. */
    public Mono<Void> touch(UUID id) {
        return database.sql("UPDATE draft SET version = version + 1 WHERE id = :id") // draft_pkey
                .bind("id", id)
                .then();
    }

    /**
     * What readers see of a draft from its next version on.
     *
     * @param since when; null where they see it no more
     * @param scheduled whether anything is to become of it at a time to come
     */
    public record Shown(UUID id, @Nullable Instant since, boolean scheduled) {}

    /**
     * Counts up the versions of drafts, as {@link #touch} does. It comes before the rows of article and schedule are
     * written: their triggers would say the rest, each by writing the draft anew.
     */
    public Mono<Void> show(List<Shown> shown) {
        // draft_pkey
        return database.sql("""
                        UPDATE draft SET version = version + 1, public_version = version + 1,
                            public_status = CASE WHEN shown.visible THEN 'published' ELSE 'unpublished' END,
                            public_since = shown.since, scheduled = shown.scheduled
                        FROM unnest(:ids, :visible, :since, :scheduled) AS shown (id, visible, since, scheduled)
                        WHERE draft.id = shown.id
                        """)
                .bind("ids", shown.stream().map(Shown::id).toArray(UUID[]::new))
                .bind(
                        "visible",
                        shown.stream().map(each -> each.since() != null).toArray(Boolean[]::new))
                .bind(
                        "since",
                        shown.stream()
                                .map(each -> Objects.requireNonNullElse(each.since(), Instant.EPOCH))
                                .toArray(Instant[]::new))
                .bind("scheduled", shown.stream().map(Shown::scheduled).toArray(Boolean[]::new))
                .then();
    }

    /** Deletes the draft; the slugs that readers knew stay, and lead nowhere. */
    public Mono<Void> delete(UUID id) {
        return database.sql("DELETE FROM draft WHERE id = :id") // draft_pkey
                .bind("id", id)
                .then();
    }

    private static RefusedException unknown() {
        return RefusedException.notFound("There is no such draft.");
    }

    private static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec statement,
            List<UUID> authors,
            DraftContent content,
            @Nullable String passwordHash,
            String slug,
            Instant now) {
        Cover cover = content.cover();
        return statement
                .bind("authorId", authors.get(0))
                .bind("coauthorIds", authors.subList(1, authors.size()).toArray(UUID[]::new))
                .bind("title", content.title())
                .bind("slug", slug)
                .bind("body", content.body())
                .bind("format", lowerCase(content.format()))
                .bind("tags", content.tags().toArray(String[]::new))
                .bind("commentPolicy", lowerCase(content.commentPolicy()))
                .bind("commentDays", Columns.orNull(content.commentDays(), Integer.class))
                .bind("now", now)
                .bind("summary", Columns.orNull(content.summary(), String.class))
                .bind("category", Columns.orNull(content.category(), String.class))
                .bind("cover", Columns.orNull(cover == null ? null : cover.url(), String.class))
                .bind("coverAlt", Columns.orNull(cover == null ? null : cover.alt(), String.class))
                .bind("kind", lowerCase(content.kind()))
                .bind("menuPosition", Columns.orNull(content.menuPosition(), Integer.class))
                .bind("seoTitle", Columns.orNull(content.seo().title(), String.class))
                .bind("seoDescription", Columns.orNull(content.seo().description(), String.class))
                .bind("canonicalUrl", Columns.orNull(content.seo().canonicalUrl(), String.class))
                .bind("visibility", lowerCase(content.visibility()))
                .bind("passwordHash", Columns.orNull(passwordHash, String.class))
                .bind("language", Objects.requireNonNull(content.language()))
                .bind("translationOf", Columns.orNull(content.translationOf(), UUID.class));
    }

    /** Of a row of {@link #COLUMNS}. */
    static Draft draft(Readable row, String body) {
        String status = Columns.textOrNull(row, "status");
        Long publicVersion = Columns.numberOrNull(row, "draft_version");
        long version = Columns.number(row, "version");
        String slug = Columns.text(row, "slug");
        List<Author> authors = AuthorColumns.read(row);
        DraftContent content = new DraftContent(
                Columns.text(row, "title"),
                body,
                Format.valueOf(Columns.text(row, "format").toUpperCase(Locale.ROOT)),
                Columns.textOrNull(row, "summary"),
                Columns.textOrNull(row, "category"),
                Columns.texts(row, "tags"),
                slug,
                CommentPolicy.valueOf(Columns.text(row, "comment_policy").toUpperCase(Locale.ROOT)),
                row.get("comment_days", Integer.class),
                cover(row),
                ArticleKind.valueOf(Columns.text(row, "kind").toUpperCase(Locale.ROOT)),
                row.get("menu_position", Integer.class),
                seo(row),
                visibility(row),
                null,
                Columns.text(row, "language"),
                Columns.uuidOrNull(row, "translation_of"),
                authors.stream().map(author -> author.accountId().toString()).toList());
        return new Draft(
                Columns.uuid(row, "id"),
                version,
                authors,
                content,
                slug,
                status == null ? PublicationStatus.DRAFT : PublicationStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                publicVersion == null || publicVersion != version,
                "published".equals(status) ? Columns.instantOrNull(row, "published_at") : null,
                Columns.textOrNull(row, "password_hash"),
                schedule(row),
                review(row),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static @Nullable Schedule schedule(Readable row) {
        return Columns.uuidOrNull(row, "scheduled") == null
                ? null
                : new Schedule(
                        Columns.instantOrNull(row, "publish_at"),
                        Columns.instantOrNull(row, "unpublish_at"),
                        row.get("notify", Boolean.class),
                        Columns.textOrNull(row, "refusal"));
    }

    /** Null where the article was never handed in. */
    public static @Nullable Review review(Readable row) {
        String state = Columns.textOrNull(row, "review_state");
        return state == null
                ? null
                : new Review(
                        ReviewStatus.valueOf(state.toUpperCase(Locale.ROOT)),
                        Columns.instant(row, "review_submitted_at"),
                        Columns.textOrNull(row, "review_message"),
                        Columns.instant(row, "review_since"),
                        Columns.textOrNull(row, "reviewer_slug"),
                        Columns.textOrNull(row, "reviewer_name"),
                        Columns.textOrNull(row, "review_answer"));
    }

    /** Of a row that tells it as both tables do. */
    public static @Nullable Cover cover(Readable row) {
        String url = Columns.textOrNull(row, "cover");
        return url == null ? null : new Cover(url, Columns.textOrNull(row, "cover_alt"));
    }

    /** Of a row that tells it as both tables do. */
    public static Seo seo(Readable row) {
        return new Seo(
                Columns.textOrNull(row, "seo_title"),
                Columns.textOrNull(row, "seo_description"),
                Columns.textOrNull(row, "canonical_url"));
    }

    /** Of a row that tells it as both tables do. */
    public static Visibility visibility(Readable row) {
        return Visibility.valueOf(Columns.text(row, "visibility").toUpperCase(Locale.ROOT));
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
