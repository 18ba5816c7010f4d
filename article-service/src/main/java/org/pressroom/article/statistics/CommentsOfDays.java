package org.pressroom.article.statistics;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** By how much the comments that readers see become more each day. Needs a transaction around it. */
@Component
public class CommentsOfDays {

    private final ViewRepository views;
    private final Clock clock;

    CommentsOfDays(ViewRepository views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    /**
     * Keeps an article from being deleted until the transaction ends; false where there is none. It comes before any lock on
     * what belongs to the article, as who deletes one takes them.
     */
    public Mono<Boolean> lock(UUID articleId) {
        return views.lockKnown(Set.of(articleId)).map(known -> !known.isEmpty());
    }

    /** So many more today, or fewer, of an article that is locked. */
    public Mono<Void> add(UUID articleId, long more) {
        return more == 0 ? Mono.empty() : views.addComments(articleId, ViewCounts.day(clock.instant()), more);
    }
}
