package org.pressroom.article.counters;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.pressroom.article.statistics.CommentsOfDays;
import org.pressroom.common.database.Columns;
import org.pressroom.common.events.ArticleCounted;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.outbox.Outbox;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many comments readers see on each article. Whatever pace the comments come in, a new count is published at most once a
 * second for each article, the last one always.
 */
@Component
public class CommentCounts {

    private static final int AT_ONCE = 200;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final CommentsOfDays days;
    private final TransactionalOperator transactions;

    CommentCounts(DatabaseClient database, Outbox outbox, CommentsOfDays days, TransactionalOperator transactions) {
        this.database = database;
        this.outbox = outbox;
        this.days = days;
        this.transactions = transactions;
    }

    /** Lets articles be counted from now on. Needs a transaction around it. */
    public Mono<Void> ensure(List<UUID> articleIds) {
        // figure_pkey
        return database.sql("INSERT INTO figure (article_id) SELECT unnest(:articleIds) ON CONFLICT DO NOTHING")
                .bind("articleIds", articleIds.toArray(UUID[]::new))
                .then();
    }

    /**
     * Takes over the count of a thread, unless a newer one is known, and publishes it now, or as soon as a second is over
     * since the last time. Needs a transaction around it. A count of an article that is gone is let go.
     */
    Mono<Void> project(ThreadCounted thread) {
        return days.lock(thread.articleId())
                .filter(known -> known)
                .flatMap(known -> update(thread))
                .flatMap(figure -> days.add(figure.count().articleId(), figure.more())
                        .then(figure.due() ? publish(figure.count()) : Mono.empty()));
    }

    private Mono<Figure> update(ThreadCounted thread) {
        // figure_pkey
        return database.sql("""
                        WITH before AS (
                            SELECT article_id, comment_count FROM figure
                            WHERE article_id = :articleId FOR NO KEY UPDATE)
                        UPDATE figure SET
                            comment_count = :count,
                            thread_version = :threadVersion,
                            version = version + 1,
                            announced_at = CASE WHEN announced_at > now() - interval '1 second'
                                THEN announced_at ELSE now() END,
                            due_at = CASE WHEN announced_at > now() - interval '1 second'
                                THEN announced_at + interval '1 second' END
                        FROM before
                        WHERE figure.article_id = before.article_id AND thread_version < :threadVersion
                        RETURNING figure.article_id, version, figure.comment_count, due_at IS NULL AS due,
                            figure.comment_count - before.comment_count AS more
                        """)
                .bind("articleId", thread.articleId())
                .bind("threadVersion", thread.version())
                .bind("count", thread.approvedCount())
                .map(row -> new Figure(count(row), Columns.flag(row, "due"), Columns.number(row, "more")))
                .one();
    }

    /** Publishes some of the counts whose second is over; whether there may be more. */
    Mono<Boolean> publishDue() {
        return claimDue()
                .collectList()
                .flatMap(due -> Flux.fromIterable(due).concatMap(this::publish).then(Mono.just(due.size() == AT_ONCE)))
                .as(transactions::transactional);
    }

    private record Figure(ArticleCounted count, boolean due, long more) {}

    private Flux<ArticleCounted> claimDue() {
        // figure_due
        return database.sql("""
                        UPDATE figure SET announced_at = now(), due_at = NULL
                        WHERE article_id IN (
                            SELECT article_id FROM figure WHERE due_at <= now()
                            ORDER BY due_at LIMIT :limit
                            FOR NO KEY UPDATE SKIP LOCKED)
                        RETURNING article_id, version, comment_count
                        """)
                .bind("limit", AT_ONCE)
                .map(CommentCounts::count)
                .all();
    }

    private Mono<Void> publish(ArticleCounted count) {
        return outbox.append(EventType.ARTICLE_COUNTED, count.articleId(), count.articleId(), count);
    }

    private static ArticleCounted count(Readable row) {
        return new ArticleCounted(
                Columns.uuid(row, "article_id"), Columns.number(row, "version"), Columns.number(row, "comment_count"));
    }
}
