package org.pressroom.gateway.accounts;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.text.Names;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.MailAddress;
import org.pressroom.common.validation.SlugShape;
import org.pressroom.gateway.principals.Principal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/accounts}, for admins. */
@Tag(name = "Accounts")
@RestController
@RequestMapping("/api/accounts")
class AccountController {

    /**
     * An account as admins see it.
     *
     * @param slug by which it is named as an author
     * @param roles of {@code admin}, {@code editor}, {@code author}, {@code contributor} and {@code moderator}
     * @param email where it is told of what concerns it; null for none. Admins alone see it
     * @param active whether it may sign in
     */
    record AccountView(
            UUID id,
            String username,
            String name,
            String slug,
            List<String> roles,
            @Nullable String email,
            boolean active,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        static AccountView of(Account account) {
            return new AccountView(
                    account.id(),
                    account.username(),
                    account.name(),
                    account.slug(),
                    account.roles().stream().map(Role::wireName).sorted().toList(),
                    account.email(),
                    account.active(),
                    account.version(),
                    account.createdAt(),
                    account.updatedAt());
        }
    }

    /**
     * What a new account is made of.
     *
     * @param name as readers see it
     * @param slug by which it is named as an author; made from the name where it is left out
     * @param roles of {@code admin}, {@code editor}, {@code author}, {@code contributor} and {@code moderator}
     * @param email where it is told of what concerns it, such as articles that wait for a review
     * @param password of 72 bytes at most; where it is left out, nobody can sign in until one was chosen by a link
     */
    record NewAccount(
            @NotNull
            @Line(max = 64)
            @Pattern(regexp = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]*", message = "letters, digits, '.', '_' and '-'")
            String username,

            @NotNull @Line(min = 1, max = 100) String name,

            @Nullable @SlugShape String slug,

            @NotEmpty @Size(max = 10) List<@NotNull String> roles,

            @Nullable @MailAddress String email,

            @Nullable @Line(min = Passwords.SHORTEST, max = Passwords.MOST_BYTES)
            String password) {

        /** What a repeated request is known by: a hash of it is kept, which a password must have no part in. */
        private NewAccount withoutPassword() {
            return new NewAccount(username, name, slug, roles, email, null);
        }
    }

    /**
     * What may be changed; what is left out stays.
     *
     * @param roles of {@code admin}, {@code editor}, {@code author}, {@code contributor} and {@code moderator}
     * @param email where it is told of what concerns it; empty for nowhere
     * @param password of 72 bytes at most; a new one ends the account's sessions and tokens
     * @param active false keeps it from signing in
     */
    record AccountUpdate(
            @Nullable @Line(min = 1, max = 100) String name,

            @Nullable @SlugShape String slug,

            @Nullable @Size(min = 1, max = 10) List<@NotNull String> roles,

            @Nullable @Line(max = EmailAddress.LONGEST) String email,

            @Nullable @Line(min = Passwords.SHORTEST, max = Passwords.MOST_BYTES)
            String password,

            @Nullable Boolean active) {}

    private final AccountRepository accounts;
    private final CreateAccount createAccount;
    private final UpdateAccount updateAccount;
    private final IssuePasswordLink issuePasswordLink;
    private final Passwords passwords;
    private final IdempotencyKeys idempotency;

    AccountController(
            AccountRepository accounts,
            CreateAccount createAccount,
            UpdateAccount updateAccount,
            IssuePasswordLink issuePasswordLink,
            Passwords passwords,
            IdempotencyKeys idempotency) {
        this.accounts = accounts;
        this.createAccount = createAccount;
        this.updateAccount = updateAccount;
        this.issuePasswordLink = issuePasswordLink;
        this.passwords = passwords;
        this.idempotency = idempotency;
    }

    /** Lists accounts, the newest first. */
    @GetMapping
    Mono<ResponseEntity<Page<AccountView>>> listAccounts(
            @RequiresRole(Role.ADMIN) Principal principal,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        PageRequest page = PageRequest.of(List.of("accounts"), limit, after);
        return accounts.list(page)
                .collectList()
                .map(rows ->
                        Page.cut(rows, page, account -> Cursor.of(account.id().toString())))
                .map(cut ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(cut.map(AccountView::of)));
    }

    /** Reads an account. */
    @GetMapping("/{id}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<AccountView>> readAccount(
            @RequiresRole(Role.ADMIN) Principal principal, @PathVariable UUID id, ServerWebExchange exchange) {
        return accounts.find(id)
                .map(account ->
                        ETags.respond(exchange.getRequest(), ETags.strong(account.version()), AccountView.of(account)))
                .switchIfEmpty(Mono.error(Problems.notFound("There is no such account.")));
    }

