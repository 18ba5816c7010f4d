package org.pressroom.subscription.notifying;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.ArticleState.Term;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.articles.Articles;
import org.pressroom.subscription.mailing.Outbound;
import org.pressroom.subscription.streaming.ArticleStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Acts on what became of an article, inside the transaction of its event. */
@Component
class Notifying {

    /** Names the advisory lock: "arrival" in ASCII. */
    private static final long TURN = 0x6172_7269_7661_6CL;

    /** A little less than the consumer has for a batch. */
    private static final String LONGEST_STATEMENT = "110s";

    private final DatabaseClient database;
    private final Articles articles;
    private final Outbound outbound;
    private final ArticleStream stream;

    Notifying(DatabaseClient database, Articles articles, Outbound outbound, ArticleStream stream) {
        this.database = database;
        this.articles = articles;
        this.outbound = outbound;
        this.stream = stream;
    }

    /** A state that is not newer than what is known changes nothing, and causes nothing. */
    Mono<Void> learn(ArticleState state) {
        return articles.take(state).flatMap(isNew -> isNew ? act(state) : Mono.empty());
    }

    private Mono<Void> act(ArticleState state) {
        return switch (NotificationRule.of(state)) {
            case NOTIFY ->
                inTurn().then(open(state))
                        .flatMap(notification -> freeze(notification, state).then(stream.wakeAfterCommit()));
            case WITHDRAW -> outbound.withdraw(state.articleId()).then(markWithdrawn(state.articleId()));
            case NOTHING -> Mono.empty();
        };
    }

    /**
     * Waits until no other transaction is giving out a place in the stream. With a sequence a later place could be
     * committed first, and who follows the stream by place would miss the earlier one.
     */
    private Mono<Void> inTurn() {
        // Else one that freezes many recipients, and those that wait for it, would be cut off by the usual limits.
        return database.sql("""
                        SELECT set_config('statement_timeout', :limit, true), set_config('lock_timeout', :limit, true)
                        """)
                .bind("limit", LONGEST_STATEMENT)
                .then()
                .then(database.sql("SELECT pg_advisory_xact_lock(:turn)")
                        .bind("turn", TURN)
                        .then());
    }

    /** The id of a new notification, or nothing where this publication had one. Indexes: notification_once, notification_arrival. */
    private Mono<UUID> open(ArticleState state) {
        UUID id = Ids.next();
        Term category = state.category();
        DatabaseClient.GenericExecuteSpec insert = database.sql("""
                        INSERT INTO notification (id, arrival, article_id, publication, slug, title, summary, author_name,
                            category_name, published_at, created_at)
                        SELECT :id, COALESCE(max(arrival), 0) + 1, :article, :publication, :slug, :title, :summary,
                            :author, :category, :publishedAt, now()
                        FROM notification
                        ON CONFLICT ON CONSTRAINT notification_once DO NOTHING
                        """)
                .bind("id", id)
                .bind("article", state.articleId())
                .bind("publication", state.publication())
                .bind("slug", state.slug())
                .bind("title", state.title())
                .bind("author", state.author().name())
                .bind("publishedAt", publishedAt(state));
        insert = bind(insert, "summary", state.summary());
        insert = bind(insert, "category", category == null ? null : category.name());
        return insert.fetch().rowsUpdated().filter(rows -> rows > 0).map(rows -> id);
    }

    private Mono<Void> freeze(UUID notification, ArticleState state) {
        Term category = state.category();
        return outbound.toSubscribers(
                        notification,
                        publishedAt(state),
                        category == null ? null : category.slug(),
                        state.author().slug(),
                        state.tags().stream().map(Term::slug).toArray(String[]::new))
                .flatMap(recipients -> database.sql("UPDATE notification SET recipients = :recipients WHERE id = :id")
                        .bind("recipients", recipients)
                        .bind("id", notification)
                        .then());
    }

    private Mono<Void> markWithdrawn(UUID articleId) {
        return database.sql("""
                        UPDATE notification SET withdrawn_at = now()
                        WHERE article_id = :article AND completed_at IS NULL AND withdrawn_at IS NULL
                        """).bind("article", articleId).then();
    }

    private static Instant publishedAt(ArticleState state) {
        Instant publishedAt = state.publishedAt();
        return publishedAt == null ? state.updatedAt() : publishedAt;
    }

    private static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }
}
