package org.pressroom.gateway.accounts;

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
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Names;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.SlugShape;
import org.pressroom.gateway.principals.Principal;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
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
@RestController
@RequestMapping("/api/accounts")
class AccountController {

    private static final int SHORTEST_PASSWORD = 8;

    /** An account as admins see it. */
    record AccountView(
            UUID id,
            String username,
            String name,
            String slug,
            List<String> roles,
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
                    account.active(),
                    account.version(),
                    account.createdAt(),
                    account.updatedAt());
        }
    }

    /** What a new account is made of. */
    record NewAccount(
            @NotNull
            @Line(max = 64)
            @Pattern(regexp = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]*", message = "letters, digits, '.', '_' and '-'")
            String username,

            @NotNull @Line(min = 1, max = 100) String name,

            @Nullable @SlugShape String slug,

            @NotEmpty @Size(max = 10) List<@NotNull String> roles,

            @NotNull @Line(min = SHORTEST_PASSWORD, max = Passwords.MOST_BYTES)
            String password) {

        /** What a repeated request is known by: a hash of it is kept, which a password must have no part in. */
        private NewAccount withoutPassword() {
            return new NewAccount(username, name, slug, roles, "");
        }
    }

    /** What may be changed; what is left out stays. */
    record AccountUpdate(
            @Nullable @Line(min = 1, max = 100) String name,

            @Nullable @SlugShape String slug,

            @Nullable @Size(min = 1, max = 10) List<@NotNull String> roles,

            @Nullable @Line(min = SHORTEST_PASSWORD, max = Passwords.MOST_BYTES)
            String password,

            @Nullable Boolean active) {}

    private final AccountRepository accounts;
    private final CreateAccount createAccount;
    private final UpdateAccount updateAccount;
    private final Passwords passwords;
    private final IdempotencyKeys idempotency;

    AccountController(
            AccountRepository accounts,
            CreateAccount createAccount,
            UpdateAccount updateAccount,
            Passwords passwords,
            IdempotencyKeys idempotency) {
        this.accounts = accounts;
        this.createAccount = createAccount;
        this.updateAccount = updateAccount;
        this.passwords = passwords;
        this.idempotency = idempotency;
    }

    @GetMapping
    Mono<ResponseEntity<Page<AccountView>>> list(
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

    @GetMapping("/{id}")
    Mono<ResponseEntity<AccountView>> read(
            @RequiresRole(Role.ADMIN) Principal principal, @PathVariable UUID id, ServerWebExchange exchange) {
        return accounts.find(id)
                .map(account ->
                        ETags.respond(exchange.getRequest(), ETags.strong(account.version()), AccountView.of(account)))
                .switchIfEmpty(Mono.error(Problems.notFound("There is no such account.")));
    }

    @PostMapping
    Mono<ResponseEntity<JsonBytes<AccountView>>> create(
            @RequiresRole(Role.ADMIN) Principal principal,
            @Valid @RequestBody NewAccount request,
            ServerWebExchange exchange) {
        Set<Role> roles = roles(request.roles());
        principal.requireGrantable(roles);
        checkFits(request.password());
        return passwords
                .hash(request.password())
                .flatMap(hash -> idempotency.run(
                        exchange, principal.caller(), request.withoutPassword(), () -> Refusals.orProblem(
                                        createAccount.execute(new CreateAccount.Command(
                                                Names.username(request.username()),
                                                request.name(),
                                                request.slug(),
                                                roles,
                                                hash)),
                                        exchange.getRequest())
                                .map(account -> ResponseEntity.created(URI.create("/api/accounts/" + account.id()))
                                        .eTag(ETags.strong(account.version()))
                                        .body(AccountView.of(account)))));
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<AccountView>> change(
            @RequiresRole(Role.ADMIN) Principal principal,
            @PathVariable UUID id,
            @Valid @RequestBody AccountUpdate request,
            ServerWebExchange exchange) {
        Set<Role> roles = request.roles() == null ? null : roles(request.roles());
        String password = request.password();
        if (password != null) {
            checkFits(password);
        }
        return Refusals.orProblem(
                        updateAccount.execute(new UpdateAccount.Command(
                                id,
                                ETags.expectedVersion(exchange.getRequest()),
                                request.name(),
                                request.slug(),
                                roles,
                                password,
                                request.active(),
                                principal.grantableRoles())),
                        exchange.getRequest())
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
                            () -> problems.add(new FieldProblem(field, "must be admin, editor, author or moderator")));
        }
        if (!problems.isEmpty()) {
            throw Problems.invalid(problems);
        }
        return Set.copyOf(roles);
    }

    /** The length limit counts characters, bcrypt counts bytes. */
    private static void checkFits(String password) {
        if (!Passwords.fits(password)) {
            throw Problems.invalid("password", "must be " + Passwords.MOST_BYTES + " bytes at most");
        }
    }
}
