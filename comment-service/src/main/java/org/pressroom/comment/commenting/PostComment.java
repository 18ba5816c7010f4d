package org.pressroom.comment.commenting;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.Author;
import org.pressroom.comment.model.CommentTarget;
import org.pressroom.comment.model.EditToken;
import org.pressroom.comment.model.NewComment;
import org.pressroom.comment.model.RenderedComment;
import org.pressroom.comment.moderation.ModerationSignal;
import org.pressroom.comment.staff.StaffNames;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.markup.RenderingThreads;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes a new comment, in one statement, which joins the transaction of the caller where there is one. */
@Component
class PostComment {

    private final CommentRepository comments;
    private final StaffNames staffNames;
    private final RenderingThreads rendering;
    private final CommentProperties properties;
    private final ModerationSignal moderation;
    private final Clock clock;

    PostComment(
            CommentRepository comments,
            StaffNames staffNames,
            RenderingThreads rendering,
            CommentProperties properties,
            ModerationSignal moderation,
            Clock clock) {
        this.comments = comments;
        this.staffNames = staffNames;
        this.rendering = rendering;
        this.properties = properties;
        this.moderation = moderation;
        this.clock = clock;
    }

    /**
     * Take a new comment.
     *
     * @param read what costs time to read of it, by {@link #read}
     * @param answers what it answers; null for the article
     * @param notifyReplies whether its writer wants to hear of answers
     */
    record Command(UUID articleId, Read read, @Nullable UUID answers, boolean notifyReplies) {}

    /** Who signs, and the text. */
    record Read(Signature signature, RenderedComment text) {}

    /** Reads what was sent, before anything is locked. */
    Mono<Result<Read>> read(Signature.@Nullable Said said, Actor.@Nullable Account account, String body) {
        return Result.of(
                rendering.render(() -> new Read(Signature.of(said, account, staffNames), RenderedComment.of(body))));
    }

    /** Refused where its writer's name, the article or what it answers does not allow it. */
    Mono<Result<Posted>> post(Command command) {
        return Result.of(Mono.defer(
                () -> post(comment(command), command.read().signature().skeletons())));
    }

    private Mono<Posted> post(NewComment comment, Set<String> skeletons) {
        return comments.post(comment, skeletons, properties.maxDepth())
                .doOnNext(PostComment::requireTaken)
                .then(moderation.afterCommit(comment.id(), NewComment.VERSION))
                .thenReturn(new Posted(comment.id(), comment.editToken().value(), comment.editableUntil()));
    }

    private static void requireTaken(CommentRepository.Posting posting) {
        CommentTarget target = posting.target();
        if (posting.nameIsTaken()) {
            throw StaffNames.refused();
        } else if (target == null) {
            throw RefusedException.notFound("There is no such article.");
        } else if (!posting.isTaken()) {
            throw target.refusal();
        }
    }

    private NewComment comment(Command command) {
        Signature signature = command.read().signature();
        Instant now = clock.instant();
        return new NewComment(
                Ids.next(),
                command.articleId(),
                command.answers(),
                new Author(
                        signature.accountId(),
                        signature.name(),
                        signature.email(),
                        signature.website(),
                        command.notifyReplies()),
                command.read().text(),
                new EditToken(Ids.secret()),
                now,
                now.plus(properties.editWindow()));
    }
}
