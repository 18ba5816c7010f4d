package org.pressroom.subscription.mailing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.outage.Outages;
import org.pressroom.subscription.smtp.Envelope;
import org.pressroom.subscription.smtp.Outcome;
import org.pressroom.subscription.smtp.SmtpRelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Sends what is due, in rounds: claim some, send them side by side, write down what became of each. Any number of
 * processes do this at once. A round begins as soon as something is committed, and every poll interval.
 */
final class MailWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MailWorker.class);
    private static final int LONGEST_REASON = 200;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private final Deliveries deliveries;
    private final MailWriter writer;
    private final SmtpRelay relay;
    private final MailSettings settings;
    private final WakeUp wakeUp;
    private final List<AfterSending> after;
    private final MeterRegistry meters;
    private final Clock clock;

    private final RelayPause pause;
    private final RetryRule retry;
    private final OutageLog outage = new OutageLog(log, "Sending mail is interrupted");
    private final AtomicReference<@Nullable Instant> beatingSince = new AtomicReference<>();
    private volatile UUID owner = Ids.next();
    private volatile Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean mayHoldUnknownClaims;
    private volatile boolean running;
    private volatile boolean stopped;
    private volatile @Nullable Disposable work;

    MailWorker(
            Deliveries deliveries,
            MailWriter writer,
            SmtpRelay relay,
            MailSettings settings,
            WakeUp wakeUp,
            List<AfterSending> after,
            MeterRegistry meters,
            Clock clock) {
        this.deliveries = deliveries;
        this.writer = writer;
        this.relay = relay;
        this.settings = settings;
        this.wakeUp = wakeUp;
        this.after = after;
        this.meters = meters;
        this.clock = clock;
        this.pause = new RelayPause(settings.longestPause());
        this.retry = new RetryRule(settings.retryAfter(), settings.giveUpAfter());
    }

    @Override
    public void start() {
        // Another one each time: what an earlier run could not write down is then taken over like a dead worker's.
        owner = Ids.next();
        beatingSince.set(null);
        mayHoldUnknownClaims = false;
        stopping = Sinks.empty();
        stopped = false;
        running = true;
        // Before the first claim, so that nobody takes this worker for dead.
        work = beat().retryWhen(stubbornly())
                .thenMany(Flux.merge(rounds(), takeOvers()))
                .then(Mono.defer(relay::close))
                .doFinally(signal -> running = false)
                .subscribe();
    }

    private Flux<Void> rounds() {
        return Flux.merge(wakeUp.calls(), Flux.interval(Duration.ZERO, settings.poll()))
                .onBackpressureLatest()
                .takeUntilOther(stopping.asMono())
                .concatMap(tick -> round().doOnSuccess(done -> outage.worked()).onErrorResume(this::interrupted), 0);
    }

    private Mono<Void> interrupted(Throwable failure) {
        // It may have been the answer to a claim that was lost, and the claim made.
        mayHoldUnknownClaims = true;
        outage.failed(failure);
        return Mono.empty();
    }

    private Mono<Void> round() {
        return freeUnknownClaims()
                .then(Mono.defer(this::batch))
                .expand(sent -> sent == settings.batch() && mayGoOn() ? Mono.defer(this::batch) : Mono.empty())
                .then(Mono.defer(relay::closeIdle));
    }

    /** Rounds come one after another, so between two of them no claim is being worked on. */
    private Mono<Void> freeUnknownClaims() {
        return mayHoldUnknownClaims
                ? inTime(deliveries.freeClaims(owner)).doOnSuccess(freed -> mayHoldUnknownClaims = false)
                : Mono.empty();
    }

    private Mono<Integer> batch() {
        Mono<Integer> sent = mayGoOn()
                ? inTime(deliveries.claim(owner, settings.batch()).collectList())
                        .flatMap(mails -> Flux.fromIterable(mails)
                                .flatMap(this::deliver, settings.connections())
                                .then(Mono.just(mails.size())))
                : Mono.just(0);
        return sent.delayUntil(count -> Flux.fromIterable(after).concatMap(next -> inTime(next.settle())));
    }

    private boolean mayGoOn() {
        return !stopped && !pause.lastsAt(clock.instant());
    }

    private Mono<Void> deliver(DueMail mail) {
        String address = mail.address();
        if (!mayGoOn()) {
            return surely(deliveries.release(mail.id(), owner));
        }
        if (address == null) {
            return surely(deliveries.skip(mail.id(), owner));
        }
        return Mono.fromCallable(() -> writer.write(mail, address))
                .flatMap(message -> relay.send(
                        new Envelope(message.fromAddress(), address),
                        message.toBytes(),
                        Mono.defer(() -> inTime(deliveries.begin(mail.id(), owner)))))
                .onErrorResume(failure -> undeliverable(mail, failure))
                .flatMap(outcome -> surely(settle(mail, address, outcome)));
    }

    /** Nothing was handed over: either the mail cannot be written at all, or the last check failed. */
    private Mono<Outcome> undeliverable(DueMail mail, Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            return Mono.just(new Outcome.Refused(true, 0, "it cannot be written as a message"));
        }
        log.warn("A mail could not be prepared and is tried again: {}", failure.toString());
        return surely(
                        Outages.isOutage(failure)
                                ? deliveries.postpone(mail.id(), owner, settings.retryAfter(), null, null)
                                : tryAgainLater(mail, null, "it could not be prepared"))
                .then(Mono.empty());
    }

    private Mono<Void> settle(DueMail mail, String address, Outcome outcome) {
        if (outcome instanceof Outcome.Unreachable unreachable) {
            if (pause.extend(clock.instant())) {
                log.warn("Mail waits: {}", unreachable.why());
            }
            // A relay that was ready may mind this mail alone: it must not be the first again after each pause.
            return unreachable.wasReady()
                    ? tryAgainLater(mail, null, unreachable.why())
                    : deliveries.release(mail.id(), owner);
        }
        if (pause.end()) {
            log.info("The mail relay answers again");
        }
        if (outcome instanceof Outcome.Withheld) {
            return deliveries.skip(mail.id(), owner);
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            return end(mail, "uncertain", null, unknown.why());
        }
        if (outcome instanceof Outcome.Refused refused) {
            return refused(mail, refused, discreet(refused.text(), address));
        }
        return end(mail, "sent", ((Outcome.Accepted) outcome).code(), null);
    }

    private Mono<Void> refused(DueMail mail, Outcome.Refused refused, String reason) {
        if (refused.forGood()) {
            return end(mail, "failed", refused.code(), reason);
        }
        return tryAgainLater(mail, refused.code(), reason);
    }

    private Mono<Void> tryAgainLater(DueMail mail, @Nullable Integer code, String reason) {
        Duration age = Duration.between(mail.createdAt(), clock.instant());
        return retry.next(mail.attempts() + 1, age)
                .map(wait -> deliveries.postpone(mail.id(), owner, wait, code, reason))
                .orElseGet(() -> end(mail, "failed", code, reason));
    }

    private Mono<Void> end(DueMail mail, String status, @Nullable Integer code, @Nullable String reason) {
        return deliveries.end(mail.id(), owner, status, code, reason).doOnSuccess(done -> meters.counter(
                        "pressroom.mail.deliveries", "outcome", status)
                .increment());
    }

    /** What a relay says may name the address, which is to be erasable: it is taken out. */
    private static String discreet(String text, String address) {
        String without = Pattern.compile(Pattern.quote(address), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .replaceAll("…");
        String clean = without.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON);
    }

    /** What became of a mail is known to this process alone until it is written down, so this never gives up. */
    private static <T> Mono<T> surely(Mono<T> writing) {
        return inTime(writing).retryWhen(stubbornly());
    }

    private static <T> Mono<T> inTime(Mono<T> step) {
        return step.timeout(LONGEST_STEP);
    }

    private static Retry stubbornly() {
        return Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(5));
    }

    private Flux<Void> takeOvers() {
        return Flux.interval(settings.lease().dividedBy(5))
                .onBackpressureDrop()
                .takeUntilOther(stopping.asMono())
                .concatMap(
                        tick -> beat().then(Mono.defer(this::takeOver)).onErrorResume(failure -> {
                            beatingSince.set(null);
                            return Mono.empty();
                        }),
                        0);
    }

    private Mono<Void> beat() {
        return inTime(deliveries.beat(owner)).doOnSuccess(done -> beatingSince.compareAndSet(null, clock.instant()));
    }

    /** Only who has itself been seen for a whole lease may call others dead: perhaps the database was away for all. */
    private Mono<Void> takeOver() {
        Instant since = beatingSince.get();
        if (since == null || since.plus(settings.lease()).isAfter(clock.instant())) {
            return Mono.empty();
        }
        return inTime(deliveries.takeOver(settings.lease()))
                .doOnNext(this::tellOf)
                .then();
    }

    private void tellOf(long uncertain) {
        if (uncertain > 0) {
            log.warn("{} mails are uncertain: the process that was sending them ended", uncertain);
            meters.counter("pressroom.mail.deliveries", "outcome", "uncertain").increment((double) uncertain);
        }
    }

    /** Mails on their way are finished, what is only claimed is given back. */
    @Override
    public void stop(Runnable callback) {
        stopped = true;
        stopping.tryEmitEmpty();
        Flux.interval(Duration.ofMillis(20))
                .takeWhile(tick -> running)
                .take(LONGEST_STOP)
                .doFinally(signal -> {
                    Disposable rest = work;
                    if (rest != null) {
                        rest.dispose();
                    }
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
