package org.pressroom.article.statistics;

import java.util.List;
import org.pressroom.common.events.ArticlesViewed;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts views that a gateway has noted. Needs a transaction around it, in which it is noted that they are counted. Views of
 * what is no article, which anybody may claim, are passed over.
 */
@Component
class CountViews {

    private final ViewRepository views;

    CountViews(ViewRepository views) {
        this.views = views;
    }

    Mono<Void> execute(List<ArticlesViewed> moments) {
        ViewCounts claimed = ViewCounts.of(moments);
        return views.lockKnown(claimed.articles())
                .map(claimed::among)
                .filter(counts -> !counts.hours().isEmpty())
                .flatMap(views::add);
    }
}
