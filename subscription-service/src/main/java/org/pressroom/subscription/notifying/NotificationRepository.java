package org.pressroom.subscription.notifying;

import static org.pressroom.common.database.Columns.flag;
import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.integer;
import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.text;
import static org.pressroom.common.database.Columns.textOrNull;
import static org.pressroom.common.database.Columns.texts;
import static org.pressroom.common.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.JsonRows;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.ArticleState.Author;
import org.pressroom.common.events.ArticleState.Term;
import org.pressroom.common.events.NotificationCompleted;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.delivery.DeliveryCounts;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of notifications: one for each publication, ever, so that nothing that is repeated tells of it again. */
@Component
class NotificationRepository {

    /** What is told of an article. */
    private static final String TOLD = """
            id, article_id, publication, slug, title, summary, author_name, coauthor_names, category_name, author_slug,
            coauthor_slugs, category_slug, category_also, tag_slugs, for_subscribers, language, published_at""";

    /** Names the advisory lock: "arrival" in ASCII. */
    private static final long TURN = 0x6172_7269_7661_6CL;

    private final DatabaseClient database;

    NotificationRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Whether this publication, or a later one, was told of. Asked before {@link #inTurn}: a revision, which is most of
     * what comes, waits for nobody. Index: notification_once.
     */
    Mono<Boolean> isKnown(UUID articleId, int publication) {
        return database.sql("""
                        SELECT EXISTS (
                            SELECT FROM notification WHERE article_id = :article AND publication >= :publication) AS known
                        """)
                .bind("article", articleId)
                .bind("publication", publication)
                .map(row -> flag(row, "known"))
                .one();
    }

    /**
     * Waits until no other transaction is giving out a place in the stream. With a sequence a later place could be
     * committed first, and who follows the stream by place would miss the earlier one. Nothing that takes long is done
     * after it.
     */
    Mono<Void> inTurn() {
        return database.sql("SELECT pg_advisory_xact_lock(:turn)")
                .bind("turn", TURN)
                .then();
    }

    /**
     * Opens a notification, whose recipients are frozen later: its id, or nothing where this publication had one. Indexes:
     * notification_once, notification_stream_position.
     */
    Mono<UUID> open(ArticleState state) {
        return insert(List.of(state), """
                        INSERT INTO notification (%1$s, stream_position, created_at, phase)
                        SELECT %1$s, (SELECT COALESCE(max(stream_position), 0) + 1 FROM notification), now(), 'freezing'
                        FROM json_populate_recordset(NULL::notification, :rows::json)
                        ON CONFLICT ON CONSTRAINT notification_once DO NOTHING
                        RETURNING id
                        """).map(row -> uuid(row, "id")).one();
    }

    /** Leaves notifications that are completed, with nobody to hear of them. Index: notification_once. */
    Mono<Void> silence(List<ArticleState> states) {
        return insert(states, """
                        INSERT INTO notification (%1$s, created_at, phase, completed_at, deliveries_dropped_at)
                        SELECT %1$s, now(), 'completed', now(), now()
                        FROM json_populate_recordset(NULL::notification, :rows::json)
                        ON CONFLICT ON CONSTRAINT notification_once DO NOTHING
                        """).then();
    }

    private DatabaseClient.GenericExecuteSpec insert(List<ArticleState> states, String sql) {
        return database.sql(sql.formatted(TOLD)).bind("rows", JsonRows.of(states, NotificationRepository::row));
    }

    private static Map<String, @Nullable Object> row(ArticleState state) {
        Term category = state.category();
        List<Author> coauthors = state.coauthors();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", Ids.next());
        row.put("article_id", state.articleId());
        row.put("publication", state.publication());
        row.put("slug", state.slug());
        row.put("title", state.title());
        row.put("summary", state.summary());
        row.put("author_name", state.author().name());
        row.put("coauthor_names", coauthors.stream().map(Author::name).toList());
        row.put("category_name", category == null ? null : category.name());
        row.put("author_slug", state.author().slug());
        row.put("coauthor_slugs", coauthors.stream().map(Author::slug).toList());
        row.put("category_slug", category == null ? null : category.slug());
        row.put(
                "category_also",
                category == null
                        ? List.of()
                        : category.slugsWithAbove().stream().skip(1).toList());
        row.put(
                "tag_slugs",
                state.tags().stream().flatMap(tag -> tag.slugs().stream()).toList());
        row.put("for_subscribers", state.isForSubscribers());
        row.put("language", state.language());
        row.put("published_at", Objects.requireNonNullElse(state.publishedAt(), state.updatedAt()));
        return row;
    }

    /** Those about an article that are under way and not withdrawn. Index: notification_once. */
    Flux<UUID> underWay(UUID articleId) {
        return database.sql("""
                        SELECT id FROM notification
                        WHERE article_id = :article AND completed_at IS NULL AND withdrawn_at IS NULL
                        ORDER BY id
                        """)
                .bind("article", articleId)
                .map(row -> uuid(row, "id"))
                .all();
    }

    /** Locks one, and gives its phase. The lock leaves those alone who only refer to it, as new deliveries do. */
    Mono<NotificationPhase> lock(UUID id) {
        return database.sql("SELECT phase FROM notification WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .map(row -> NotificationPhase.labelled(text(row, "phase")))
                .one();
    }

    /** From now on none of its messages begins. */
    Mono<Void> withdraw(UUID id, NotificationPhase next) {
        return database.sql("UPDATE notification SET withdrawn_at = now(), phase = :phase WHERE id = :id")
                .bind("id", id)
                .bind("phase", next.label())
                .then();
    }

    /** Who is to hear of it, as it was published. */
    Mono<Audience> audience(UUID id) {
        return database.sql("""
                        SELECT published_at, category_slug, category_also, author_slug, coauthor_slugs, tag_slugs
                        FROM notification WHERE id = :id
                        """)
                .bind("id", id)
                .map(NotificationRepository::audienceOf)
                .one();
    }

    /** Counts more who are written down. */
    Mono<Void> addRecipients(UUID id, long recipients) {
        return database.sql("UPDATE notification SET recipients = recipients + :recipients WHERE id = :id")
                .bind("id", id)
                .bind("recipients", recipients)
                .then();
    }

    Mono<Void> enter(UUID id, NotificationPhase phase) {
        return database.sql("UPDATE notification SET phase = :phase WHERE id = :id")
                .bind("id", id)
                .bind("phase", phase.label())
                .then();
    }

    /** Where nothing is left to send, what became of it is to be counted. Indexes: notification_open, delivery_count_pkey. */
    Flux<UUID> enterCounting() {
        return database.sql("""
                        UPDATE notification n SET phase = 'counting'
                        WHERE n.completed_at IS NULL AND n.phase = 'sending' AND NOT EXISTS (
                            SELECT FROM delivery_count c WHERE c.notification_id = n.id
                            HAVING sum(c.queued) > 0)
                        RETURNING n.id
                        """).map(row -> uuid(row, "id")).all();
    }

    /** Completes one, and gives what others are told of it. */
    Mono<NotificationCompleted> complete(UUID id, DeliveryCounts.Ended ended, Instant now) {
        return database.sql("""
                        UPDATE notification
                        SET phase = 'completed', completed_at = :now, recipients = :recipients, sent = :sent,
                            failed = :failed, uncertain = :uncertain, skipped = :skipped
                        WHERE id = :id
                        RETURNING id, article_id, publication, recipients, sent, failed, uncertain, skipped, completed_at
                        """)
                .bind("id", id)
                .bind("now", now)
                .bind("recipients", ended.all())
                .bind("sent", ended.sent())
                .bind("failed", ended.failed())
                .bind("uncertain", ended.uncertain())
                .bind("skipped", ended.skipped())
                .map(NotificationRepository::completed)
                .one();
    }

    private static Audience audienceOf(Readable row) {
        // Only those from before it was kept have none, and they are frozen.
        String author = Objects.requireNonNullElse(textOrNull(row, "author_slug"), "");
        return new Audience(
                instant(row, "published_at"),
                Stream.concat(Stream.ofNullable(textOrNull(row, "category_slug")), texts(row, "category_also").stream())
                        .toList(),
                Stream.concat(Stream.of(author), texts(row, "coauthor_slugs").stream())
                        .toList(),
                texts(row, "tag_slugs"));
    }

    private static NotificationCompleted completed(Readable row) {
        return new NotificationCompleted(
                uuid(row, "id"),
                uuid(row, "article_id"),
                integer(row, "publication"),
                number(row, "recipients"),
                number(row, "sent"),
                number(row, "failed"),
                number(row, "uncertain"),
                number(row, "skipped"),
                instant(row, "completed_at"));
    }
}
