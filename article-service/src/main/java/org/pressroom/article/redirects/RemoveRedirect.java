package org.pressroom.article.redirects;

import java.util.UUID;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets an address lead on no more. */
@Component
class RemoveRedirect {

    private final RedirectRepository redirects;
    private final RedirectEvents events;
    private final TransactionalOperator transactions;

    RemoveRedirect(RedirectRepository redirects, RedirectEvents events, TransactionalOperator transactions) {
        this.redirects = redirects;
        this.events = events;
        this.transactions = transactions;
    }

    record Command(UUID id) {}

    /** Answers what it was. */
    Mono<Result<Redirect>> execute(Command command) {
        return Result.of(redirects
                .delete(command.id())
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such redirect.")))
                .delayUntil(events::removed)
                .as(transactions::transactional));
    }
}
