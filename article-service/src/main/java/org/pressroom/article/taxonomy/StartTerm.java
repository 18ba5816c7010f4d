package org.pressroom.article.taxonomy;

import org.pressroom.common.ids.Ids;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Makes a category or a tag before an article has it. */
@Component
class StartTerm {

    private final TermRepository terms;
    private final CategoryTree tree;
    private final TermChanges changes;
    private final TransactionalOperator transactions;

    StartTerm(TermRepository terms, CategoryTree tree, TermChanges changes, TransactionalOperator transactions) {
        this.terms = terms;
        this.tree = tree;
        this.changes = changes;
        this.transactions = transactions;
    }

    /** @param content with a name */
    record Command(TermKind kind, String name, TermChange content) {}

    /** A conflict where there is one of that name, or with that address. A name that another had before is its own now. */
    Mono<Result<TermDetails>> execute(Command command) {
        TermKind kind = command.kind();
        TermName name = TermName.of(command.name());
        if (name.key().isEmpty()) {
            return Result.of(Mono.error(RefusedException.invalid("name", "must not be blank")));
        }
        return Result.of(lock(command.content())
                .then(terms.isName(kind, name))
                .flatMap(taken -> taken
                        ? Mono.error(RefusedException.conflict("There is another of this name."))
                        : start(kind, name, command.content()))
                .as(transactions::transactional)
                .onErrorMap(DuplicateKeyException.class, TermRepository::taken));
    }

    private Mono<Void> lock(TermChange content) {
        String parent = content.parent();
        return parent == null ? Mono.empty() : tree.lockBeneath(parent);
    }

    private Mono<TermDetails> start(TermKind kind, TermName name, TermChange content) {
        return terms.takeFormerName(kind, name)
                .then(Mono.defer(() -> terms.start(kind, Ids.next(), name, content.slug())))
                .switchIfEmpty(Mono.error(() -> RefusedException.conflict("This address is or was another's.")))
                .flatMap(started -> changes.complete(kind, started, content));
    }
}
