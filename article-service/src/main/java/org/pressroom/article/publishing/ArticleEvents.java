package org.pressroom.article.publishing;

import java.util.List;
import java.util.UUID;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.outbox.OutboxEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What others hear of articles. All of it belongs into the transaction that wrote what it tells, after that. */
@Component
class ArticleEvents {

    private final Outbox outbox;

    ArticleEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Publishes changes, of different articles. */
    Mono<Void> append(List<ArticleChange> changes) {
        return outbox.append(changes.stream().map(ArticleEvents::event).toList());
    }

    /** Publishes a revision of each, once all of them were read. */
    Mono<Void> appendRevised(Flux<PublishedArticle> articles) {
        return articles.map(ArticleChange::revised).collectList().flatMap(this::append);
    }

    /** Lets the topic forget an article, after its last change. */
    Mono<Void> appendTombstone(UUID articleId) {
        return outbox.appendTombstone(EventType.ARTICLE_REMOVED, articleId);
    }

    private static OutboxEvent event(ArticleChange change) {
        UUID id = change.article().articleId();
        return new OutboxEvent(change.event(), id, id, change.publicState());
    }
}
