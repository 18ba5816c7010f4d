package org.pressroom.comment.store;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.CommentThread;
import org.pressroom.comment.model.ModerationDecision;
import org.pressroom.comment.model.Relisting;
import org.pressroom.comment.model.Settlement;
import org.pressroom.common.database.AfterCommit;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outbox.Outbox;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes what changes to comments come to: threads, comments, decisions and parents in one statement. */
@Component
class Settlements {

    // thread_pkey, comment_pkey
    private static final String SETTLE = """
            WITH counted AS (
                UPDATE thread t SET version = n.version, approved_count = n.approved_count
                FROM unnest(:threads::uuid[], :threadVersions::bigint[], :approvedCounts::bigint[])
                     AS n (article_id, version, approved_count)
                WHERE t.article_id = n.article_id AND t.version < n.version
            ), settled AS (
                UPDATE comment c SET
                    status = n.status, version = n.version, judged_version = n.version, listed = n.listed,
                    body = coalesce(c.edit_body, c.body), edit_body = NULL,
                    body_html = coalesce(c.edit_body_html, c.body_html), edit_body_html = NULL,
                    fingerprint = coalesce(c.edit_fingerprint, c.fingerprint), edit_fingerprint = NULL, reading = NULL,
                    traceparent = NULL,
                    edited_at = coalesce(c.edit_at, c.edited_at), edit_at = NULL,
                    approved_thread_version = coalesce(n.approved_version, c.approved_thread_version),
                    changed_version = coalesce(n.changed_version, c.changed_version)
                FROM unnest(:ids::uuid[], :statuses::text[], :versions::bigint[], :listed::boolean[],
                            :approvedVersions::bigint[], :changedVersions::bigint[])
                     AS n (id, status, version, listed, approved_version, changed_version)
                WHERE c.id = n.id
            ), recorded AS (
                INSERT INTO moderation (id, comment_id, comment_version, decision, score, reasons,
                                        moderator_id, moderator_name, note, decided_at)
                SELECT n.id, n.comment_id, n.version, n.decision, n.score,
                       ARRAY(SELECT jsonb_array_elements_text(n.reasons::jsonb)),
                       n.moderator_id, n.moderator_name, n.note, n.decided_at::timestamptz
                FROM unnest(:decisionIds::uuid[], :decidedIds::uuid[], :decidedVersions::bigint[], :decisions::text[],
                            :scores::double precision[], :reasons::text[], :moderatorIds::uuid[],
                            :moderatorNames::text[], :notes::text[], :decidedAt::text[])
                     AS n (id, comment_id, version, decision, score, reasons, moderator_id, moderator_name, note,
                           decided_at)
            )
            UPDATE comment p SET reply_count = p.reply_count + n.more
            FROM unnest(:parents::uuid[], :replies::int[]) AS n (id, more)
            WHERE p.id = n.id
            RETURNING p.id, p.article_id, p.parent_id, p.status, p.version, p.judged_version, p.listed, p.reply_count,
                      p.editable_until
            """;

    // comment_pkey, thread_pkey
    private static final String UPWARDS = """
            WITH RECURSIVE above AS (
                SELECT %1$s, 0 AS place FROM comment c WHERE c.id = :id
                UNION ALL
                SELECT %1$s, above.place + 1 FROM above JOIN comment c ON c.id = above.parent_id
            )
            SELECT c.*, %2$s
            FROM above c JOIN thread t ON t.article_id = c.article_id
            ORDER BY c.place
            """.formatted(CommentRows.COMMENT, CommentRows.THREAD);

    // comment_pkey, thread_pkey
    private static final String RELIST = """
            WITH counted AS (
                UPDATE thread SET version = :threadVersion WHERE article_id = :articleId
            )
            UPDATE comment c SET listed = n.listed, reply_count = n.reply_count,
                changed_version = coalesce(n.changed_version, c.changed_version)
            FROM unnest(:ids::uuid[], :listed::boolean[], :replyCounts::int[], :changedVersions::bigint[])
                 AS n (id, listed, reply_count, changed_version)
            WHERE c.id = n.id
            """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final JsonMapper json;
    private final ThreadListener listener;

    Settlements(DatabaseClient database, Outbox outbox, JsonMapper json, ThreadListener listener) {
        this.database = database;
        this.outbox = outbox;
        this.json = json;
        this.listener = listener;
    }

    /** The locks are held already, so what is told is known before the change is made. */
    Mono<Void> write(Settlement settlement) {
        List<CommentThread> changed = settlement.changedThreads();
        Mono<Void> told = changed.isEmpty() ? Mono.empty() : AfterCommit.run(() -> tell(changed));
        return Mono.when(rows(settlement), outbox.append(settlement.events())).then(told);
    }

