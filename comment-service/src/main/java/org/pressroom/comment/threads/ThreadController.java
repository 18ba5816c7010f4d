package org.pressroom.comment.threads;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.contract.ThreadPart;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The comments of an article. */
@Tag(name = "Comments")
@RestController
class ThreadController {

    private final ThreadQueries threads;

    ThreadController(ThreadQueries threads) {
        this.threads = threads;
    }

    /**
     * Reads a part of a thread: the comments that readers see, answers beneath what they answer.
     *
     * @param sort {@code oldest}, {@code newest} or {@code top}
     * @param around the id of a comment that the part is to show, instead of {@code after}
     */
    @Operation(operationId = "readThread")
    @GetMapping("/api/articles/{articleId}/comments")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<ThreadPart>> read(
            @PathVariable UUID articleId,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable UUID around,
            ServerWebExchange exchange) {
        return Refusals.orProblemOf(
                        threads.read(articleId, ThreadRequest.of(articleId, sort, limit, after, around)),
                        exchange.getRequest())
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such article.")))
                .map(found -> {
                    exchange.getResponse().getHeaders().set(HeaderNames.CACHE_TAG, CacheTags.thread(articleId));
                    return ETags.respond(exchange.getRequest(), ETags.strong(found.version()), found.part());
                });
    }
}
