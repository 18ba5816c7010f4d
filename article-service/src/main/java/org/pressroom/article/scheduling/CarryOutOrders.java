package org.pressroom.article.scheduling;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pressroom.article.publishing.NoteRefusal;
import org.pressroom.article.publishing.PublishArticle;
import org.pressroom.article.publishing.ScheduleRepository;
import org.pressroom.article.publishing.UnpublishArticle;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes and unpublishes what is due. Any number of processes share that: each takes some in hand for a while, and an
 * order goes in the transaction that carries it out, so that it is carried out once. What is due together goes in one
 * transaction; where that fails, its halves go apart, down to the one that is at fault.
 */
@Component
class CarryOutOrders {

    private static final Logger LOG = LoggerFactory.getLogger(CarryOutOrders.class);

    private static final int AT_A_TIME = 50;

    /** How much text goes together, in bytes: it is in memory several times over. */
    private static final int TEXT_TOGETHER = 1024 * 1024;

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
                .flatMap(due -> Flux.fromIterable(together(due))
                        .concatMapDelayError(this::carryOut)
                        .then(Mono.just(due.size() == AT_A_TIME))));
    }

    /** What goes in one transaction each: what is published, or what is taken back, and no more text than is allowed. */
    private static List<List<ScheduleRepository.Due>> together(List<ScheduleRepository.Due> due) {
        Map<Boolean, List<ScheduleRepository.Due>> byKind =
                due.stream().collect(Collectors.partitioningBy(ScheduleRepository.Due::publishes));
        return byKind.values().stream().flatMap(CarryOutOrders::parts).toList();
    }

    private static Stream<List<ScheduleRepository.Due>> parts(List<ScheduleRepository.Due> due) {
        List<List<ScheduleRepository.Due>> parts = new ArrayList<>();
        long size = 0;
        for (ScheduleRepository.Due each : due) {
            if (parts.isEmpty() || size + each.size() > TEXT_TOGETHER) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            parts.get(parts.size() - 1).add(each);
            size += each.size();
        }
        return parts.stream();
    }

    /** Of one kind: all are published, or all are taken back. */
    private Mono<Void> carryOut(List<ScheduleRepository.Due> due) {
        Mono<? extends Result<?>> done =
                due.get(0).publishes() ? publishArticle.execute(due) : unpublishArticle.execute(due);
        return done.flatMap(result ->
                        result instanceof Result.Refused<?> refused ? refused(due, refused.why()) : Mono.empty())
                .onErrorResume(
                        // An outage is nothing that one of them is at fault for.
                        failure -> due.size() > 1 && !Outages.isOutage(failure),
                        failure -> apart(due));
    }

    private Mono<Void> refused(List<ScheduleRepository.Due> due, Refusal why) {
        if (why instanceof Refusal.Busy) {
            // Their turn comes again when nobody has them in hand any more.
            return Mono.empty();
        }
        if (due.size() > 1) {
            return apart(due);
        }
        ScheduleRepository.Due refused = due.get(0);
        LOG.info("what is scheduled for the article {} cannot be done: {}", refused.articleId(), why);
        return noteRefusal.execute(refused, why);
    }

    private Mono<Void> apart(List<ScheduleRepository.Due> due) {
        int half = due.size() / 2;
        return Flux.just(due.subList(0, half), due.subList(half, due.size()))
                .concatMapDelayError(this::carryOut)
                .then();
    }
}
