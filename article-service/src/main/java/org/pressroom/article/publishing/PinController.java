package org.pressroom.article.publishing;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.taxonomy.ForEditors;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.security.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What editors put at the top of the front page. */
@Tag(name = "Publishing")
@RestController
class PinController {

    private final PinArticle pinArticle;

    PinController(PinArticle pinArticle) {
        this.pinArticle = pinArticle;
    }

    /**
     * Where to pin an article.
     *
     * @param position from 1, those behind it make room; the first where it is left out
     */
    record PinRequest(
            @Nullable @Min(1) @Max(PinArticle.MOST) Integer position) {

        private static final PinRequest FIRST = new PinRequest(null);

        private int place() {
            return position == null ? 1 : position;
        }
    }

    /** Pins a published article to the top of the front page, or moves it there; six can be. */
    @PutMapping("/api/articles/{id}/pin")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "409", description = "Lists do not show the article, or as many are pinned as may be.")
    Mono<ResponseEntity<Void>> pinArticle(
            @ForEditors Caller caller,
            @PathVariable UUID id,
            ServerHttpRequest request,
            @Valid @RequestBody(required = false) Mono<PinRequest> body) {
        return body.defaultIfEmpty(PinRequest.FIRST)
                .flatMap(where ->
                        Refusals.orProblem(pinArticle.execute(new PinArticle.Command(id, where.place())), request))
                .map(pinned -> ResponseEntity.noContent().build());
    }

    /** Takes an article from the top of the front page, where it is pinned there. */
    @DeleteMapping("/api/articles/{id}/pin")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> unpinArticle(
            @ForEditors Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(pinArticle.execute(new PinArticle.Command(id, null)), request)
                .map(pinned -> ResponseEntity.noContent().build());
    }
}
