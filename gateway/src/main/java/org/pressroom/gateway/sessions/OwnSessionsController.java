package org.pressroom.gateway.sessions;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.principals.Principal;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /api/account/sessions}: where whoever is signed in is signed in. */
@Tag(name = "Your account")
@SecurityRequirement(name = "token")
@SecurityRequirement(name = "session")
@RestController
@RequestMapping("/api/account/sessions")
class OwnSessionsController {

    /**
     * Somewhere where one is signed in.
     *
     * @param device what the browser says it is; null where it does not
     * @param current whether it is the one that asks
     * @param seenAt when it was last used, five minutes more or less
     * @param expiresAt when it ends if it is not used
     */
    record OwnSession(
            UUID id, @Nullable String device, boolean current, Instant createdAt, Instant seenAt, Instant expiresAt) {}

    private final SessionRepository sessions;

    OwnSessionsController(SessionRepository sessions) {
        this.sessions = sessions;
    }

    /** Lists one's own sessions, the newest first. */
    @GetMapping
    Mono<ResponseEntity<Page<OwnSession>>> listSessions(
            Principal principal,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        UUID account = principal.requireAccount();
        PageRequest page = PageRequest.of(List.of("sessions", account), limit, after);
        return sessions.list(account, page)
                .map(found -> new OwnSession(
                        found.id(),
                        found.device(),
                        found.id().equals(principal.credentialId()),
                        found.createdAt(),
                        found.seenAt(),
                        found.expiresAt()))
                .collectList()
                .map(rows -> Page.cut(rows, page, session -> Cursor.of(session.id())))
                .map(cut ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(cut));
    }

    /** Ends all of one's sessions but the one that asks. */
    @DeleteMapping
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> endOtherSessions(Principal principal) {
        return sessions.endOthers(principal.requireAccount(), principal.credentialId())
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** Ends one of one's sessions. */
    @DeleteMapping("/{id}")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> endSession(Principal principal, @PathVariable UUID id) {
        return sessions.endOwn(principal.requireAccount(), id)
                .flatMap(ended -> ended
                        ? Mono.just(ResponseEntity.noContent().<Void>build())
                        : Mono.error(Problems.notFound("You have no such session.")));
    }
}
