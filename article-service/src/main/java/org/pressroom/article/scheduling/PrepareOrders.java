package org.pressroom.article.scheduling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.pressroom.article.publishing.DraftRenderer;
import org.pressroom.article.publishing.ScheduleRepository;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.outage.Outages;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Renders what is published soon, one after another, so that little is left to be done when its time comes. Each process
 * does so for itself, as any may carry an order out. What is not prepared, or changed after that, is rendered then.
 */
@Component
class PrepareOrders {

    /** Shorter than rendered texts are kept. */
    private static final Duration AHEAD = DraftRenderer.KEPT.dividedBy(2);

    /** More do not come together but by mistake. */
    private static final int LIMIT = 1_000;

    private final ScheduleRepository schedules;
    private final DraftRepository drafts;
    private final DraftRenderer renderer;
    private final Clock clock;

    /** Until which time all is prepared. */
    private volatile Instant prepared = Instant.MIN;

    PrepareOrders(ScheduleRepository schedules, DraftRepository drafts, DraftRenderer renderer, Clock clock) {
        this.schedules = schedules;
        this.drafts = drafts;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** Prepares what nobody prepared so far of what is due within a minute. */
    Mono<Void> run() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Instant from = now.isAfter(prepared) ? now : prepared;
            Instant until = now.plus(AHEAD);
            return schedules
                    .upcoming(from, until, LIMIT)
                    .concatMap(this::prepare)
                    .then(Mono.fromRunnable(() -> prepared = until));
        });
    }

    /** What is refused, or fails, is told of when its time comes. */
    private Mono<Void> prepare(UUID articleId) {
        return drafts.find(articleId)
                .flatMap(draft -> renderer.render(draft.content()))
                .onErrorComplete(failure -> !Outages.isOutage(failure))
                .then();
    }
}
