package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.pressroom.article.authors.Author;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.common.background.SetAside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Publishes anew the articles of a writer whose name changed: a few in each transaction, since there may be thousands.
 */
@Component
class BylineAnnouncements {

    private static final int AT_ONCE = 100;

    private static final Duration REST = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(BylineAnnouncements.class);

    private final SetAside<UUID> aside;
    private final AuthorRepository authors;
    private final ArticleRepository articles;
    private final ArticleEvents events;
    private final TransactionalOperator transactions;

    BylineAnnouncements(
            AuthorRepository authors,
            ArticleRepository articles,
            ArticleEvents events,
            TransactionalOperator transactions,
            Clock clock) {
        this.authors = authors;
        this.articles = articles;
        this.events = events;
        this.transactions = transactions;
        this.aside = new SetAside<>(clock, REST);
    }

    /** Publishes some of them; whether there may be more. */
    Mono<Boolean> publishDue() {
        return aside.step(LOG, "Publishing the changed name of", (resting, at) -> authors.lockNextDue(resting)
                .doOnNext(author -> at.accept(author.accountId()))
                .flatMap(author -> articles.renewBylines(author, AT_ONCE)
                        .collectList()
                        .flatMap(renewed -> renewed.isEmpty()
                                ? settle(author)
                                : events.appendRevised(articles.find(renewed))
                                        .doOnSuccess(published -> aside.worked(author.accountId())))
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
}
