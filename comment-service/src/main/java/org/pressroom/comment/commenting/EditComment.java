package org.pressroom.comment.commenting;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.comment.model.EditToken;
import org.pressroom.comment.model.RenderedComment;
import org.pressroom.comment.moderation.ModerationSignal;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.common.contract.CommentDetails;
import org.pressroom.common.markup.RenderingThreads;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Gives a comment a new text, in a transaction, or in that of the caller. It is judged like a new comment; readers see
 * the old text until then.
 */
@Component
class EditComment {

    private final OwnComments own;
    private final CommentRepository comments;
    private final RenderingThreads rendering;
    private final TransactionalOperator transaction;
    private final ModerationSignal moderation;
    private final Clock clock;

    EditComment(
            OwnComments own,
            CommentRepository comments,
            RenderingThreads rendering,
            TransactionalOperator transaction,
            ModerationSignal moderation,
            Clock clock) {
        this.own = own;
        this.comments = comments;
        this.rendering = rendering;
        this.transaction = transaction;
        this.moderation = moderation;
        this.clock = clock;
    }

    /**
     * Give a comment a new text.
     *
     * @param token what its writer was given for that
     * @param body Markdown
     */
    record Command(UUID id, EditToken token, String body) {}

    /** Answers it with its new text. Refused without the right token, when it is too late, and where it was rejected. */
    Mono<Result<CommentDetails>> edit(Command command) {
        return Result.of(
                rendering.render(() -> RenderedComment.of(command.body())).flatMap(text -> edit(command, text)
                        .as(transaction::transactional)));
    }

    private Mono<CommentDetails> edit(Command command, RenderedComment text) {
        return own.lock(command.id(), command.token())
                .map(locked -> locked.only().edit(clock.instant()))
                .flatMap(written -> comments.write(written, text)
                        .then(moderation.afterCommit(
                                command.id(), written.comment().version())))
                .then(own.find(command.id()))
                .map(OwnComment::authorsView);
    }
}
