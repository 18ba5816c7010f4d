package org.pressroom.article.taxonomy;

import org.pressroom.common.jobs.Jobs;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Merges a category or a tag into another of its kind: its names and addresses are that one's at once, and its articles a few
 * at a time.
 */
@Component
class MergeTerm {

    private final TermRepository terms;
    private final EndedTermRepository ended;
    private final CategoryTree tree;
    private final TermEvents events;
    private final Jobs jobs;
    private final TransactionalOperator transactions;

    MergeTerm(
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

    /** @param into the slug of the one that it is to be merged into */
    record Command(TermKind kind, String slug, String into) {}

    /**
     * Answers what it is merged into, which may have been done before. Invalid where that is no other one, lies beneath it, or
     * would have categories too deep beneath it.
     */
    Mono<Result<TermDetails>> execute(Command command) {
        TermKind kind = command.kind();
        return Result.of(tree.lock(kind)
                .then(ended.lockNames(kind))
                .then(Mono.defer(() -> terms.find(kind, command.slug())))
                .flatMap(term -> target(kind, command.into()).flatMap(into -> merge(kind, term, into)))
                .switchIfEmpty(Mono.defer(() -> merged(kind, command)))
                .as(transactions::transactional));
    }

    private Mono<TermDetails> target(TermKind kind, String slug) {
        return terms.find(kind, slug).switchIfEmpty(Mono.defer(() -> terms.findFormer(kind, slug)
                .map(TermDetails::slug)
                .map(now -> "leads on to " + now + " by now")
                .defaultIfEmpty("is no " + kind.table())
                .flatMap(why -> Mono.error(RefusedException.invalid("into", why)))));
    }

    /** What leads there already is nothing to be merged any more. */
    private Mono<TermDetails> merged(TermKind kind, Command command) {
        return terms.findFormer(kind, command.slug())
                .filterWhen(now ->
                        target(kind, command.into()).map(into -> into.id().equals(now.id())))
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound(kind.unknown())));
    }

    private Mono<TermDetails> merge(TermKind kind, TermDetails term, TermDetails into) {
        if (term.id().equals(into.id())) {
            return Mono.error(RefusedException.invalid("into", "must be another " + kind.table()));
        }
        return requirePossible(kind, term, into)
                .then(ended.lock(kind, term.id(), into.id()))
                .then(Mono.defer(() -> moveChildren(kind, term, into)))
                .then(Mono.defer(() -> ended.merge(kind, term, into.id())))
                .then(Mono.defer(() -> events.removed(kind, term)))
                .then(Mono.defer(() -> terms.find(kind, into.id())))
                .delayUntil(merged -> events.changed(kind, merged))
                .delayUntil(merged -> jobs.begin(kind.emptying(), term.id()));
    }

    private Mono<Void> requirePossible(TermKind kind, TermDetails term, TermDetails into) {
        return kind == TermKind.CATEGORY ? tree.requireMergeable(term.id(), into.id()) : Mono.empty();
    }

    private Mono<Void> moveChildren(TermKind kind, TermDetails term, TermDetails into) {
        return kind == TermKind.CATEGORY ? ended.moveChildren(term.id(), into.id()) : Mono.empty();
    }
}
