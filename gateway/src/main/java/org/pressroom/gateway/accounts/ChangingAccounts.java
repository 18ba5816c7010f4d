package org.pressroom.gateway.accounts;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Slug;
import org.pressroom.gateway.visitors.Credentials;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Making and changing accounts. */
@Component
final class ChangingAccounts {

    /** What an account shall be. */
    record Wanted(String name, String slug, Set<Role> roles, boolean active) {}

    /** The slug of who has no letter or digit in name and username. */
    private static final String NAMELESS = "author";

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
                slug == null ? accounts.free(Slug.derive(name, Slug.derive(username, NAMELESS))) : Mono.just(slug);
        return chosen.flatMap(free -> {
            Instant now = accounts.now();
            return accounts.insert(
                    new Account(Ids.next(), username, name, free, roles, true, 1, now, now), passwordHash);
        });
    }

    /**
     * Changes an account. Where it is closed or gets a new password, its sessions and personal access tokens end for
     * good: whoever knew the old password may have made some, and reopening shall bring none back.
     *
     * @param wanted what it shall be, given what it is; may refuse by throwing
     */
    Mono<Account> change(UUID id, Function<Account, Wanted> wanted, @Nullable String newPassword) {
        Mono<String> hash = newPassword == null ? Mono.just("") : passwords.hash(newPassword);
        return hash.flatMap(it -> write(id, wanted, it.isEmpty() ? null : it))
                .doOnNext(account -> credentials.forgetAccount(account.id()));
    }

    private Mono<Account> write(UUID id, Function<Account, Wanted> wanted, @Nullable String newHash) {
        return accounts.holdWithAdmins(id)
                .collectMap(Account::id)
                .flatMap(held -> write(id, held, wanted, newHash))
                .as(transaction::transactional);
    }

    /** @param held the account, where there is one, and all admins */
    private Mono<Account> write(
            UUID id, Map<UUID, Account> held, Function<Account, Wanted> wanted, @Nullable String newHash) {
        Account current = held.get(id);
        if (current == null) {
            return Mono.error(Problems.notFound("There is no such account."));
        }
        boolean anotherAdmin =
                held.values().stream().anyMatch(account -> !account.id().equals(id) && isOpenAdmin(account));
        return update(current, wanted.apply(current), newHash, anotherAdmin);
    }

    private Mono<Account> update(Account current, Wanted wanted, @Nullable String newHash, boolean anotherAdmin) {
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
        if (isOpenAdmin(current) && !isOpenAdmin(next) && !anotherAdmin) {
            return Mono.error(Problems.conflict("This is the last account that may administer."));
        }
        Mono<Void> ended = newHash != null || !next.active()
                ? accounts.endSessions(next.id()).then(accounts.revokeTokens(next.id()))
                : Mono.empty();
        return accounts.update(next, newHash).flatMap(written -> ended.thenReturn(written));
    }

    private static boolean isOpenAdmin(Account account) {
        return account.active() && account.roles().contains(Role.ADMIN);
    }
}
