package org.pressroom.gateway.accounts;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.common.validation.WebAddress;
import org.pressroom.gateway.principals.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /api/account}: the account of whoever is signed in, and what readers are told of its owner. */
@Tag(name = "Your account")
@SecurityRequirement(name = "token")
@SecurityRequirement(name = "session")
@RestController
@RequestMapping("/api/account")
class ProfileController {

    /** The longest text about an author, in characters. */
    private static final int BIO = 600;

    /**
     * One's own account.
     *
     * @param name as readers see it
     * @param slug by which one is named as an author
     * @param bio what readers are told of the author; null for nothing
     * @param picture of the author; null for none
     * @param roles of {@code admin}, {@code editor}, {@code author} and {@code moderator}
     */
    record Profile(
            UUID id,
            String username,
            String name,
            String slug,
            @Nullable String bio,
            @Nullable String picture,
            List<String> roles,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        static Profile of(Account account) {
            return new Profile(
                    account.id(),
                    account.username(),
                    account.name(),
                    account.slug(),
                    account.bio(),
                    account.picture(),
                    account.roles().stream().map(Role::wireName).sorted().toList(),
                    account.version(),
                    account.createdAt(),
                    account.updatedAt());
        }
    }

    /**
     * What may be changed; what is left out stays.
     *
     * @param name as readers see it
     * @param bio what readers are told of the author, as plain text; empty for nothing
     * @param picture an http or https address, or a path on this site; empty for none
     */
    record ProfileUpdate(
            @Nullable @Line(min = 1, max = 100) String name,

            @Nullable @Text(max = BIO) String bio,

            @Nullable @WebAddress(max = TextLimits.COVER, pathToo = true)
            String picture) {}

    private final AccountRepository accounts;
    private final UpdateProfile updateProfile;

    ProfileController(AccountRepository accounts, UpdateProfile updateProfile) {
        this.accounts = accounts;
        this.updateProfile = updateProfile;
    }

    /** Reads one's own account. */
    @GetMapping
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<Profile>> readProfile(Principal principal, ServerHttpRequest http) {
        return accounts.find(principal.requireAccount())
                .map(account -> ETags.respond(http, ETags.strong(account.version()), Profile.of(account)))
                .switchIfEmpty(Mono.error(Problems::unauthorized));
    }

    /** Changes what readers are told of oneself. */
    @PatchMapping
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<Profile>> changeProfile(
            Principal principal,
            ExpectedVersion expected,
            @Valid @RequestBody ProfileUpdate request,
            ServerHttpRequest http) {
        UUID account = principal.requireAccount();
        return Refusals.orProblem(
                        updateProfile.execute(new UpdateProfile.Command(
                                account, expected, request.name(), request.bio(), request.picture())),
                        http)
                .map(changed -> ResponseEntity.ok()
                        .eTag(ETags.strong(changed.version()))
                        .body(Profile.of(changed)));
    }
}
