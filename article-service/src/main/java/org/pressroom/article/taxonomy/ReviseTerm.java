package org.pressroom.article.taxonomy;

import org.pressroom.common.jobs.Jobs;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes what a category or a tag is called, where it is found, what is said of it, and which place it has. */
@Component
class ReviseTerm {

    private final TermRepository terms;
    private final CategoryTree tree;
    private final TermChanges changes;
    private final Jobs jobs;
    private final TransactionalOperator transactions;

    ReviseTerm(
            TermRepository terms,
            CategoryTree tree,
            TermChanges changes,
            Jobs jobs,
            TransactionalOperator transactions) {
        this.terms = terms;
        this.tree = tree;
        this.changes = changes;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    record Command(TermKind kind, String slug, TermChange change) {}

    /**
     * Changes nothing where all of it is as it is. A conflict where another has the name, or has or had the address; invalid
     * where it cannot lie there.
     */
    Mono<Result<TermDetails>> execute(Command command) {
        return Result.of(lock(command)
                .switchIfEmpty(Mono.error(
                        () -> RefusedException.notFound(command.kind().unknown())))
                .flatMap(term -> changes.revise(command.kind(), term, command.change()))
                .as(transactions::transactional)
                .onErrorMap(DuplicateKeyException.class, TermRepository::taken));
    }

    private Mono<TermDetails> lock(Command command) {
        TermChange change = command.change();
        Mono<TermDetails> term = terms.lock(command.kind(), command.slug());
        return holdAnnouncement(command)
                .then(
                        change.moves()
                                ? tree.lock(command.slug(), change.parent()).then(term)
                                : term);
    }

    /** Whose step waits for articles, which may be locked by who waits for the term. */
    private Mono<Void> holdAnnouncement(Command command) {
        TermKind kind = command.kind();
        return command.change().renames()
                ? terms.find(kind, command.slug()).flatMap(term -> jobs.hold(kind.announcing(), term.id()))
                : Mono.empty();
    }
}
