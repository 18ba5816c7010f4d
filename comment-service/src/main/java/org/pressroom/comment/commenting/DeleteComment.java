package org.pressroom.comment.commenting;

import java.time.Clock;
import java.util.UUID;
import org.pressroom.comment.model.EditToken;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes a comment back for good, in a transaction, or in that of the caller. */
@Component
class DeleteComment {

    private final OwnComments own;
    private final CommentRepository comments;
    private final TransactionalOperator transaction;
    private final Clock clock;

    DeleteComment(OwnComments own, CommentRepository comments, TransactionalOperator transaction, Clock clock) {
        this.own = own;
        this.comments = comments;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Take a comment back.
     *
     * @param token what its writer was given for that
     */
    record Command(UUID id, EditToken token) {}

    /** Answers its id. Refused without the right token, and when it is too late. */
    Mono<Result<UUID>> delete(Command command) {
        return Result.of(own.lock(command.id(), command.token())
                .flatMap(locked -> comments.delete(locked, locked.only().delete(clock.instant())))
                .thenReturn(command.id())
                .as(transaction::transactional));
    }
}
