package org.pressroom.comment.articles;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.pressroom.comment.store.ThreadRepository;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.pressroom.common.jobs.Jobs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows what becomes of articles. */
@Configuration(proxyBeanMethods = false)
class ArticleEventHandlers {

    private final ArticleRepository articles;
    private final ThreadRepository threads;
    private final Jobs jobs;

    ArticleEventHandlers(ArticleRepository articles, ThreadRepository threads, Jobs jobs) {
        this.articles = articles;
        this.threads = threads;
        this.jobs = jobs;
    }

    @Bean
    static EventConsumer articleConsumer(EventConsumers consumers, ArticleEventHandlers handlers) {
        return consumers
                .group("comment-articles")
                .on(EventType.ARTICLE_PUBLISHED, ArticleState.class, handlers::project)
                .on(EventType.ARTICLE_REVISED, ArticleState.class, handlers::project)
                .on(EventType.ARTICLE_UNPUBLISHED, ArticleState.class, handlers::project)
                .on(EventType.ARTICLE_REMOVED, ArticleState.class, handlers::project)
                .together(handlers::project)
                .build();
    }

    private Mono<Void> project(ReceivedEvent event, ArticleState state) {
        return project(List.of(event));
    }

    private Mono<Void> project(List<ReceivedEvent> events) {
        List<ArticleState> states = newest(events);
        return articles.project(states)
                .then(threads.ensure(
                        states.stream().map(ArticleState::articleId).toList()))
                .thenMany(Flux.fromIterable(states))
                .filter(state -> state.status().equals(ArticleState.REMOVED))
                // Nobody can read these comments any more, nor take them back: who wrote them is forgotten, bit by bit.
                .concatMap(removed -> jobs.begin(AnonymiseCommenters.KIND, removed.articleId()))
                .then();
    }

    /** Of each article, in the order of their ids: so its rows are locked by whoever does this at the same time. */
    private static List<ArticleState> newest(List<ReceivedEvent> events) {
        Map<UUID, ArticleState> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            ArticleState state = event.data(ArticleState.class);
            newest.merge(state.articleId(), state, (one, other) -> one.version() > other.version() ? one : other);
        }
        return List.copyOf(newest.values());
    }
}
