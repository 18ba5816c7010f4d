package org.pressroom.article.redirects;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.taxonomy.ForEditors;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.validation.Line;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The table of redirects that editors keep. */
@Tag(name = "Redirects")
@RestController
class RedirectController {

    private static final int LONGEST_FROM = 500;
    private static final int LONGEST_TO = 2_000;

    private final RedirectRepository redirects;
    private final AddRedirect addRedirect;
    private final RemoveRedirect removeRedirect;
    private final IdempotencyKeys idempotency;
    private final TaggedJson json;

    RedirectController(
            RedirectRepository redirects,
            AddRedirect addRedirect,
            RemoveRedirect removeRedirect,
            IdempotencyKeys idempotency,
            TaggedJson json) {
        this.redirects = redirects;
        this.addRedirect = addRedirect;
        this.removeRedirect = removeRedirect;
        this.idempotency = idempotency;
        this.json = json;
    }

    /**
     * An address that leads on.
     *
     * @param from a path on this site, decoded, with its query where it has one
     * @param to a path on this site or an https address; null where what was there is gone
     * @param status 301, 302, 307, 308 or 410
     */
    record RedirectView(UUID id, String from, @Nullable String to, int status, Instant createdAt) {

        private static RedirectView of(Redirect redirect) {
            RedirectTarget target = redirect.target();
            return new RedirectView(
                    redirect.id(),
                    redirect.source(),
                    target == null ? null : target.text(),
                    redirect.status(),
                    redirect.createdAt());
        }
    }

    /**
     * An address that is to lead on.
     *
     * @param from a path on this site, encoded or not, with a query or for every query
     * @param to a path on this site or an https address; left out where what was there is gone
     * @param status 301, 302, 307, 308 or 410; 301 where it is left out
     */
    record NewRedirect(
            @NotNull @Line(min = 1, max = LONGEST_FROM) String from,

            @Nullable @Line(max = LONGEST_TO) String to,

            @Nullable Integer status) {}

    /**
     * Lists redirects, the newest first.
     *
     * @param q what their addresses begin with
     */
    @GetMapping("/api/redirects")
    Mono<ResponseEntity<JsonBytes<Page<RedirectView>>>> listRedirects(
            @ForEditors Caller caller,
            ServerHttpRequest request,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        String prefix = q == null || q.isEmpty() ? null : q;
        return redirects
                .page(
                        prefix == null ? null : prefix(prefix),
                        PageRequest.of(List.of("redirects", String.valueOf(prefix)), limit, after))
                .map(page -> json.respond(request, page.map(RedirectView::of)));
    }

    private static String prefix(String typed) {
        return RedirectSource.decoded(typed)
                .filter(prefix -> prefix.length() <= LONGEST_FROM)
                .orElseThrow(() -> Problems.badRequest(
                        "'q' must be the beginning of a path, of at most " + LONGEST_FROM + " characters."));
    }

    /** Lets an address lead on at which there is no page: a page that is there always comes before. */
    @Idempotent
    @PostMapping("/api/redirects")
    @ApiResponse(responseCode = "201")
    @ApiResponse(
            responseCode = "409",
            description = "This address leads somewhere already, there are too many, or the key had another body.")
    Mono<ResponseEntity<JsonBytes<RedirectView>>> addRedirect(
            @ForEditors Caller caller, ServerWebExchange exchange, @Valid @RequestBody Mono<NewRedirect> body) {
        return body.flatMap(content -> idempotency.run(exchange, caller, content, () -> Refusals.orProblem(
                        addRedirect.execute(new AddRedirect.Command(content.from(), content.to(), content.status())),
                        exchange.getRequest())
                .map(redirect -> ResponseEntity.status(HttpStatus.CREATED).body(RedirectView.of(redirect)))));
    }

    /** Lets an address lead on no more. */
    @DeleteMapping("/api/redirects/{id}")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> removeRedirect(
            @ForEditors Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(removeRedirect.execute(new RemoveRedirect.Command(id)), request)
                .map(removed -> ResponseEntity.noContent().build());
    }
}
