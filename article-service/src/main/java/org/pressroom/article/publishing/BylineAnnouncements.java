package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.pressroom.article.bylines.Author;
import org.pressroom.article.bylines.Authors;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.outbox.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Tells others of the articles of a writer whose name changed: a few in each transaction, since there may be thousands.
 */
@Component
class BylineAnnouncements {

    private static final int AT_ONCE = 100;

    private static final Duration REST = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(BylineAnnouncements.class);

    private final SetAside<UUID> aside = new SetAside<>(Clock.systemUTC(), REST);
    private final Authors authors;
    private final Articles articles;
    private final Outbox outbox;
    private final TransactionalOperator transactions;

    BylineAnnouncements(Authors authors, Articles articles, Outbox outbox, TransactionalOperator transactions) {
        this.authors = authors;
        this.articles = articles;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** Tells of some articles, and whether there may be more. */
    Mono<Boolean> tellDue() {
        return aside.step(LOG, "Telling the changed name of", (resting, at) -> authors.lockNextDue(resting)
                .doOnNext(author -> at.accept(author.accountId()))
                .flatMap(author -> articles.renewBylines(author, AT_ONCE)
                        .collectList()
                        .flatMap(renewed -> renewed.isEmpty()
                                ? settle(author)
                                : tell(renewed).doOnSuccess(told -> aside.worked(author.accountId())))
                        .thenReturn(true))
                .defaultIfEmpty(false)
                .as(transactions::transactional));
    }

    /** Others may be changing the rest just now: then they stay due, and other authors have their turn. */
    private Mono<Void> settle(Author author) {
        return articles.hasOldByline(author).flatMap(left -> {
            if (left) {
                aside.failed(author.accountId());
                return Mono.empty();
            }
            aside.worked(author.accountId());
            return authors.settle(author);
        });
    }

    private Mono<Void> tell(List<UUID> renewed) {
        return articles.find(renewed)
                .collectList()
                .flatMapIterable(showings -> showings)
                .map(Change::revised)
                .concatMap(change -> outbox.append(
                        change.event(),
                        change.showing().articleId(),
                        change.showing().articleId(),
                        change.state()))
                .then();
    }
}