    /** Creates an account. */
    @PostMapping
    @Idempotent
    @ApiResponse(
            responseCode = "201",
            headers = {@Header(name = HttpHeaders.LOCATION), @Header(name = HttpHeaders.ETAG)})
    @ApiResponse(responseCode = "409", description = "The username or the slug is taken, or the key had another body.")
    Mono<ResponseEntity<JsonBytes<AccountView>>> createAccount(
            @RequiresRole(Role.ADMIN) Principal principal,
            @Valid @RequestBody NewAccount request,
            ServerWebExchange exchange) {
        Set<Role> roles = roles(request.roles());
        principal.requireGrantable(roles);
        String password = request.password() == null ? Passwords.madeUp() : request.password();
        Passwords.requireFit("password", password);
        return Refusals.orProblemOf(passwords.hash(password), exchange.getRequest())
                .flatMap(hash -> idempotency.run(
                        exchange, principal.caller(), request.withoutPassword(), () -> Refusals.orProblem(
                                        createAccount.execute(new CreateAccount.Command(
                                                Names.username(request.username()),
                                                request.name(),
                                                request.slug(),
                                                roles,
                                                mailbox(request.email()),
                                                hash)),
                                        exchange.getRequest())
                                .map(account -> ResponseEntity.created(URI.create("/api/accounts/" + account.id()))
                                        .eTag(ETags.strong(account.version()))
                                        .body(AccountView.of(account)))));
    }

    /** Changes an account. */
    @PatchMapping("/{id}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "The slug is taken, or nobody could administer any more.")
    Mono<ResponseEntity<AccountView>> changeAccount(
            @RequiresRole(Role.ADMIN) Principal principal,
            @PathVariable UUID id,
            ExpectedVersion expected,
            @Valid @RequestBody AccountUpdate request,
            ServerHttpRequest http) {
        Set<Role> roles = request.roles() == null ? null : roles(request.roles());
        String password = request.password();
        if (password != null) {
            Passwords.requireFit("password", password);
        }
        return Refusals.orProblem(
                        updateAccount.execute(new UpdateAccount.Command(
                                id,
                                expected,
                                request.name(),
                                request.slug(),
                                roles,
                                mailbox(request.email()),
                                password,
                                request.active(),
                                principal.grantableRoles())),
                        http)
                .map(account -> ResponseEntity.ok()
                        .eTag(ETags.strong(account.version()))
                        .body(AccountView.of(account)));
    }

    private static Set<Role> roles(List<String> names) {
        Set<Role> roles = new TreeSet<>();
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String field = "roles[" + i + "]";
            Role.named(names.get(i))
                    .ifPresentOrElse(
                            roles::add,
                            () -> problems.add(new FieldProblem(
                                    field, "must be admin, editor, author, contributor or moderator")));
        }
        if (!problems.isEmpty()) {
            throw Problems.invalid(problems);
        }
        return Set.copyOf(roles);
    }

    /** As mail is sent there; an empty one stays empty. */
    private static @Nullable String mailbox(@Nullable String email) {
        if (email == null || email.isEmpty()) {
            return email;
        }
        return EmailAddress.of(email)
                .map(EmailAddress::mailbox)
                .orElseThrow(() -> Problems.invalid("email", "must be an e-mail address"));
    }

    /**
     * How to choose a password, once.
     *
     * @param path on this site, with a secret; shown this once
     * @param mailedTo the account's address, where a link goes by mail that can be used in the place of this one; null
     *     where it has none
     */
    record PasswordLink(
            String path, Instant expiresAt, @Nullable String mailedTo) {}

    /**
     * Makes a link by which its holder chooses a password, in place of an earlier one: for who was invited, and for who has
     * forgotten it. Where the account has an address, it goes there by mail as well. Until then the old password stays
     * good.
     */
    @PostMapping("/{id}/password-link")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "409", description = "The account is closed.")
    Mono<ResponseEntity<PasswordLink>> makePasswordLink(
            @RequiresRole(Role.ADMIN) Principal principal, @PathVariable UUID id, ServerHttpRequest http) {
        return Refusals.orProblem(
                        issuePasswordLink.execute(id, principal.requireAccount(), principal.grantableRoles()), http)
                .map(issued -> ResponseEntity.status(HttpStatus.CREATED)
                        .cacheControl(CacheControl.noStore())
                        .body(new PasswordLink(
                                "/desk/#/password/" + issued.secret(), issued.expiresAt(), issued.mailedTo())));
    }
}
