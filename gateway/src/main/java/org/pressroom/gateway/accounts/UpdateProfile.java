package org.pressroom.gateway.accounts;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Shown;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.pressroom.gateway.principals.Credentials;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes what readers are told of somebody, by that person. */
@Component
final class UpdateProfile {

    private final AccountRepository accounts;
    private final Credentials credentials;
    private final TransactionalOperator transaction;
    private final Clock clock;

    UpdateProfile(AccountRepository accounts, Credentials credentials, TransactionalOperator transaction, Clock clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What to change; what is null stays, and where a text or a picture is empty, there is none from then on. */
    record Command(
            UUID id,
            ExpectedVersion expected,
            @Nullable String name,
            @Nullable String bio,
            @Nullable String picture) {}

    /** Opens a transaction, or joins that of the caller. */
    Mono<Result<Account>> execute(Command command) {
        return Result.of(accounts.hold(command.id())
                .map(AccountRepository.WithPassword::account)
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such account.")))
                .doOnNext(account -> command.expected().require(account.version()))
                .flatMap(account -> accounts.update(changed(account, command), null))
                .as(transaction::transactional)
                .doOnNext(account -> credentials.forgetAccount(account.id())));
    }

    private Account changed(Account current, Command command) {
        Account next = current.next(clock.instant());
        return new Account(
                next.id(),
                next.username(),
                Objects.requireNonNullElse(command.name(), next.name()),
                next.slug(),
                textOrNone(command.bio(), next.bio()),
                textOrNone(command.picture(), next.picture()),
                next.roles(),
                next.email(),
                next.active(),
                next.version(),
                next.createdAt(),
                next.updatedAt());
    }

    private static @Nullable String textOrNone(@Nullable String changed, @Nullable String current) {
        if (changed == null) {
            return current;
        }
        return Shown.isBlank(changed) ? null : changed.strip();
    }
}
