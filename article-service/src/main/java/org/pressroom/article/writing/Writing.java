package org.pressroom.article.writing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.pressroom.article.bylines.Authors;
import org.pressroom.common.http.ETags;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.security.Caller;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Starting drafts and rewriting them. Readers see nothing of it. */
@Component
class Writing {

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

    /** Starts a draft of the caller's own. Needs a transaction around it. */
    Mono<Draft> start(Caller caller, Manuscript manuscript) {
        UUID author = caller.requireAccount();
        UUID id = Ids.next();
        return authors.meet(author, caller.slug(), caller.name())
                .then(slugs.assign(id, manuscript.slug(), manuscript.title()))
                .flatMap(slug -> drafts.insert(id, author, manuscript, slug, now()))
                .then(drafts.find(id));
    }

    /** Rewrites a draft; what readers see stays until it is published again. */
    Mono<Draft> rewrite(UUID id, Caller caller, ServerHttpRequest request, Manuscript manuscript) {
        return drafts.lock(id)
                .doOnNext(draft -> Desk.requireAccess(caller, draft.authorId()))
                .doOnNext(draft -> ETags.requireMatch(request, draft.etag()))
                .flatMap(draft -> slugFor(draft, manuscript))
                .flatMap(slug -> drafts.update(id, manuscript, slug, now()))
                .then(drafts.find(id))
                .as(transactions::transactional);
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
