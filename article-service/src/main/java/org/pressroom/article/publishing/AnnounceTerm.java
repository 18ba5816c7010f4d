package org.pressroom.article.publishing;

import java.util.UUID;
import org.pressroom.article.taxonomy.TermKind;
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
    private final ArticleTermRepository articles;
    private final ArticleRepository published;
    private final DraftTerms drafts;
    private final ArticleEvents events;

    AnnounceTerm(
            TermKind kind,
            ArticleTermRepository articles,
            ArticleRepository published,
            DraftTerms drafts,
            ArticleEvents events) {
        this.kind = kind;
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

    private Mono<Progress> renameInDrafts(UUID term) {
        return drafts.rename(kind, term, AT_ONCE)
                .map(renamed -> renamed > 0 ? new Progress.Reached(ARTICLES_DONE) : new Progress.Done());
    }
}
