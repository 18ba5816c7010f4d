package org.pressroom.article.publishing;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.Schedule;
import org.pressroom.common.database.Columns;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is to become of articles at a time to come. Whoever changes an order holds the lock of the draft. */
@Component
public class ScheduleRepository {

    /** On whose behalf orders are carried out: whoever gave them had the right to. */
    static final Actor ACTOR = new Actor.House("schedule");

    /** When a row is due next: what readers see is taken from them though its update was refused. */
    private static final String DUE_AT = """
            (CASE WHEN refusal IS NULL THEN coalesce(publish_at, unpublish_at)
                WHEN publish_at IS NOT NULL THEN unpublish_at END)""";

    private final DatabaseClient database;
    private final DraftRepository drafts;
    private final ArticleRepository articles;

    ScheduleRepository(DatabaseClient database, DraftRepository drafts, ArticleRepository articles) {
        this.database = database;
        this.drafts = drafts;
        this.articles = articles;
    }

    /**
     * An order whose time has come.
     *
     * @param size of the working copy's body, in bytes
     */
    public record Due(UUID articleId, Schedule schedule, int size) {

        /** Whether it is to be shown to readers; else it is to be taken from them. */
        public boolean publishes() {
            return schedule.publishAt() != null && schedule.refusal() == null;
        }
    }

    /**
     * Takes orders in hand whose time has come, those first that have been due for longest. That is no lock: it ends by
     * itself, and whether the order still stands shows when it is carried out.
     *
     * @param limit how many at most
     * @param lease how long no other process takes them
     */
    public Flux<Due> claim(Instant now, int limit, Duration lease) {
        // schedule_due, schedule_pkey, draft_pkey
        return database.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT article_id FROM schedule
                            WHERE %1$s <= :now
                                AND (claimed_until IS NULL OR claimed_until <= :now)
                            ORDER BY %1$s
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        UPDATE schedule SET claimed_until = :until FROM due WHERE schedule.article_id = due.article_id
                        RETURNING schedule.article_id, publish_at, unpublish_at, notify, refusal,
                            (SELECT octet_length(body) FROM draft WHERE draft.id = schedule.article_id) AS size
                        """.formatted(DUE_AT))
                .bind("now", now)
                .bind("limit", limit)
                .bind("until", now.plus(lease))
                .map(ScheduleRepository::due)
                .all();
    }

    /**
     * Articles that are to be shown to readers at a time to come, in the order of those times.
     *
     * @param from not before this
     * @param until before this
     */
    public Flux<UUID> upcoming(Instant from, Instant until, int limit) {
        // schedule_due
        return database.sql("""
                        SELECT article_id FROM schedule
                        WHERE %1$s >= :from AND %1$s < :until AND publish_at IS NOT NULL AND refusal IS NULL
                        ORDER BY %1$s
                        LIMIT :limit
                        """.formatted(DUE_AT))
                .bind("from", from)
                .bind("until", until)
                .bind("limit", limit)
                .map(row -> Columns.uuid(row, "article_id"))
                .all();
    }

    /**
     * Lets pass what needs no order, or has one that still stands.
     *
     * @param draft locked, or of a version that is looked at again once it is: every other order counts it on
     * @throws RefusedException a conflict, where something else is ordered by now
     */
    static void requireStanding(@Nullable Schedule order, Draft draft) {
        if (order != null && !order.equals(draft.schedule())) {
            throw RefusedException.conflict("This is not what is ordered any more.");
        }
    }

    /**
     * Orders something else than is ordered for a draft so far. That shows in the draft, so its version counts on.
     *
     * @param schedule null for nothing
     * @return the draft's version from now on
     */
    Mono<Long> change(Draft draft, @Nullable Schedule schedule) {
        Next next = new Next(draft, schedule);
        if (next.isTheSame()) {
            return Mono.just(draft.version());
        }
        return set(List.of(next))
                .then(articles.follow(draft.id(), draft.version()))
                .then(drafts.touch(draft.id()))
                .thenReturn(draft.version() + 1);
    }

    /**
     * What is to become of a draft from now on.
     *
     * @param schedule null for nothing
     */
    record Next(Draft draft, @Nullable Schedule schedule) {
        private boolean isTheSame() {
            return Objects.equals(schedule, draft.schedule());
        }
    }

    /** Orders something else for drafts whose versions count on for another reason. */
    Mono<Void> set(List<Next> nexts) {
        List<Next> others = nexts.stream().filter(next -> !next.isTheSame()).toList();
        UUID[] ended = others.stream()
                .filter(next -> next.schedule() == null)
                .map(next -> next.draft().id())
                .toArray(UUID[]::new);
        return (ended.length == 0 ? Mono.<Void>empty() : delete(ended))
                .thenMany(Flux.fromIterable(others))
                .concatMap(next -> next.schedule() == null ? Mono.<Void>empty() : save(next.draft(), next.schedule()))
                .then();
    }

    private Mono<Void> delete(UUID... articleIds) {
        // schedule_pkey
        return database.sql("DELETE FROM schedule WHERE article_id = ANY (:articleIds)")
                .bind("articleIds", articleIds)
                .then();
    }

    private Mono<Void> save(Draft draft, Schedule next) {
        // schedule_pkey
        return database.sql("""
                        INSERT INTO schedule (article_id, publish_at, unpublish_at, notify, refusal)
                        VALUES (:articleId, :publishAt, :unpublishAt, :notify, :refusal)
                        ON CONFLICT (article_id) DO UPDATE SET
                            publish_at = excluded.publish_at, unpublish_at = excluded.unpublish_at,
                            notify = excluded.notify, refusal = excluded.refusal, claimed_until = NULL
                        """)
                .bind("articleId", draft.id())
                .bind("publishAt", Columns.orNull(next.publishAt(), Instant.class))
                .bind("unpublishAt", Columns.orNull(next.unpublishAt(), Instant.class))
                .bind("notify", Columns.orNull(next.notifies(), Boolean.class))
                .bind("refusal", Columns.orNull(next.refusal(), String.class))
                .then();
    }

    private static Due due(Readable row) {
        return new Due(
                Columns.uuid(row, "article_id"),
                new Schedule(
                        Columns.instantOrNull(row, "publish_at"),
                        Columns.instantOrNull(row, "unpublish_at"),
                        row.get("notify", Boolean.class),
                        Columns.textOrNull(row, "refusal")),
                Columns.integer(row, "size"));
    }
}
