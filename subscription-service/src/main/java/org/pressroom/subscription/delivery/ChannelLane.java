package org.pressroom.subscription.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.Batches;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.util.retry.Retry;

/**
 * What one process sends on one channel: as many at once as the channel takes, and the next one as soon as one of them has
 * ended, however long another hangs. What it has claimed ahead goes in the order of the queue, and is given back while the
 * channel is away.
 */
final class ChannelLane {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelLane.class);

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private static final Duration LONGEST_EMISSION = Duration.ofSeconds(1);

    private final Channel channel;
    private final UUID owner;
    private final DeliveryRepository deliveries;
    private final DeliveryListeners listeners;
    private final TransactionalOperator transaction;
    private final DeliveryProperties properties;
    private final WakeUp wakeUp;
    private final DeliveryMeters meters;
    private final Clock clock;

    /** Of statements that mark what is being sent, and of those that write what became of it: for so many at once. */
    private static final int LARGEST_BATCH = 64;

    private final Batches<UUID, Boolean> begins;
    private final Batches<DeliveryRepository.Ending, Boolean> endings;
    private final ChannelBackoff backoff;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();
    private final Queue<DeliveryClaim> ahead = new PriorityBlockingQueue<>(11, DeliveryClaim.ORDER);
    private final Sinks.Many<DeliveryClaim> claims = Sinks.many().unicast().onBackpressureBuffer(ahead);
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean mayHoldUnknownClaims;
    private volatile boolean mayBeMore;
    private volatile boolean closed;
    private volatile @Nullable Disposable sending;

    ChannelLane(
            Channel channel,
            UUID owner,
            DeliveryRepository deliveries,
            DeliveryListeners listeners,
            TransactionalOperator transaction,
            DeliveryProperties properties,
            WakeUp wakeUp,
            DeliveryMeters meters,
            Clock clock) {
        this.channel = channel;
        this.owner = owner;
        this.deliveries = deliveries;
        this.listeners = listeners;
        this.transaction = transaction;
        this.properties = properties;
        this.wakeUp = wakeUp;
        this.meters = meters;
        this.clock = clock;
        this.begins = new Batches<>(ids -> inTime(deliveries.begin(ids, owner)), LARGEST_BATCH);
        this.endings = new Batches<>(all -> inTime(deliveries.end(all, owner)), LARGEST_BATCH);
        this.backoff = new ChannelBackoff(properties.longestPause());
    }

    void open() {
        sending = claims.asFlux()
                .flatMap(this::deliver, channel.inFlight())
                // While what became of one is written down, the next is sent.
                .flatMap(this::write, LARGEST_BATCH)
                .doFinally(signal -> ended.tryEmitEmpty())
                .subscribe();
    }

    /** Claims what is due, as far as there is room. Not to be called twice at once. */
    Mono<Void> refill() {
        return Mono.defer(this::freeUnknownClaims)
                .then(Mono.defer(this::claim))
                // It may be the answer to a claim that is lost, and the claim made.
                .doOnError(failure -> mayHoldUnknownClaims = true)
                .then(Mono.defer(channel::tidy));
    }

    /** Ends what is being sent, and gives back what is only claimed. */
    Mono<Void> close() {
        return Mono.fromRunnable(() -> {
                    closed = true;
                    claims.emitComplete(EmitFailureHandler.busyLooping(LONGEST_EMISSION));
                })
                .then(ended.asMono())
                .then(Mono.defer(() -> inTime(deliveries.freeClaims(owner, channel.name(), List.of()))));
    }

    /** Leaves at once, whatever is being sent. */
    Mono<Void> abandon() {
        Disposable rest = sending;
        if (rest != null) {
            rest.dispose();
        }
        return channel.close();
    }

    private Mono<Void> freeUnknownClaims() {
        return mayHoldUnknownClaims
                ? inTime(deliveries.freeClaims(owner, channel.name(), List.copyOf(held)))
                        .doOnSuccess(freed -> mayHoldUnknownClaims = false)
                : Mono.empty();
    }

    private Mono<Void> claim() {
        int room = mayGoOn() ? properties.batch() - ahead.size() : 0;
        if (room <= 0) {
            mayBeMore = true;
            return Mono.empty();
        }
        return inTime(deliveries.claim(owner, channel.name(), room).collectList())
                .doOnNext(claimed -> hold(claimed, room))
                .then();
    }

    private void hold(Collection<DeliveryClaim> claimed, int room) {
        mayBeMore = false;
        for (DeliveryClaim claim : claimed) {
            held.add(claim.id());
            claims.tryEmitNext(claim).orThrow();
        }
        mayBeMore = claimed.size() == room;
        askForMore();
    }

    /** Before nothing is left, so that a place that gets free does not wait for the next claim. */
    private void askForMore() {
        if (mayBeMore && ahead.size() <= properties.batch() / 2) {
            wakeUp.now();
        }
    }

    private boolean mayGoOn() {
        return !closed && !backoff.lastsAt(clock.instant());
    }

    /** What became of a claim. */
    private record Outcome(DeliveryClaim claim, Delivery next) {}

    private Mono<Outcome> deliver(DeliveryClaim claim) {
        askForMore();
        return Mono.defer(
                        () -> mayGoOn() ? send(claim) : Mono.just(claim.state().release()))
                .map(next -> new Outcome(claim, next))
                .onErrorResume(fault -> {
                    LOG.error("What became of a delivery is not known: {}", fault.toString());
                    letGo(claim);
                    return Mono.empty();
                })
                .doOnCancel(() -> letGo(claim));
    }

    private Mono<Void> write(Outcome outcome) {
        return surely(save(outcome.claim(), outcome.next()))
                .onErrorResume(fault -> {
                    LOG.error("What became of a delivery cannot be written: {}", fault.toString());
                    return Mono.empty();
                })
                .doFinally(signal -> letGo(outcome.claim()));
    }

    private void letGo(DeliveryClaim claim) {
        held.remove(claim.id());
        if (held.isEmpty()) {
            listeners.idle();
        }
    }

    private Mono<Delivery> send(DeliveryClaim claim) {
        String recipient = claim.recipient();
        if (recipient == null) {
            return skip(claim, claim.state());
        }
        UnderWay underWay = new UnderWay(claim.state());
        Instant since = clock.instant();
        return Mono.defer(() -> channel.send(claim.to(recipient, begin(claim, underWay))))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException(channel.name() + " gave no answer")))
                .flatMap(result -> settle(claim, recipient, since, result, underWay))
                .onErrorResume(failure -> fail(claim, failure, underWay));
    }

    /** How it stands with a claim while its channel is at it. */
    private static final class UnderWay {

        private volatile Delivery.Held state;

        UnderWay(Delivery.Held state) {
            this.state = state;
        }
    }

    /** Each time it is asked nothing was handed over before. */
    private Mono<Boolean> begin(DeliveryClaim claim, UnderWay underWay) {
        return Mono.defer(() -> {
            underWay.state = claim.state();
            return begins.of(claim.id()).doOnNext(begun -> {
                if (begun) {
                    underWay.state = claim.state().begin();
                }
            });
        });
    }

    private Mono<Delivery> settle(
            DeliveryClaim claim, String recipient, Instant since, SendResult result, UnderWay underWay) {
        watch(result, since);
        if (result instanceof SendResult.Answered answered) {
            SendResult.Answered discreet =
                    answered instanceof SendResult.Refused refused ? refused.discreet(recipient) : answered;
            return Mono.just(underWay.state.settle(discreet, attempt(claim)));
        }
        return skip(claim, underWay.state);
    }

    private void watch(SendResult result, Instant since) {
        if (!(result instanceof SendResult.Unreachable unreachable)) {
            if (backoff.end(clock.instant())) {
                LOG.info("The channel {} answers again", channel.name());
            }
        } else if (backoff.extend(since, clock.instant())) {
            LOG.warn("What goes by {} waits: {}", channel.name(), unreachable.why());
        }
    }

    private Mono<Delivery> skip(DeliveryClaim claim, Delivery.Held state) {
        return surely(deliveries.whyNotDue(claim.id())).map(state::skip);
    }

    private Mono<Delivery> fail(DeliveryClaim claim, Throwable failure, UnderWay underWay) {
        LOG.warn("A delivery by {} failed: {}", channel.name(), failure.toString());
        return Mono.just(underWay.state.fail(Outages.isOutage(failure), attempt(claim)));
    }

    private Delivery.Attempt attempt(DeliveryClaim claim) {
        return new Delivery.Attempt(clock.instant(), claim.createdAt(), properties.retry());
    }

    private Mono<Void> save(DeliveryClaim claim, Delivery next) {
        return saved(claim, next)
                .doOnNext(ours -> {
                    if (ours && next instanceof Delivery.Ended) {
                        meters.ended(channel.name(), next.status());
                    }
                })
                .then();
    }

    private Mono<Boolean> saved(DeliveryClaim claim, Delivery next) {
        if (next instanceof Delivery.Uncertain && claim.isPersonal()) {
            return deliveries
                    .save(claim.id(), owner, next)
                    .delayUntil(ours -> ours ? listeners.uncertain(List.of(claim.subscriptionId())) : Mono.empty())
                    .as(transaction::transactional);
        }
        return next instanceof Delivery.Ended
                ? endings.of(new DeliveryRepository.Ending(claim.id(), next))
                : deliveries.save(claim.id(), owner, next);
    }

    /** What became of it is known to this process alone until it is written down, so this never gives up. */
    private static <T> Mono<T> surely(Mono<T> writing) {
        return inTime(writing)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(5)));
    }

    private static <T> Mono<T> inTime(Mono<T> step) {
        return step.timeout(LONGEST_STEP);
    }
}
