package org.pressroom.comment.moderation;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.markdown.Reading;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.LockedComments;
import org.pressroom.comment.model.ModerationDecision;
import org.pressroom.comment.moderation.rules.Panel;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.comment.store.Readings;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Judges comments by the rules, inside the caller's transaction. */
@Component
class Judging {

    /** All that the rules ask of comments. (comment_pkey, article_pkey, comment_address_ix, comment_text_ix) */
    private static final String CASE = """
            SELECT c.id, c.reading, c.author_staff, concat_ws(' ', c.author_name, c.author_website) AS signature,
                a.comment_policy = 'moderated' AS moderated,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE lower(o.author_email) = lower(c.author_email) AND o.status = 'approved' AND o.id <> c.id
                    ORDER BY o.created_at DESC LIMIT :few) o) AS approved_before,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE lower(o.author_email) = lower(c.author_email) AND o.status = 'rejected' AND o.id <> c.id
                    ORDER BY o.created_at DESC LIMIT :few) o) AS refused_before,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE o.fingerprint = coalesce(c.edit_fingerprint, c.fingerprint) AND o.id <> c.id
                      AND o.created_at BETWEEN c.created_at - interval '1 day' AND c.created_at
                      AND o.article_id = c.article_id AND lower(o.author_email) = lower(c.author_email)
                    LIMIT 1) o) AS same_text_in_thread,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE o.fingerprint = coalesce(c.edit_fingerprint, c.fingerprint) AND o.id <> c.id
                      AND o.created_at BETWEEN c.created_at - interval '1 day' AND c.created_at
                    LIMIT :few) o) AS same_text_elsewhere
            FROM comment c JOIN article a ON a.id = c.article_id
            WHERE c.id = ANY(:ids)
            """;

    private final DatabaseClient database;
    private final CommentRepository comments;
    private final Readings readings;
    private final Panel panel;
    private final Clock clock;

    Judging(
            DatabaseClient database,
            CommentRepository comments,
            Readings readings,
            ModerationSettings settings,
            Clock clock) {
        this.database = database;
        this.comments = comments;
        this.readings = readings;
        this.panel = settings.rules().panel();
        this.clock = clock;
    }

    /** Judges a comment as it is now, unless somebody already has. */
    Mono<Void> judge(UUID commentId) {
        return judge(Map.of(commentId, Optional.empty()));
    }

    /**
     * Judges several comments at once, as {@link #judge(UUID)} does each.
     *
     * @param traceparents by comment, the trace that what becomes of it belongs to; empty for that of the current work
     */
    Mono<Void> judge(Map<UUID, Optional<String>> traceparents) {
        return comments.lock(traceparents.keySet())
                .flatMap(locked -> locked.parts().size() > 1
                        ? Flux.fromIterable(traceparents.keySet())
                                .concatMap(this::judge)
                                .then()
                        : judge(locked, traceparents));
    }

    private Mono<Void> judge(LockedComments locked, Map<UUID, Optional<String>> traceparents) {
        Map<UUID, Comment.Unjudged> unjudged = locked.comments().stream()
                .filter(Comment.Unjudged.class::isInstance)
                .map(Comment.Unjudged.class::cast)
                .collect(Collectors.toMap(Comment::id, comment -> comment));
        return unjudged.isEmpty()
                ? Mono.empty()
                : open(unjudged.keySet())
                        .map(cases -> cases.stream()
                                .map(open -> Objects.requireNonNull(unjudged.get(open.id()))
                                        .judge(hear(open))
                                        .within(traceparents
                                                .getOrDefault(open.id(), Optional.empty())
                                                .orElse(null)))
                                .toList())
                        .flatMap(changes -> comments.settle(locked, changes));
    }

    private ModerationDecision hear(Case open) {
        Submission submission = open.submission();
        return submission == null
                ? ModerationDecision.unjudged(clock.instant())
                : panel.hear(submission).decided(clock.instant());
    }

    /** Leaves to people a comment that could not be judged; nothing of what may have failed is tried again. */
    Mono<Void> leaveToPeople(UUID commentId) {
        return comments.lock(commentId)
                .flatMap(locked -> comments.settle(
                        locked,
                        locked.comments().stream()
                                .filter(Comment.Unjudged.class::isInstance)
                                .map(comment -> ((Comment.Unjudged) comment)
                                        .judge(ModerationDecision.unjudged(clock.instant())))
                                .toList()));
    }

    private Mono<List<Case>> open(Collection<UUID> commentIds) {
        return database.sql(CASE)
                .bind("ids", commentIds.toArray(UUID[]::new))
                .bind("few", ModerationSettings.FEW)
                .map(row -> Case.of(row, readings))
                .all()
                .collectList();
    }

    /**
     * A comment and what the rules are asked about it.
     *
     * @param submission null where nobody kept what they would have to read: people have to
     */
    private record Case(UUID id, @Nullable Submission submission) {

        static Case of(Readable row, Readings readings) {
            String kept = Columns.textOrNull(row, "reading");
            return new Case(Columns.uuid(row, "id"), kept == null ? null : submission(row, readings.read(kept)));
        }

        private static Submission submission(Readable row, Reading text) {
            return new Submission(
                    text.plain(),
                    text.shown(),
                    Columns.text(row, "signature"),
                    text.links(),
                    text.markup(),
                    Columns.flag(row, "moderated"),
                    Columns.flag(row, "author_staff"),
                    (int) Columns.number(row, "approved_before"),
                    (int) Columns.number(row, "refused_before"),
                    (int) Columns.number(row, "same_text_in_thread"),
                    (int) Columns.number(row, "same_text_elsewhere"));
        }
    }
}
