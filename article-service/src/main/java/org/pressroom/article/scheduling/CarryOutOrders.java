package org.pressroom.article.scheduling;

import java.time.Clock;
import java.time.Duration;
import org.pressroom.article.publishing.NoteRefusal;
import org.pressroom.article.publishing.PublishArticle;
import org.pressroom.article.publishing.ScheduleRepository;
import org.pressroom.article.publishing.UnpublishArticle;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes and unpublishes what is due. Any number of processes share that: each takes some in hand for a while, and an
 * order goes in the transaction that carries it out, so that it is carried out once.
 */
@Component
class CarryOutOrders {

    private static final Logger LOG = LoggerFactory.getLogger(CarryOutOrders.class);

    private static final int AT_A_TIME = 20;
    private static final int SIDE_BY_SIDE = 4;

    /** Longer than all of them take; a process that dies meanwhile delays them by that. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final ScheduleRepository schedules;
    private final PublishArticle publishArticle;
    private final UnpublishArticle unpublishArticle;
    private final NoteRefusal noteRefusal;
    private final Clock clock;

    CarryOutOrders(
            ScheduleRepository schedules,
            PublishArticle publishArticle,
            UnpublishArticle unpublishArticle,
            NoteRefusal noteRefusal,
            Clock clock) {
        this.schedules = schedules;
        this.publishArticle = publishArticle;
        this.unpublishArticle = unpublishArticle;
        this.noteRefusal = noteRefusal;
        this.clock = clock;
    }

    /** Carries out some of what is due; whether there may be more. One that fails keeps no other from its turn. */
    Mono<Boolean> step() {
        return Mono.defer(() -> schedules
                .claim(clock.instant(), AT_A_TIME, LEASE)
                .collectList()
                .flatMap(due -> Flux.fromIterable(due)
                        .flatMapDelayError(this::carryOut, SIDE_BY_SIDE, SIDE_BY_SIDE)
                        .then(Mono.just(due.size() == AT_A_TIME))));
    }

    private Mono<Void> carryOut(ScheduleRepository.Due due) {
        Mono<? extends Result<?>> done = due.publishes() ? publishArticle.execute(due) : unpublishArticle.execute(due);
        return done.flatMap(
                result -> result instanceof Result.Refused<?> refused ? refused(due, refused) : Mono.empty());
    }

    private Mono<Void> refused(ScheduleRepository.Due due, Result.Refused<?> refused) {
        if (refused.why() instanceof Refusal.Busy) {
            // Its turn comes again when nobody has it in hand any more.
            return Mono.empty();
        }
        LOG.info("what is scheduled for the article {} cannot be done: {}", due.articleId(), refused.why());
        return noteRefusal.execute(due, refused.why());
    }
}
