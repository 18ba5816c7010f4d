package org.pressroom.gateway.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Makes a link by which the holder chooses an account's password, once and within three days. Where the account has an
 * address, one that does the same goes there.
 */
@Component
final class IssuePasswordLink {

    static final Duration LIFETIME = Duration.ofDays(3);

    private final AccountRepository accounts;
    private final PasswordLinkRepository links;
    private final TransactionalOperator transaction;
    private final Clock clock;

    IssuePasswordLink(
            AccountRepository accounts, PasswordLinkRepository links, TransactionalOperator transaction, Clock clock) {
        this.accounts = accounts;
        this.links = links;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A link, whose secret is kept nowhere.
     *
     * @param mailedTo where one goes by mail, too; null for nowhere
     */
    record Issued(
            String secret, Instant expiresAt, @Nullable String mailedTo) {}

    /**
     * Opens a transaction, or joins that of the caller. A conflict where the account is closed.
     *
     * @param orderedBy the account of whoever orders it
     * @param grantable the roles that whoever orders it may give: who holds the link can sign in, and so has all that the
     *     account has
     */
    Mono<Result<Issued>> execute(UUID accountId, UUID orderedBy, Set<Role> grantable) {
        String secret = Ids.secret();
        return Result.of(accounts.find(accountId)
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such account.")))
                .then(accounts.hold(accountId))
                .switchIfEmpty(Mono.error(() -> RefusedException.conflict("This account is closed. Open it first.")))
                .doOnNext(held -> requireGrantable(held.account(), grantable))
                .flatMap(held -> {
                    Instant now = clock.instant();
                    Instant expiresAt = now.plus(LIFETIME);
                    String email = held.account().email();
                    PasswordLinkRepository.Mailing mailing =
                            email == null ? null : new PasswordLinkRepository.Mailing(Ids.next(), orderedBy);
                    return links.replace(accountId, secret, mailing, now, expiresAt)
                            .thenReturn(new Issued(secret, expiresAt, email));
                })
                .as(transaction::transactional));
    }

    private static void requireGrantable(Account account, Set<Role> grantable) {
        if (!grantable.containsAll(account.roles())) {
            throw RefusedException.notAllowed("This token was made for less than accounts of these roles may do.");
        }
    }
}
