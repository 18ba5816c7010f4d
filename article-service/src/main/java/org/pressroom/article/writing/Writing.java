package org.pressroom.article.writing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.pressroom.article.bylines.Authors;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Starting drafts and rewriting them, each in a transaction, or in that of the caller. Readers see nothing of it. */
@Component
public class Writing {

    private final Drafts drafts;
    private final SlugRegister slugs;
    private final Authors authors;
    private final TransactionalOperator transactions;
    private final Clock clock;

    Writing(Drafts drafts, SlugRegister slugs, Authors authors, TransactionalOperator transactions, Clock clock) {
        this.drafts = drafts;
        this.slugs = slugs;
        this.authors = authors;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Mono<Result<Draft>> start(StartDraft start) {
        Actor.Account author = start.author();
        Manuscript manuscript = start.manuscript();
        UUID id = Ids.next();
        return Result.of(authors.meet(author.id(), author.slug(), author.name())
                .then(slugs.assign(id, manuscript.slug(), manuscript.title()))
                .flatMap(slug -> drafts.insert(id, author.id(), manuscript, slug, now()))
                .then(drafts.find(id))
                .as(transactions::transactional));
    }

    public Mono<Result<Draft>> revise(ReviseDraft revise) {
        UUID id = revise.id();
        Manuscript manuscript = revise.manuscript();
        return Result.of(drafts.claim(id, revise.actor(), revise.expected())
                .flatMap(draft -> slugFor(draft, manuscript))
                .flatMap(slug -> drafts.update(id, manuscript, slug, now()))
                .then(drafts.find(id))
                .as(transactions::transactional));
    }

    /** Once readers know the article, a new title alone changes its address no more. */
    private Mono<String> slugFor(Draft draft, Manuscript manuscript) {
        boolean keeps = manuscript.slug() == null && draft.status() != Status.DRAFT;
        return slugs.assign(draft.id(), keeps ? draft.slug() : manuscript.slug(), manuscript.title());
    }

    /** To the microsecond, as PostgreSQL keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
