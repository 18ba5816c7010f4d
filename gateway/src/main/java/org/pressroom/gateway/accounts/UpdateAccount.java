package org.pressroom.gateway.accounts;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.pressroom.gateway.principals.Credentials;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Changes an account. Where it is closed or gets a new password, its sessions, personal access tokens and password link end for good:
 * whoever knew the old password may have made some, and reopening shall bring none back. Where it gets another address, the
 * link that went to the old one ends.
 */
@Component
final class UpdateAccount {

    private final AccountRepository accounts;
    private final PasswordLinkRepository links;
    private final Passwords passwords;
    private final Credentials credentials;
    private final TransactionalOperator transaction;
    private final Clock clock;

    UpdateAccount(
            AccountRepository accounts,
            PasswordLinkRepository links,
            Passwords passwords,
            Credentials credentials,
            TransactionalOperator transaction,
            Clock clock) {
        this.accounts = accounts;
        this.links = links;
        this.passwords = passwords;
        this.credentials = credentials;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What to change; what is null stays.
     *
     * @param email empty to have none any more
     * @param grantable the roles that whoever orders it may give; who sets a password could sign in with it, and so gives
     *     all that the account has
     */
    record Command(
            UUID id,
            ExpectedVersion expected,
            @Nullable String name,
            @Nullable String slug,
            @Nullable Set<Role> roles,
            @Nullable String email,
            @Nullable String password,
            @Nullable Boolean active,
            Set<Role> grantable) {}

    /** Opens a transaction, or joins that of the caller. */
    Mono<Result<Account>> execute(Command command) {
        String password = command.password();
        Mono<String> hash = password == null ? Mono.just("") : passwords.hash(password);
        return Result.of(hash.flatMap(made -> update(command, made.isEmpty() ? null : made))
                .doOnNext(account -> credentials.forgetAccount(account.id())));
    }

    private Mono<Account> update(Command command, @Nullable String newHash) {
        return accounts.holdWithAdmins(command.id())
                .collectMap(Account::id)
                .flatMap(held -> update(command, held, newHash))
                .as(transaction::transactional);
    }

    /** @param held the account, where there is one, and all admins */
    private Mono<Account> update(Command command, Map<UUID, Account> held, @Nullable String newHash) {
        Account current = held.get(command.id());
        if (current == null) {
            return Mono.error(RefusedException.notFound("There is no such account."));
        }
        command.expected().require(current.version());
        Account next = changed(current, command);
        if (!command.grantable().containsAll(given(current.roles(), next.roles(), newHash != null))) {
            return Mono.error(
                    RefusedException.notAllowed("This token was made for less than accounts of these roles may do."));
        }
        boolean anotherAdmin =
                held.values().stream().anyMatch(account -> !account.id().equals(next.id()) && isOpenAdmin(account));
        if (isOpenAdmin(current) && !isOpenAdmin(next) && !anotherAdmin) {
            return Mono.error(RefusedException.conflict("This is the last account that may administer."));
        }
        Mono<Void> ended = newHash != null || !next.active()
                ? accounts.endSessions(next.id())
                        .then(accounts.revokeTokens(next.id()))
                        .then(links.revoke(next.id()))
                : Objects.equals(current.email(), next.email()) ? Mono.empty() : links.revokeMail(next.id());
        return accounts.update(next, newHash).flatMap(written -> ended.thenReturn(written));
    }

    private Account changed(Account current, Command command) {
        return new Account(
                current.id(),
                current.username(),
                Objects.requireNonNullElse(command.name(), current.name()),
                Objects.requireNonNullElse(command.slug(), current.slug()),
                current.bio(),
                current.picture(),
                Objects.requireNonNullElse(command.roles(), current.roles()),
                email(current, command),
                Objects.requireNonNullElse(command.active(), current.active()),
                current.version() + 1,
                current.createdAt(),
                clock.instant());
    }

    private static @Nullable String email(Account current, Command command) {
        String email = command.email();
        if (email == null) {
            return current.email();
        }
        return email.isEmpty() ? null : email;
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
