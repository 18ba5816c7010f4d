package org.pressroom.gateway.accounts;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.pressroom.gateway.principals.Credentials;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Gives an account the password that its owner chose. All its personal access tokens end, and its sessions but for the one
 * in which it was chosen: whoever knew the old password may have made some.
 */
@Component
public final class ChoosePassword {

    private final AccountRepository accounts;
    private final PasswordLinkRepository links;
    private final Passwords passwords;
    private final Credentials credentials;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ChoosePassword(
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
     * By a link, which is used up by that; not found where it was before, or is too old. Hashing is slow: it is not done for
     * who holds none. Opens a transaction, or joins that of the caller.
     */
    public Mono<Result<Account>> byLink(String secret, String password) {
        return Result.of(links.find(secret, clock.instant())
                .flatMap(accountId -> passwords.hash(password).flatMap(hash -> use(secret, accountId, hash)))
                .doOnNext(account -> credentials.forgetAccount(account.id()))
                .switchIfEmpty(Mono.error(() ->
                        RefusedException.notFound("This link was used already, or is too old. Ask for a new one."))));
    }

    /** The account is locked before its link, as everywhere. */
    private Mono<Account> use(String secret, UUID accountId, String hash) {
        return accounts.hold(accountId)
                .flatMap(held -> links.use(secret, clock.instant()).flatMap(used -> change(held.account(), hash, null)))
                .as(transaction::transactional);
    }

    /**
     * By somebody who is signed in and has just shown the old one. Opens a transaction, or joins that of the caller. Stale
     * where it was changed meanwhile.
     *
     * @param checked the account as the old password was checked against it
     * @param session the one that stays; null for none
     */
    public Mono<Result<Account>> byOwner(
            AccountRepository.WithPassword checked, String password, @Nullable UUID session) {
        UUID accountId = checked.account().id();
        return Result.of(passwords
                .hash(password)
                .flatMap(hash -> accounts.hold(accountId)
                        .filter(held -> held.passwordHash().equals(checked.passwordHash()))
                        .switchIfEmpty(Mono.error(RefusedException::stale))
                        .flatMap(held ->
                                change(held.account(), hash, session).delayUntil(done -> links.revoke(accountId)))
                        .as(transaction::transactional))
                .doOnNext(account -> credentials.forgetAccount(account.id())));
    }

    private Mono<Account> change(Account current, String hash, @Nullable UUID session) {
        Mono<Void> sessions =
                session == null ? accounts.endSessions(current.id()) : accounts.endOtherSessions(current.id(), session);
        return accounts.update(current.next(clock.instant()), hash)
                .delayUntil(written -> sessions.then(accounts.revokeTokens(current.id())));
    }
}
