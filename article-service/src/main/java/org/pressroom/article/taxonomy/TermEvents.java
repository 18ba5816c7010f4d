package org.pressroom.article.taxonomy;

import java.util.List;
import java.util.Locale;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.TermState;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.outbox.OutboxEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What others hear of categories and tags. All of it belongs into the transaction that wrote what it tells, after that. */
@Component
class TermEvents {

    private final TermRepository terms;
    private final Outbox outbox;

    TermEvents(TermRepository terms, Outbox outbox) {
        this.terms = terms;
        this.outbox = outbox;
    }

    /** Tells how a term is now. */
    Mono<Void> changed(TermKind kind, TermDetails term) {
        return terms.formerSlugs(kind, term.id())
                .flatMap(former -> outbox.append(List.of(event(EventType.TERM_CHANGED, kind, term, former))));
    }

    /**
     * Tells that a term is no more, and lets the topic forget it.
     *
     * @param term as it was last
     */
    Mono<Void> removed(TermKind kind, TermDetails term) {
        return outbox.append(List.of(event(EventType.TERM_REMOVED, kind, term.next(), List.of())))
                .then(outbox.appendTombstone(EventType.TERM_REMOVED, term.id()));
    }

    private static OutboxEvent event(EventType type, TermKind kind, TermDetails term, List<String> formerSlugs) {
        return new OutboxEvent(
                type,
                term.id(),
                term.id(),
                new TermState(
                        term.id(),
                        kind.name().toLowerCase(Locale.ROOT),
                        term.version(),
                        term.slug(),
                        term.name().name(),
                        formerSlugs));
    }
}