    private void tell(List<CommentThread> changed) {
        changed.forEach(thread -> listener.changed(thread.articleId(), thread.version()));
    }

    private Mono<Void> rows(Settlement settlement) {
        List<CommentThread> threads = settlement.threads();
        List<Settlement.Effect> effects = settlement.effects();
        List<Decided> decided = effects.stream()
                .flatMap(effect ->
                        Decided.of(effect.change().comment(), effect.change().decision()))
                .toList();
        List<Settlement.Replies> replies = settlement.replies();
        return database.sql(SETTLE)
                .bind("threads", array(threads, UUID[]::new, CommentThread::articleId))
                .bind("threadVersions", array(threads, Long[]::new, CommentThread::version))
                .bind("approvedCounts", array(threads, Long[]::new, CommentThread::approvedCount))
                .bind("ids", comments(effects, UUID[]::new, Comment::id))
                .bind("statuses", comments(effects, String[]::new, comment -> comment.status()
                        .wireName()))
                .bind("versions", comments(effects, Long[]::new, Comment::version))
                .bind("listed", comments(effects, Boolean[]::new, comment -> comment.entry()
                        .listed()))
                .bind("approvedVersions", array(effects, Long[]::new, Settlement.Effect::approvedVersion))
                .bind("changedVersions", array(effects, Long[]::new, Settlement.Effect::changedVersion))
                .bind("decisionIds", array(decided, UUID[]::new, each -> Ids.next()))
                .bind("decidedIds", array(decided, UUID[]::new, each -> each.comment()
                        .id()))
                .bind("decidedVersions", array(decided, Long[]::new, each -> each.comment()
                        .version()))
                .bind("decisions", array(decided, String[]::new, each -> each.decision()
                        .decision()
                        .wireName()))
                .bind("scores", array(decided, Double[]::new, each -> each.decision()
                        .score()))
                .bind(
                        "reasons",
                        array(
                                decided,
                                String[]::new,
                                each -> json.writeValueAsString(each.decision().sentences())))
                .bind("moderatorIds", moderators(decided, UUID[]::new, ModerationDecision.Moderator::id))
                .bind("moderatorNames", moderators(decided, String[]::new, ModerationDecision.Moderator::name))
                .bind("notes", moderators(decided, String[]::new, ModerationDecision.Moderator::note))
                .bind("decidedAt", array(decided, String[]::new, each -> each.decision()
                        .at()
                        .toString()))
                .bind("parents", array(replies, UUID[]::new, Settlement.Replies::parentId))
                .bind("replies", array(replies, Integer[]::new, Settlement.Replies::by))
                .map(CommentRows::comment)
                .all()
                .filter(parent -> !Relisting.isPlacedRightly(parent))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(parent -> relist(parent.id()))
                .then();
    }

    private Mono<Void> relist(UUID id) {
        return database.sql(UPWARDS)
                .bind("id", id)
                .map(row -> new Above(CommentRows.thread(row), CommentRows.comment(row)))
                .all()
                .collectList()
                .map(above -> Relisting.of(
                        above.get(0).thread(),
                        above.stream().map(Above::comment).toList()))
                .flatMap(this::write);
    }

    private Mono<Void> write(Relisting relisting) {
        List<Relisting.Moved> moved = relisting.moved();
        return database.sql(RELIST)
                .bind("articleId", relisting.thread().articleId())
                .bind("threadVersion", relisting.thread().version())
                .bind("ids", array(moved, UUID[]::new, each -> each.comment().id()))
                .bind("listed", array(moved, Boolean[]::new, each -> each.comment()
                        .entry()
                        .listed()))
                .bind("replyCounts", array(moved, Integer[]::new, each -> each.comment()
                        .entry()
                        .replyCount()))
                .bind("changedVersions", array(moved, Long[]::new, Relisting.Moved::changedVersion))
                .then();
    }

    private static <T> @Nullable T[] comments(
            List<Settlement.Effect> effects, IntFunction<@Nullable T[]> array, Function<Comment, T> value) {
        return array(effects, array, effect -> value.apply(effect.change().comment()));
    }

    private static <T> @Nullable T[] moderators(
            List<Decided> decided,
            IntFunction<@Nullable T[]> array,
            Function<ModerationDecision.Moderator, @Nullable T> value) {
        return array(decided, array, each -> {
            ModerationDecision.Moderator moderator = each.decision().moderator();
            return moderator == null ? null : value.apply(moderator);
        });
    }

    private static <R, T> @Nullable T[] array(
            List<R> rows, IntFunction<@Nullable T[]> array, Function<R, @Nullable T> value) {
        @Nullable T[] values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return values;
    }

    private record Above(CommentThread thread, Comment comment) {}
}
