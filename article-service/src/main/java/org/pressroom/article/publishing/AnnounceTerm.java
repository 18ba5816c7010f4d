package org.pressroom.article.publishing;

import java.util.List;
import java.util.UUID;
import org.pressroom.article.taxonomy.TermKind;
import org.pressroom.article.taxonomy.TermRepository;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.jobs.Job;
import reactor.core.publisher.Mono;

/**
 * Tells anew of all articles with a category or a tag that is called or found otherwise now: a few in each step, since there
 * may be hundreds of thousands. Then the drafts, which have its name as their writers gave it, get the new one.
 */
final class AnnounceTerm implements Job {

    private static final int AT_ONCE = 200;

    /** Sorts behind every id that is given out: from here on it is about the drafts. */
    private static final UUID ARTICLES_DONE = new UUID(-1, -1);

    private final TermKind kind;
    private final TermRepository terms;
    private final ArticleTermRepository articles;
    private final ArticleRepository published;
    private final DraftRepository drafts;
    private final ArticleEvents events;

    AnnounceTerm(
            TermKind kind,
            TermRepository terms,
            ArticleTermRepository articles,
            ArticleRepository published,
            DraftRepository drafts,
            ArticleEvents events) {
        this.kind = kind;
        this.terms = terms;
        this.articles = articles;
        this.published = published;
        this.drafts = drafts;
        this.events = events;
    }

    @Override
    public String kind() {
        return kind.announcing();
    }

    @Override
    public Mono<Progress> step(State state) {
        UUID term = state.subject();
        return ARTICLES_DONE.equals(state.after()) ? renameInDrafts(term) : announce(term, state.afterOrFirst());
    }

    private Mono<Progress> announce(UUID term, UUID after) {
        return articles.renew(kind, term, after, AT_ONCE)
                .delayUntil(range -> range.renewed().isEmpty()
                        ? Mono.empty()
                        : events.appendRevised(published.find(range.renewed())))
                .map(range -> new Progress.Reached(range.last() == null ? ARTICLES_DONE : range.last()));
    }

    /** What somebody has in hand just now keeps the former name, which means the same. */
    private Mono<Progress> renameInDrafts(UUID term) {
        return terms.name(kind, term)
                .zipWhen(name -> terms.formerNames(kind, term))
                .flatMap(names -> rename(names.getT2(), names.getT1()))
                .filter(renamed -> renamed > 0)
                .<Progress>map(renamed -> new Progress.Reached(ARTICLES_DONE))
                .defaultIfEmpty(new Progress.Done());
    }

    private Mono<Long> rename(List<String> former, String name) {
        if (former.isEmpty()) {
            return Mono.empty();
        }
        return kind == TermKind.CATEGORY
                ? drafts.renameCategory(former, name, AT_ONCE)
                : drafts.renameTag(former, name, AT_ONCE);
    }
}
