package org.pressroom.article.publishing;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Takes comments of articles no more whose time for them is over, and says so. Any number of processes share that: each takes
 * what no other has in hand, and an article is closed in the transaction that tells of it.
 */
@Component
class CloseComments {

    private static final int AT_ONCE = 100;

    private final ArticleRepository articles;
    private final ArticleEvents events;
    private final TransactionalOperator transactions;
    private final Clock clock;

    CloseComments(ArticleRepository articles, ArticleEvents events, TransactionalOperator transactions, Clock clock) {
        this.articles = articles;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Closes some of them; whether there may be more. */
    Mono<Boolean> step() {
        return Mono.defer(() -> articles.closeComments(clock.instant(), AT_ONCE)
                .collectList()
                .flatMap(closed -> (closed.isEmpty() ? Mono.<Void>empty() : events.appendRevised(articles.find(closed)))
                        .thenReturn(closed.size() == AT_ONCE))
                .as(transactions::transactional));
    }
}
