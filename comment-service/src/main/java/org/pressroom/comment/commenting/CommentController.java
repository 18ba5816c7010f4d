package org.pressroom.comment.commenting;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.Actor;
import org.springframework.http.CacheControl;
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
@RestController
class CommentController {

    private static final String EDIT_TOKEN = "X-Edit-Token";

    private final Commenting commenting;
    private final IdempotencyKeys idempotency;

    CommentController(Commenting commenting, IdempotencyKeys idempotency) {
        this.commenting = commenting;
        this.idempotency = idempotency;
    }

    @PostMapping("/api/articles/{articleId}/comments")
    Mono<ResponseEntity<?>> post(
            @PathVariable UUID articleId,
            @Valid @RequestBody NewComment comment,
            Caller caller,
            ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        Actor.Account account = caller.accountId() == null ? null : Actors.account(caller);
        return Refusals.orProblem(commenting.read(said(comment.author()), account, comment.body()), request)
                .map(read -> new PostComment(
                        articleId,
                        read.signature(),
                        read.text(),
                        comment.parentId(),
                        Boolean.TRUE.equals(comment.notifyReplies())))
                .flatMap(post -> idempotency.run(
                        exchange, caller, comment, () -> Refusals.orProblem(commenting.post(post), request)
                                .map(posted -> ResponseEntity.accepted()
                                        .location(URI.create("/api/comments/" + posted.id()))
                                        .cacheControl(CacheControl.noStore())
                                        .body(posted))));
    }

    @GetMapping("/api/comments/{id}")
    Mono<ResponseEntity<OwnComment>> read(
            @PathVariable UUID id,
            @RequestHeader(name = EDIT_TOKEN, required = false) @Nullable String editToken,
            ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().add("Vary", EDIT_TOKEN);
        return commenting
                .find(id)
                .flatMap(comment -> Mono.justOrEmpty(answer(comment, editToken, exchange)))
                .switchIfEmpty(Mono.error(CommentController::unknown));
    }

    @PatchMapping("/api/comments/{id}")
    Mono<ResponseEntity<OwnComment>> edit(
            @PathVariable UUID id,
            @RequestHeader(name = EDIT_TOKEN, required = false) @Nullable String editToken,
            @Valid @RequestBody Correction correction,
            ServerHttpRequest request) {
        return Refusals.orProblem(commenting.edit(new EditComment(id, required(editToken), correction.body())), request)
                .map(CommentController::forAuthor);
    }

    @DeleteMapping("/api/comments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = EDIT_TOKEN, required = false) @Nullable String editToken,
            ServerHttpRequest request) {
        return Refusals.orProblem(commenting.delete(new DeleteComment(id, required(editToken))), request)
                .then();
    }

    private static Signature.@Nullable Said said(NewComment.@Nullable Author author) {
        return author == null ? null : new Signature.Said(author.name(), author.email(), author.website());
    }

    private static @Nullable ResponseEntity<OwnComment> answer(
            StoredComment comment, @Nullable String editToken, ServerWebExchange exchange) {
        if (editToken != null && Secrets.matches(editToken, comment.editTokenHash())) {
            return forAuthor(comment);
        }
        return comment.isPublic() ? forEverybody(comment, exchange.getRequest()) : null;
    }

    private static ResponseEntity<OwnComment> forAuthor(StoredComment comment) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(comment.authorsView());
    }

    private static ResponseEntity<OwnComment> forEverybody(StoredComment comment, ServerHttpRequest request) {
        String etag = ETags.weak(comment.version(), comment.replyCount(), comment.score());
        return ETags.respond(request, etag, comment.publicView());
    }

    private static String required(@Nullable String editToken) {
        if (editToken == null) {
            throw unknown();
        }
        return editToken;
    }

    private static ProblemException unknown() {
        return Problems.notFound("There is no such comment.");
    }
}
