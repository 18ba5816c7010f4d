package org.pressroom.gateway.sessions;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.usecase.Result;
import org.pressroom.common.validation.Line;
import org.pressroom.gateway.accounts.Account;
import org.pressroom.gateway.accounts.AccountRepository;
import org.pressroom.gateway.accounts.ChoosePassword;
import org.pressroom.gateway.accounts.Passwords;
import org.pressroom.gateway.cookies.DeviceCookie;
import org.pressroom.gateway.principals.Principal;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Choosing one's own password: by a link, or by the old one. */
@RestController
class PasswordController {

    /**
     * A password that is chosen by a link.
     *
     * @param token the secret at the end of the link
     * @param password of 72 bytes at most
     */
    record PasswordByLink(
            @NotNull @Size(min = 1, max = 100) String token,

            @NotNull @Line(min = Passwords.SHORTEST, max = Passwords.MOST_BYTES)
            String password) {}

    /** Who can sign in with it now. */
    record PasswordChosen(String username) {}

    /**
     * A password in place of another.
     *
     * @param current the one that one has
     * @param password of 72 bytes at most
     */
    record PasswordChange(
            @NotNull @Size(min = 1, max = 1000) String current,

            @NotNull @Line(min = Passwords.SHORTEST, max = Passwords.MOST_BYTES)
            String password) {}

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final ChoosePassword choosePassword;
    private final SignInThrottle throttle;
    private final DeviceCookie devices;

    PasswordController(
            AccountRepository accounts,
            Passwords passwords,
            ChoosePassword choosePassword,
            SignInThrottle throttle,
            DeviceCookie devices) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.choosePassword = choosePassword;
        this.throttle = throttle;
        this.devices = devices;
    }

    /** Chooses a password by a link, which is used up by that. All sessions and tokens of the account end. */
    @Tag(name = "Session")
    @PostMapping("/api/session/password")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "The link was used already, or is too old.")
    Mono<ResponseEntity<PasswordChosen>> choosePassword(
            Principal principal, @Valid @RequestBody PasswordByLink request, ServerWebExchange exchange) {
        Passwords.requireFit("password", request.password());
        return Refusals.orProblem(choosePassword.byLink(request.token(), request.password()), exchange.getRequest())
                .map(account -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new PasswordChosen(account.username())));
    }

    /**
     * Changes one's own password, for which the old one is asked. Other sessions end, and all personal access tokens. Wrong
     * ones are slowed down as they are where somebody signs in.
     */
    @Tag(name = "Your account")
    @SecurityRequirement(name = "token")
    @SecurityRequirement(name = "session")
    @PostMapping("/api/account/password")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "409", description = "The password was changed meanwhile.")
    Mono<ResponseEntity<Void>> changePassword(
            Principal principal, @Valid @RequestBody PasswordChange request, ServerWebExchange exchange) {
        UUID id = principal.requireAccount();
        Passwords.requireFit("password", request.password());
        return accounts.withPassword(id)
                .flatMap(account -> check(principal, account, request.current(), exchange))
                .flatMap(checked -> choosePassword.byOwner(checked, request.password(), session(principal)))
                .map(PasswordController::requireDone)
                .map(done -> ResponseEntity.noContent()
                        .cacheControl(CacheControl.noStore())
                        .<Void>build())
                .switchIfEmpty(Mono.error(Problems::unauthorized));
    }

    private Mono<AccountRepository.WithPassword> check(
            Principal principal, AccountRepository.WithPassword account, String password, ServerWebExchange exchange) {
        String username = account.account().username();
        return throttle.begin(username, principal.clientAddress(), devices.device(exchange.getRequest(), username))
                .flatMap(attempt -> Refusals.orProblemOf(
                                passwords.matches(password, account.passwordHash(), attempt.isFromKnownPlace()),
                                exchange.getRequest())
                        .doOnError(failure -> attempt.unchecked())
                        .filter(right -> right)
                        .switchIfEmpty(Mono.error(() -> Problems.invalid("current", "is not your password")))
                        .delayUntil(right -> attempt.right()))
                .thenReturn(account);
    }

    private static Account requireDone(Result<Account> result) {
        return result.orElseThrow(refusal -> Problems.conflict("Your password was changed meanwhile."));
    }

    private static @Nullable UUID session(Principal principal) {
        return principal.credential() == Principal.Credential.SESSION ? principal.credentialId() : null;
    }
}
