package org.pressroom.article.redirects;

import java.util.List;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.RedirectState;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.outbox.OutboxEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What others hear of redirects. All of it belongs into the transaction that wrote what it tells, after that. */
@Component
class RedirectEvents {

    private final Outbox outbox;

    RedirectEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    Mono<Void> added(Redirect redirect) {
        return outbox.append(List.of(event(EventType.REDIRECT_ADDED, redirect)));
    }

    /** Lets the topic forget it, too. */
    Mono<Void> removed(Redirect redirect) {
        return outbox.append(List.of(event(EventType.REDIRECT_REMOVED, redirect)))
                .then(outbox.appendTombstone(EventType.REDIRECT_REMOVED, redirect.id()));
    }

    private static OutboxEvent event(EventType type, Redirect redirect) {
        RedirectTarget target = redirect.target();
        return new OutboxEvent(
                type,
                redirect.id(),
                redirect.id(),
                new RedirectState(
                        redirect.id(), redirect.source(), target == null ? null : target.text(), redirect.status()));
    }
}
