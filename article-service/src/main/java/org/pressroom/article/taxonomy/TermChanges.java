package org.pressroom.article.taxonomy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.jobs.Jobs;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Changes terms, which the transaction around it has locked with those whose place may change, and tells others. What a
 * term was called before, and where it was found, means the same from then on.
 */
@Component
class TermChanges {

    private final TermRepository terms;
    private final CategoryTree tree;
    private final TermEvents events;
    private final Jobs jobs;

    TermChanges(TermRepository terms, CategoryTree tree, TermEvents events, Jobs jobs) {
        this.terms = terms;
        this.tree = tree;
        this.events = events;
        this.jobs = jobs;
    }

    /** Changes one that is there, and lets its articles be told anew where they show what was changed. */
    Mono<TermDetails> revise(TermKind kind, TermDetails term, TermChange change) {
        return changed(kind, term, change).flatMap(changed -> {
            boolean shown = !changed.name().name().equals(term.name().name())
                    || !changed.slug().equals(term.slug());
            return changed.equals(term) && change.position() == null
                    ? Mono.just(term)
                    : save(kind, changed.next(), change)
                            .delayUntil(saved -> shown ? announceArticles(kind, saved) : Mono.empty());
        });
    }

    /** Changes one that was just made, of which nobody knows yet. */
    Mono<TermDetails> complete(TermKind kind, TermDetails term, TermChange change) {
        return changed(kind, term, change).flatMap(changed -> save(kind, changed, change));
    }

    private Mono<TermDetails> save(TermKind kind, TermDetails term, TermChange change) {
        return terms.update(kind, term)
                .then(Mono.defer(() -> place(kind, term, change)))
                .then(Mono.defer(() -> events.changed(kind, term)))
                .thenReturn(term);
    }

    /** From the beginning, where it was under way: what is told already is told with what is of yesterday. */
    private Mono<Void> announceArticles(TermKind kind, TermDetails term) {
        return jobs.cancel(kind.announcing(), term.id()).then(jobs.begin(kind.announcing(), term.id()));
    }

    private Mono<TermDetails> changed(TermKind kind, TermDetails term, TermChange change) {
        return Mono.just(described(term, change))
                .flatMap(described -> named(kind, described, change.name()))
                .flatMap(named -> addressed(kind, named, change.slug()))
                .flatMap(addressed -> beneath(addressed, change.parent()));
    }

    private static TermDetails described(TermDetails term, TermChange change) {
        String description = change.description() == null ? term.description() : nothing(change.description());
        Cover old = term.picture();
        String url = change.picture() == null ? (old == null ? null : old.url()) : nothing(change.picture());
        String alt = change.pictureAlt() == null ? (old == null ? null : old.alt()) : nothing(change.pictureAlt());
        return term.described(description, url == null ? null : new Cover(url, alt));
    }

    private static @Nullable String nothing(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private Mono<TermDetails> named(TermKind kind, TermDetails term, @Nullable String text) {
        if (text == null) {
            return Mono.just(term);
        }
        TermName name = TermName.of(text);
        if (name.key().isEmpty()) {
            return Mono.error(RefusedException.invalid("name", "must not be blank"));
        }
        if (name.key().equals(term.name().key())) {
            return Mono.just(term.named(name));
        }
        return terms.isName(kind, name)
                .flatMap(taken -> taken
                        ? Mono.error(RefusedException.conflict("There is another of this name."))
                        : terms.formerName(kind, term.id(), term.name(), name).thenReturn(term.named(name)));
    }

    /** An address that was another's leads there for ever. */
    private Mono<TermDetails> addressed(TermKind kind, TermDetails term, @Nullable String slug) {
        if (slug == null || slug.equals(term.slug())) {
            return Mono.just(term);
        }
        return terms.isSlugOfOther(kind, slug, term.id())
                .flatMap(taken -> taken
                        ? Mono.error(RefusedException.conflict("This address is or was another's."))
                        : terms.formerSlug(kind, term.id(), term.slug(), slug).thenReturn(term.at(slug)));
    }

    private Mono<TermDetails> beneath(TermDetails term, @Nullable String parent) {
        if (parent == null) {
            return Mono.just(term);
        }
        if (parent.isEmpty()) {
            return Mono.just(term.beneath(null));
        }
        return terms.find(TermKind.CATEGORY, parent)
                .switchIfEmpty(Mono.error(() -> RefusedException.invalid("parent", "is no category")))
                .flatMap(found -> Objects.equals(found.id(), term.parentId())
                        ? Mono.just(term)
                        : tree.requirePossible(term.id(), found.id()).thenReturn(term.beneath(found.id())));
    }

    /** Where it is said; else what is moved comes last. */
    private Mono<Void> place(TermKind kind, TermDetails term, TermChange change) {
        if (kind != TermKind.CATEGORY || !change.moves()) {
            return Mono.empty();
        }
        Integer position = change.position();
        return tree.place(term.id(), term.parentId(), position == null ? Integer.MAX_VALUE : position);
    }
}
