package org.pressroom.gateway.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Slug;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Makes an account. */
@Component
final class CreateAccount {

    /** The slug of who has no letter or digit in name and username. */
    private static final String NAMELESS = "author";

    private final AccountRepository accounts;
    private final TransactionalOperator transaction;
    private final Clock clock;

    CreateAccount(AccountRepository accounts, TransactionalOperator transaction, Clock clock) {
        this.accounts = accounts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What it is made of.
     *
     * @param slug null for one like its name
     * @param email null for none
     * @param passwordHash made before: hashing is slow, and never to be waited for inside a transaction
     */
    record Command(
            String username,
            String name,
            @Nullable String slug,
            Set<Role> roles,
            @Nullable String email,
            String passwordHash) {}

    /** Opens a transaction, or joins that of the caller. A conflict where the username or slug is taken. */
    Mono<Result<Account>> execute(Command command) {
        Mono<String> slug = command.slug() == null
                ? accounts.free(Slug.derive(command.name(), Slug.derive(command.username(), NAMELESS)))
                : Mono.just(command.slug());
        return Result.of(slug.flatMap(free -> accounts.insert(made(command, free), command.passwordHash()))
                .as(transaction::transactional));
    }

    private Account made(Command command, String slug) {
        Instant now = clock.instant();
        return new Account(
                Ids.next(),
                command.username(),
                command.name(),
                slug,
                null,
                null,
                command.roles(),
                command.email(),
                true,
                1,
                now,
                now);
    }
}
