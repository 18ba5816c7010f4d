package org.pressroom.article.searching;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.pressroom.article.searching.SearchIndexRepository.Due;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes what was published into the index, and what is public no more out of it. Any number of processes share that: each
 * takes some in hand for a while, and what two of them did at once is right all the same, since the later version stays.
 */
@Component
class IndexArticles {

    /** Few, since each may be a megabyte. */
    private static final int AT_A_TIME = 10;

    /** Longer than all of them take; a process that dies meanwhile delays them by that. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final SearchIndexRepository index;
    private final SearchThreads threads;
    private final Clock clock;

    IndexArticles(SearchIndexRepository index, SearchThreads threads, Clock clock) {
        this.index = index;
        this.threads = threads;
        this.clock = clock;
    }

    /** Takes in some of what is due; whether there may be more. */
    Mono<Boolean> step() {
        return Mono.defer(() -> index.claim(clock.instant(), AT_A_TIME, LEASE).collectList())
                .flatMap(due -> due.isEmpty() ? Mono.just(false) : takeIn(due).thenReturn(due.size() == AT_A_TIME));
    }

    private Mono<Void> takeIn(List<Due> due) {
        Set<UUID> articles = due.stream().map(Due::articleId).collect(Collectors.toSet());
        return index.read(articles)
                .collectList()
                .flatMap(found -> threads.run(() -> documents(found)))
                .flatMap(documents -> index.write(due, documents));
    }

    private static Map<IndexedArticle, SearchDocument> documents(List<IndexedArticle> articles) {
        Map<IndexedArticle, SearchDocument> documents = new LinkedHashMap<>();
        articles.forEach(article -> documents.put(article, SearchDocument.of(article)));
        return documents;
    }
}
