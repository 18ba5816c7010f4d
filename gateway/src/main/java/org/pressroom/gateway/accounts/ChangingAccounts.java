package org.pressroom.gateway.accounts;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Slug;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.pressroom.gateway.visitors.Credentials;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Making and changing accounts, each in a transaction, or in that of the caller. */
@Component
final class ChangingAccounts {

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

    Mono<Result<Account>> create(CreateAccount create) {
        Mono<String> slug = create.slug() == null
                ? accounts.free(Slug.derive(create.name(), Slug.derive(create.username(), NAMELESS)))
                : Mono.just(create.slug());
        return Result.of(slug.flatMap(free -> {
                    Instant now = accounts.now();
                    return accounts.insert(
                            new Account(
                                    Ids.next(),
                                    create.username(),
                                    create.name(),
                                    free,
                                    create.roles(),
                                    true,
                                    1,
                                    now,
                                    now),
                            create.passwordHash());
                })
                .as(transaction::transactional));
    }

    Mono<Result<Account>> update(UpdateAccount update) {
        String password = update.password();
        Mono<String> hash = password == null ? Mono.just("") : passwords.hash(password);
        return Result.of(hash.flatMap(made -> update(update, made.isEmpty() ? null : made))
                .doOnNext(account -> credentials.forgetAccount(account.id())));
    }

    private Mono<Account> update(UpdateAccount update, @Nullable String newHash) {
        return accounts.holdWithAdmins(update.id())
                .collectMap(Account::id)
                .flatMap(held -> update(update, held, newHash))
                .as(transaction::transactional);
    }

    /** @param held the account, where there is one, and all admins */
    private Mono<Account> update(UpdateAccount update, Map<UUID, Account> held, @Nullable String newHash) {
        Account current = held.get(update.id());
        if (current == null) {
            return Mono.error(RefusedException.notFound("There is no such account."));
        }
        update.expected().require(current.version());
        Account next = changed(current, update);
        if (!update.grantable().containsAll(given(current.roles(), next.roles(), newHash != null))) {
            return Mono.error(
                    RefusedException.notAllowed("This token was made for less than accounts of these roles may do."));
        }
        boolean anotherAdmin =
                held.values().stream().anyMatch(account -> !account.id().equals(next.id()) && isOpenAdmin(account));
        if (isOpenAdmin(current) && !isOpenAdmin(next) && !anotherAdmin) {
            return Mono.error(RefusedException.conflict("This is the last account that may administer."));
        }
        Mono<Void> ended = newHash != null || !next.active()
                ? accounts.endSessions(next.id()).then(accounts.revokeTokens(next.id()))
                : Mono.empty();
        return accounts.update(next, newHash).flatMap(written -> ended.thenReturn(written));
    }

    private Account changed(Account current, UpdateAccount update) {
        return new Account(
                current.id(),
                current.username(),
                Objects.requireNonNullElse(update.name(), current.name()),
                Objects.requireNonNullElse(update.slug(), current.slug()),
                Objects.requireNonNullElse(update.roles(), current.roles()),
                Objects.requireNonNullElse(update.active(), current.active()),
                current.version() + 1,
                current.createdAt(),
                accounts.now());
    }

    /** The roles that come with a change: the new ones, with a password all. */
    private static Set<Role> given(Set<Role> before, Set<Role> after, boolean withPassword) {
        return after.stream()
                .filter(role -> withPassword || !before.contains(role))
                .collect(Collectors.toSet());
    }

    private static boolean isOpenAdmin(Account account) {
        return account.active() && account.roles().contains(Role.ADMIN);
    }
}
