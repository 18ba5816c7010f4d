package org.pressroom.gateway.accounts;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Role;
import org.pressroom.gateway.visitors.Credentials;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Making and changing accounts. */
@Component
final class ChangingAccounts {

    /** What an account shall be. */
    record Wanted(String name, String slug, Set<Role> roles, boolean active) {}

    private final Accounts accounts;
    private final Passwords passwords;
    private final Credentials credentials;
    private final TransactionalOperator transaction;

    ChangingAccounts(
            Accounts accounts, Passwords passwords, Credentials credentials, TransactionalOperator transaction) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.credentials = credentials;
        this.transaction = transaction;
    }

    /** What to store for a password. Slow, so never to be waited for inside a transaction. */
    Mono<String> hash(String password) {
        return passwords.hash(password);
    }

    /** Makes an account, inside the caller's transaction. Without a slug it gets one like its name. */
    Mono<Account> create(String username, String name, @Nullable String slug, Set<Role> roles, String passwordHash) {
        Mono<String> chosen =
                slug == null ? accounts.free(Slugs.of(name, username.replaceAll("[^a-z0-9]+", "-"))) : Mono.just(slug);
        return chosen.flatMap(free -> {
            Instant now = accounts.now();
            return accounts.insert(
                    new Account(Ids.next(), username, name, free, roles, true, 1, now, now), passwordHash);
        });
    }

    /**
     * Changes an account. Where it is closed, its sessions end; with a new password its personal access tokens end too,
     * for whoever knew the old one may have made some.
     *
     * @param wanted what it shall be, given what it is; may refuse by throwing
     */
    Mono<Account> change(UUID id, Function<Account, Wanted> wanted, @Nullable String newPassword) {
        Mono<String> hash = newPassword == null ? Mono.just("") : passwords.hash(newPassword);
        return hash.flatMap(it -> write(id, wanted, it.isEmpty() ? null : it))
                .doOnNext(account -> credentials.forgetAccount(account.id()));
    }

    private Mono<Account> write(UUID id, Function<Account, Wanted> wanted, @Nullable String newHash) {
        return accounts.findForUpdate(id)
                .switchIfEmpty(Mono.error(Problems.notFound("There is no such account.")))
                .flatMap(current -> update(current, wanted.apply(current), newHash))
                .as(transaction::transactional);
    }

    private Mono<Account> update(Account current, Wanted wanted, @Nullable String newHash) {
        Account next = new Account(
                current.id(),
                current.username(),
                wanted.name(),
                wanted.slug(),
                wanted.roles(),
                wanted.active(),
                current.version() + 1,
                current.createdAt(),
                accounts.now());
        Mono<Void> sessions = newHash != null || !next.active() ? accounts.endSessions(next.id()) : Mono.empty();
        Mono<Void> tokens = newHash != null ? accounts.revokeTokens(next.id()) : Mono.empty();
        return keepAnAdmin(current, next).then(accounts.update(next, newHash)).flatMap(written -> sessions.then(tokens)
                .thenReturn(written));
    }

    private Mono<Void> keepAnAdmin(Account current, Account next) {
        if (!isOpenAdmin(current) || isOpenAdmin(next)) {
            return Mono.empty();
        }
        return accounts.hasAnotherAdmin(current.id())
                .flatMap(another -> another
                        ? Mono.empty()
                        : Mono.error(Problems.conflict("This is the last account that may administer.")));
    }

    private static boolean isOpenAdmin(Account account) {
        return account.active() && account.roles().contains(Role.ADMIN);
    }
}
