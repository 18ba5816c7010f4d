package org.pressroom.article.publishing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pressroom.article.taxonomy.EndedTerm;
import org.pressroom.article.taxonomy.EndedTermRepository;
import org.pressroom.article.taxonomy.TermKind;
import org.pressroom.article.taxonomy.TermRepository;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.jobs.Job;
import reactor.core.publisher.Mono;

/**
 * Takes all articles out of a category or a tag that was merged into another or deleted: first the drafts, so that who
 * publishes one does not name it any more, then what readers see, a few in each step. Then it goes. An older version of this
 * program beside this one may put an article into it until then: that is found at the end, and all is gone through again.
 */
final class EmptyTerm implements Job {

    private static final int AT_ONCE = 200;

    /** Sorts before every id that is given out. */
    private static final UUID FIRST = new UUID(0, 0);

    private final TermKind kind;
    private final EndedTermRepository ended;
    private final TermRepository terms;
    private final ArticleTermRepository articles;
    private final ArticleRepository published;
    private final DraftRepository drafts;
    private final DraftTerms draftTerms;
    private final ArticleEvents events;

    EmptyTerm(
            TermKind kind,
            EndedTermRepository ended,
            TermRepository terms,
            ArticleTermRepository articles,
            ArticleRepository published,
            DraftRepository drafts,
            DraftTerms draftTerms,
            ArticleEvents events) {
        this.kind = kind;
        this.ended = ended;
        this.terms = terms;
        this.articles = articles;
        this.published = published;
        this.drafts = drafts;
        this.draftTerms = draftTerms;
        this.events = events;
    }

    @Override
    public String kind() {
        return kind.emptying();
    }

    @Override
    public Mono<Progress> step(State state) {
        UUID after = state.afterOrFirst();
        return ended.find(kind, state.subject())
                .flatMap(term -> drafts(term)
                        .filter(changed -> changed > 0)
                        .<Progress>map(changed -> new Progress.Reached(after))
                        .switchIfEmpty(Mono.defer(() -> articles(term.id(), after))))
                .defaultIfEmpty(new Progress.Done());
    }

    private Mono<Long> drafts(EndedTerm term) {
        UUID into = term.into();
        return into == null ? takeFromDrafts(term.id()) : draftTerms.rename(kind, into, AT_ONCE);
    }

    /** Of what readers see as it is, the next version is what they see. */
    private Mono<Long> takeFromDrafts(UUID term) {
        return ended.names(kind, term)
                .flatMap(names -> kind == TermKind.CATEGORY
                        ? drafts.takeCategory(names, AT_ONCE)
                        : drafts.takeTag(names, AT_ONCE))
                .delayUntil(published::follow)
                .map(versions -> (long) versions.size());
    }

    private Mono<Progress> articles(UUID term, UUID after) {
        return articles.lockNext(kind, term, after, AT_ONCE)
                .flatMap(ids -> ids.isEmpty()
                        ? end(term)
                        : move(ids, term).thenReturn(new Progress.Reached(ids.get(ids.size() - 1))));
    }

    /** What it is merged into is read behind the articles' locks, as by who publishes, and stays that until all is written. */
    private Mono<Void> move(List<UUID> ids, UUID id) {
        return ended.holdNames(kind)
                .then(Mono.defer(() -> ended.find(kind, id)))
                .flatMap(term -> articles.move(kind, ids, term)
                        .delayUntil(moved -> events.appendRevised(published.find(moved.shown())))
                        .flatMap(moved -> terms.count(kind, counts(term, moved))));
    }

    private static Map<UUID, Integer> counts(EndedTerm term, ArticleTermRepository.Moved moved) {
        Map<UUID, Integer> changes = new HashMap<>();
        UUID into = term.into();
        if (moved.lost() > 0) {
            changes.put(term.id(), -moved.lost());
        }
        if (into != null && moved.gained() > 0) {
            changes.put(into, moved.gained());
        }
        return changes;
    }

    private Mono<Progress> end(UUID term) {
        return ended.lock(kind, term)
                .then(Mono.defer(() -> articles.hasAny(kind, term)))
                .flatMap(left -> left
                        ? Mono.just(new Progress.Reached(FIRST))
                        : ended.remove(kind, term).thenReturn(new Progress.Done()));
    }
}
