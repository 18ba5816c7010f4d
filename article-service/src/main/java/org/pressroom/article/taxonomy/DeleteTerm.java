package org.pressroom.article.taxonomy;

import org.pressroom.common.jobs.Jobs;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Deletes a category or a tag: nobody finds it any more, and its articles and drafts lose it a few at a time. What lies beneath
 * a category comes to lie where it did.
 */
@Component
class DeleteTerm {

    private final TermRepository terms;
    private final EndedTermRepository ended;
    private final CategoryTree tree;
    private final TermEvents events;
    private final Jobs jobs;
    private final TransactionalOperator transactions;

    DeleteTerm(
            TermRepository terms,
            EndedTermRepository ended,
            CategoryTree tree,
            TermEvents events,
            Jobs jobs,
            TransactionalOperator transactions) {
        this.terms = terms;
        this.ended = ended;
        this.tree = tree;
        this.events = events;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    record Command(TermKind kind, String slug) {}

    /** Answers what it was. */
    Mono<Result<TermDetails>> execute(Command command) {
        TermKind kind = command.kind();
        return Result.of(tree.lock(kind)
                .then(ended.lockNames(kind))
                .then(Mono.defer(() -> terms.find(kind, command.slug())))
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound(kind.unknown())))
                .delayUntil(term -> ended.lock(kind, term.id(), null))
                .delayUntil(term ->
                        kind == TermKind.CATEGORY ? ended.moveChildren(term.id(), term.parentId()) : Mono.empty())
                .delayUntil(term -> ended.delete(kind, term.id()))
                .delayUntil(term -> events.removed(kind, term))
                .delayUntil(term -> jobs.begin(kind.emptying(), term.id()))
                .as(transactions::transactional));
    }
}
