package org.pressroom.subscription.notifying;

import static org.pressroom.common.database.Columns.flag;
import static org.pressroom.common.database.Columns.orNull;

import java.time.Instant;
import java.util.UUID;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.ArticleState.Term;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.articles.Articles;
import org.pressroom.subscription.streaming.ArticleStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Acts on what became of an article, inside the transaction of its event. */
@Component
class Notifying {

    /** Names the advisory lock: "arrival" in ASCII. */
    private static final long TURN = 0x6172_7269_7661_6CL;

    private final DatabaseClient database;
    private final Articles articles;
    private final AdvanceNotifications advance;
    private final ArticleStream stream;

    Notifying(DatabaseClient database, Articles articles, AdvanceNotifications advance, ArticleStream stream) {
        this.database = database;
        this.articles = articles;
        this.advance = advance;
        this.stream = stream;
    }

    /** A state that is not newer than what is known changes nothing, and causes nothing. */
    Mono<Void> learn(ArticleState state) {
        return articles.take(state).flatMap(isNew -> isNew ? act(state) : Mono.empty());
    }

    private Mono<Void> act(ArticleState state) {
        return switch (NotificationRule.of(state)) {
            case NOTIFY -> isKnown(state).flatMap(known -> known ? Mono.empty() : begin(state));
            case SILENCE -> silence(state);
            case WITHDRAW -> withdraw(state.articleId()).then(advance.wakeUp().afterCommit());
        };
    }

    /**
     * Whether this publication, or a later one, was told of. Asked before {@link #inTurn}: a revision, which is most of
     * what comes, waits for nobody. Index: notification_once.
     */
    private Mono<Boolean> isKnown(ArticleState state) {
        return database.sql("""
                        SELECT EXISTS (
                            SELECT FROM notification WHERE article_id = :article AND publication >= :publication) AS known
                        """)
                .bind("article", state.articleId())
                .bind("publication", state.publication())
                .map(row -> flag(row, "known"))
                .one();
    }

    private Mono<Void> begin(ArticleState state) {
        return inTurn().then(open(state)).filter(isNew -> isNew).flatMap(isNew -> stream.wakeUp()
                .afterCommit()
                .then(advance.wakeUp().afterCommit()));
    }

    /**
     * Waits until no other transaction is giving out a place in the stream. With a sequence a later place could be
     * committed first, and who follows the stream by place would miss the earlier one. Nothing that takes long is done
     * after it.
     */
    private Mono<Void> inTurn() {
        return database.sql("SELECT pg_advisory_xact_lock(:turn)")
                .bind("turn", TURN)
                .then();
    }

    /**
     * Opens a notification, whose recipients are frozen later; false where this publication had one. Indexes:
     * notification_once, notification_arrival.
     */
    private Mono<Boolean> open(ArticleState state) {
        return insert(state, """
                        INSERT INTO notification (id, arrival, article_id, publication, slug, title, summary, author_name,
                            category_name, author_slug, category_slug, tag_slugs, published_at, created_at, phase)
                        SELECT :id, COALESCE(max(arrival), 0) + 1, :article, :publication, :slug, :title, :summary,
                            :author, :category, :authorSlug, :categorySlug, :tagSlugs, :publishedAt, now(), 'freezing'
                        FROM notification
                        ON CONFLICT ON CONSTRAINT notification_once DO NOTHING
                        """);
    }

    /** Leaves a notification that is completed, with nobody to hear of it. Index: notification_once. */
    private Mono<Void> silence(ArticleState state) {
        return insert(state, """
                        INSERT INTO notification (id, article_id, publication, slug, title, summary, author_name,
                            category_name, author_slug, category_slug, tag_slugs, published_at, created_at, phase,
                            completed_at, deliveries_dropped_at)
                        VALUES (:id, :article, :publication, :slug, :title, :summary, :author, :category, :authorSlug,
                            :categorySlug, :tagSlugs, :publishedAt, now(), 'completed', now(), now())
                        ON CONFLICT ON CONSTRAINT notification_once DO NOTHING
                        """).then();
    }

    private Mono<Boolean> insert(ArticleState state, String sql) {
        Term category = state.category();
        return database.sql(sql)
                .bind("id", Ids.next())
                .bind("article", state.articleId())
                .bind("publication", state.publication())
                .bind("slug", state.slug())
                .bind("title", state.title())
                .bind("author", state.author().name())
                .bind("authorSlug", state.author().slug())
                .bind("tagSlugs", state.tags().stream().map(Term::slug).toArray(String[]::new))
                .bind("publishedAt", publishedAt(state))
                .bind("summary", orNull(state.summary(), String.class))
                .bind("category", orNull(category == null ? null : category.name(), String.class))
                .bind("categorySlug", orNull(category == null ? null : category.slug(), String.class))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** From now on none of the mails begins; those that wait are ended bit by bit. Index: notification_once. */
    private Mono<Void> withdraw(UUID articleId) {
        return database.sql("""
                        UPDATE notification SET withdrawn_at = now(),
                            phase_after = CASE WHEN phase = 'counting' THEN phase_after END,
                            phase = CASE WHEN phase = 'counting' THEN phase ELSE 'withdrawing' END
                        WHERE article_id = :article AND completed_at IS NULL AND withdrawn_at IS NULL
                        """).bind("article", articleId).then();
    }

    private static Instant publishedAt(ArticleState state) {
        Instant publishedAt = state.publishedAt();
        return publishedAt == null ? state.updatedAt() : publishedAt;
    }
}
