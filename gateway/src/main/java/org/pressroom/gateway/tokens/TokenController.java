package org.pressroom.gateway.tokens;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.validation.Line;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.routes.Scope;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /api/tokens}: the personal access tokens of whoever is signed in. */
@Tag(name = "Tokens")
@SecurityRequirement(name = "token")
@SecurityRequirement(name = "session")
@RestController
@RequestMapping("/api/tokens")
class TokenController {

    /**
     * What a new token is made of. One that is made with a token has no other scopes than that one, and ends no later.
     *
     * @param scopes of {@code read}, {@code articles}, {@code comments}, {@code subscriptions} and
     *     {@code administration}; all that the account may do where it is left out
     * @param expiresAt never, where it is left out
     */
    record NewToken(
            @NotNull @Line(min = 1, max = 100) String name,
            @Nullable @Size(min = 1, max = 20) List<@NotNull String> scopes,
            @Nullable Instant expiresAt) {}

    /** What the database can still write down. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final AccessTokenRepository tokens;
    private final Clock clock;

    TokenController(AccessTokenRepository tokens, Clock clock) {
        this.clock = clock;
        this.tokens = tokens;
    }

    /** Lists one's own tokens, the newest first. */
    @GetMapping
    Mono<ResponseEntity<Page<AccessTokenRepository.AccessToken>>> listTokens(
            Principal principal,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        UUID account = principal.requireAccount();
        PageRequest page = PageRequest.of(List.of("tokens", account), limit, after);
        return tokens.list(account, page)
                .collectList()
                .map(rows -> Page.cut(rows, page, token -> Cursor.of(token.id().toString())))
                .map(cut ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(cut));
    }

    /** Issues a token, whose secret is told this once. */
    @PostMapping
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "409", description = "The account has as many tokens as it may have.")
    Mono<ResponseEntity<AccessTokenRepository.Issued>> issueToken(
            Principal principal, @Valid @RequestBody NewToken request) {
        UUID account = principal.requireAccount();
        Set<Scope> scopes = request.scopes() == null ? null : scopes(request.scopes());
        Instant expiresAt = request.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Problems.invalid("expiresAt", "must lie in the future");
        }
        if (expiresAt != null && expiresAt.isAfter(LAST)) {
            throw Problems.invalid("expiresAt", "lies too far ahead");
        }
        refuseMore(principal, scopes);
        return tokens.issue(account, request.name(), scopes, earlier(expiresAt, principal.validUntil()))
                .switchIfEmpty(Mono.error(Problems.conflict(
                        "You have " + AccessTokenRepository.MOST + " tokens already. Revoke one first.")))
                .map(issued -> ResponseEntity.status(HttpStatus.CREATED)
                        .cacheControl(CacheControl.noStore())
                        .body(issued));
    }

    /** Revokes a token of one's own. */
    @DeleteMapping("/{id}")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> revokeToken(Principal principal, @PathVariable UUID id) {
        UUID account = principal.requireAccount();
        return tokens.revoke(account, id)
                .flatMap(revoked -> revoked
                        ? Mono.just(ResponseEntity.noContent().<Void>build())
                        : Mono.error(Problems.notFound("You have no such token.")));
    }

    /** A token makes none that may do more than itself. */
    private static void refuseMore(Principal principal, @Nullable Set<Scope> asked) {
        Set<Scope> own = principal.scopes();
        if (own != null && (asked == null || !own.containsAll(asked))) {
            throw Problems.forbidden("This token was made for less than that: name scopes that it has itself.");
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static Set<Scope> scopes(List<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            try {
                scopes.add(Scope.of(names.get(i)));
            } catch (IllegalArgumentException unknown) {
                problems.add(new FieldProblem(
                        "scopes[" + i + "]", "must be read, articles, comments, subscriptions or administration"));
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.invalid(problems);
        }
        return scopes;
    }
}
