package org.pressroom.gateway.sessions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Names;
import org.pressroom.gateway.accounts.AccountRepository;
import org.pressroom.gateway.accounts.Passwords;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.pressroom.gateway.cookies.DeviceCookie;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.principals.Principal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/session}: who am I, signing in, signing out. */
@Tag(name = "Session")
@RestController
@RequestMapping("/api/session")
class SessionController {

    /**
     * The answer to "who am I".
     *
     * @param account null where nobody is signed in
     */
    @Schema(name = "Session")
    record WhoAmI(@Nullable Me account) {}

    /**
     * The signed-in account as it sees itself.
     *
     * @param slug by which it is named as an author
     * @param roles of {@code admin}, {@code editor}, {@code author}, {@code contributor} and {@code moderator}
     */
    @Schema(name = "SessionAccount")
    record Me(
            UUID id,
            @Nullable String username,
            @Nullable String name,
            @Nullable String slug,
            List<String> roles) {}

    /**
     * What is sent to sign in.
     *
     * @param code for a second factor, which no account has yet
     */
    record SignIn(
            @NotNull @Size(min = 1, max = 200) String username,
            @NotNull @Size(min = 1, max = 1000) String password,
            @Nullable @Size(max = 100) String code) {}

    /** One that has fallen silent does not say so. */
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(5);

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final SessionRepository sessions;
    private final SessionCookie cookie;
    private final CsrfCookie csrf;
    private final DeviceCookie devices;
    private final SignInThrottle throttle;

    SessionController(
            AccountRepository accounts,
            Passwords passwords,
            SessionRepository sessions,
            SessionCookie cookie,
            CsrfCookie csrf,
            DeviceCookie devices,
            SignInThrottle throttle) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookie = cookie;
        this.csrf = csrf;
        this.devices = devices;
        this.throttle = throttle;
    }

    /** Tells who is signed in, and sets the cookie {@code XSRF-TOKEN}. */
    @GetMapping
    Mono<ResponseEntity<WhoAmI>> readSession(Principal principal, ServerWebExchange exchange) {
        // asking for the CSRF token is what sets its cookie
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.then(Mono.fromSupplier(
                () -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new WhoAmI(me(principal)))));
    }

    /** Signs in: sets the session's cookie, and that of a new CSRF token. */
    @PostMapping
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "401", description = "The username or the password is not right.")
    Mono<ResponseEntity<Void>> signIn(
            Principal principal, @Valid @RequestBody SignIn request, ServerWebExchange exchange) {
        String username = Names.username(request.username());
        return throttle.begin(username, principal.clientAddress(), devices.device(exchange.getRequest(), username))
                .flatMap(attempt -> tryPassword(username, request.password(), attempt, exchange));
    }

    private Mono<ResponseEntity<Void>> tryPassword(
            String username, String password, SignInThrottle.Attempt attempt, ServerWebExchange exchange) {
        return Refusals.orProblemOf(check(username, password, attempt.isFromKnownPlace()), exchange.getRequest())
                .flatMap(checked -> sessions.begin(checked, device(exchange)).timeout(DATABASE_LIMIT))
                .doOnError(failure -> attempt.unchecked())
                .delayUntil(secret -> attempt.right())
                .doOnNext(secret -> exchange.getResponse().addCookie(devices.of(username, exchange.getRequest())))
                .switchIfEmpty(Mono.error(() -> Problems.unauthorized("The username or the password is not right.")))
                .map(secret -> answer(exchange, cookie.carrying(secret), secret));
    }

    /** Signs out: ends the session that is shown. */
    @DeleteMapping
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> signOut(Principal principal, ServerWebExchange exchange) {
        UUID session = principal.credential() == Principal.Credential.SESSION ? principal.credentialId() : null;
        Mono<Void> end = session == null ? Mono.empty() : sessions.end(session);
        return end.then(Mono.fromSupplier(() -> answer(exchange, cookie.removed(), null)));
    }

    private static @Nullable String device(ServerWebExchange exchange) {
        return BrowserName.of(exchange.getRequest().getHeaders().getFirst(HttpHeaders.USER_AGENT));
    }

    /** Unknown, closed and wrong cost the same time and look the same. */
    private Mono<AccountRepository.WithPassword> check(String username, String password, boolean knownPlace) {
        return accounts.named(username)
                .timeout(DATABASE_LIMIT)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> passwords
                        .matches(
                                password,
                                found.map(AccountRepository.WithPassword::passwordHash)
                                        .orElse(null),
                                knownPlace)
                        .filter(right -> right)
                        .flatMap(right -> Mono.justOrEmpty(found)))
                .filter(found -> found.account().active());
    }

    private ResponseEntity<Void> answer(
            ServerWebExchange exchange, ResponseCookie sessionCookie, @Nullable String session) {
        SessionCookie.set(exchange, sessionCookie);
        csrf.renew(exchange, session);
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }

    private static @Nullable Me me(Principal principal) {
        if (principal.accountId() == null) {
            return null;
        }
        return new Me(
                principal.accountId(),
                principal.username(),
                principal.name(),
                principal.slug(),
                principal.roles().stream().map(Role::wireName).sorted().toList());
    }
}
