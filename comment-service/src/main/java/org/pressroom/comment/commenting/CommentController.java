package org.pressroom.comment.commenting;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.comment.model.EditToken;
import org.pressroom.common.contract.AcceptedComment;
import org.pressroom.common.contract.CommentDetails;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.Actor;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Comments, for those who write them. */
@Tag(name = "Comments")
@RestController
class CommentController {

    /** What the tag of an author's view has more than that of everybody's. */
    private static final int AUTHORS = 1;

    private final PostComment post;
    private final EditComment edit;
    private final DeleteComment delete;
    private final OwnComments own;
    private final IdempotencyKeys idempotency;

    CommentController(
            PostComment post, EditComment edit, DeleteComment delete, OwnComments own, IdempotencyKeys idempotency) {
        this.post = post;
        this.edit = edit;
        this.delete = delete;
        this.own = own;
        this.idempotency = idempotency;
    }

    /** Sends a comment, which shows when it has passed moderation. */
    @Operation(operationId = "postComment")
    @Idempotent
    @PostMapping("/api/articles/{articleId}/comments")
    @ApiResponse(responseCode = "202", headers = @Header(name = HttpHeaders.LOCATION))
    @ApiResponse(responseCode = "409", description = "The article takes no comments, or the key had another body.")
    Mono<ResponseEntity<JsonBytes<AcceptedComment>>> post(
            @PathVariable UUID articleId,
            @Valid @RequestBody CommentRequest comment,
            Caller caller,
            ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        Actor.Account account = caller.accountId() == null ? null : Actors.account(caller);
        return Refusals.orProblem(post.read(said(comment.author()), account, comment.body()), request)
                .map(read -> new PostComment.Command(
                        articleId, read, comment.parentId(), Boolean.TRUE.equals(comment.notifyReplies())))
                .flatMap(command ->
                        idempotency.run(exchange, caller, comment, () -> Refusals.orProblem(post.post(command), request)
                                .map(CommentController::accepted)));
    }

    /**
     * Reads one comment: as everybody sees it, or as its writer does.
     *
     * @param editToken its writer's, with which it is told as long as it is not approved too
     */
    @Operation(operationId = "readComment")
    @GetMapping("/api/comments/{id}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<CommentDetails>> read(
            @PathVariable UUID id,
            @RequestHeader(name = HeaderNames.EDIT_TOKEN, required = false) @Nullable String editToken,
            ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().add("Vary", HeaderNames.EDIT_TOKEN);
        return own.find(id)
                .flatMap(comment -> Mono.justOrEmpty(answer(comment, editToken, exchange)))
                .switchIfEmpty(Mono.error(CommentController::unknown));
    }

    /**
     * Changes a comment, which is moderated anew.
     *
     * @param editToken its writer's; without it there is no such comment
     */
    @Operation(operationId = "editComment")
    @PatchMapping("/api/comments/{id}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "409", description = "The time for changes is over.")
    Mono<ResponseEntity<CommentDetails>> edit(
            @PathVariable UUID id,
            @RequestHeader(name = HeaderNames.EDIT_TOKEN, required = false) @Nullable String editToken,
            @Valid @RequestBody EditRequest correction,
            ServerHttpRequest request) {
        return Refusals.orProblem(
                        edit.edit(new EditComment.Command(id, required(editToken), correction.body())), request)
                .map(CommentController::forAuthor);
    }

    /**
     * Takes a comment back.
     *
     * @param editToken its writer's; without it there is no such comment
     */
    @Operation(operationId = "deleteComment")
    @DeleteMapping("/api/comments/{id}")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "409", description = "The time for changes is over.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HeaderNames.EDIT_TOKEN, required = false) @Nullable String editToken,
            ServerHttpRequest request) {
        return Refusals.orProblem(delete.delete(new DeleteComment.Command(id, required(editToken))), request)
                .then();
    }

    private static Signature.@Nullable Said said(CommentRequest.@Nullable Author author) {
        return author == null ? null : new Signature.Said(author.name(), author.email(), author.website());
    }

    private static @Nullable ResponseEntity<CommentDetails> answer(
            OwnComment comment, @Nullable String editToken, ServerWebExchange exchange) {
        if (editToken != null && new EditToken(editToken).matches(comment.editTokenHash())) {
            return forAuthor(comment, exchange.getRequest());
        }
        return comment.isPublic() ? forEverybody(comment, exchange.getRequest()) : null;
    }

    private static ResponseEntity<AcceptedComment> accepted(Posted posted) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/comments/" + posted.id()))
                .cacheControl(CacheControl.noStore())
                .body(new AcceptedComment(
                        posted.id(), CommentStatus.PENDING.wireName(), posted.editToken(), posted.editableUntil()));
    }

    private static ResponseEntity<CommentDetails> forAuthor(CommentDetails comment) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(comment);
    }

    /** Of the same version as what everybody sees, and another tag. */
    private static ResponseEntity<CommentDetails> forAuthor(OwnComment comment, ServerHttpRequest request) {
        String etag = ETags.weak(comment.version(), comment.replyCount(), comment.score(), AUTHORS);
        ResponseEntity<CommentDetails> answer = ETags.respond(request, etag, comment.authorsView());
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .cacheControl(CacheControl.noStore())
                .body(answer.getBody());
    }

    private static ResponseEntity<CommentDetails> forEverybody(OwnComment comment, ServerHttpRequest request) {
        String etag = ETags.weak(comment.version(), comment.replyCount(), comment.score());
        return ETags.respond(request, etag, comment.publicView());
    }

    private static EditToken required(@Nullable String editToken) {
        if (editToken == null) {
            throw unknown();
        }
        return new EditToken(editToken);
    }

    private static ProblemException unknown() {
        return Problems.notFound("There is no such comment.");
    }
}
