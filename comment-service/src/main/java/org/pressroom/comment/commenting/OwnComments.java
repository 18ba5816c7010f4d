package org.pressroom.comment.commenting;

import java.util.UUID;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.comment.model.EditToken;
import org.pressroom.comment.model.LockedComments;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Comments for those who wrote them. */
@Component
class OwnComments {

    private final DatabaseClient database;
    private final CommentRepository comments;

    OwnComments(DatabaseClient database, CommentRepository comments) {
        this.database = database;
        this.comments = comments;
    }

    /** Reads a comment; empty if there is none. */
    Mono<OwnComment> find(UUID id) {
        return database.sql(OwnComment.SELECT)
                .bind("id", id)
                .map(OwnComment::of)
                .one();
    }

    /**
     * Locks a comment, inside a transaction. Refused as not found without the right token, which is looked at before
     * anything is locked.
     */
    Mono<LockedComments> lock(UUID id, EditToken token) {
        return find(id).filter(comment -> token.matches(comment.editTokenHash()))
                .flatMap(comment -> comments.lock(id))
                .filter(locked ->
                        locked.comments().stream().anyMatch(comment -> comment.status() != CommentStatus.DELETED))
                .switchIfEmpty(Mono.error(
                        () -> RefusedException.notFound("There is no such comment, or the token is not its own.")));
    }
}
