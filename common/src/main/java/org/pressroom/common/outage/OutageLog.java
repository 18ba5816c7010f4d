package org.pressroom.common.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Tells the log that something is away: when it goes, once a minute while it stays away, and when it is back. Whoever
 * tries again each second calls it each time.
 */
public final class OutageLog {

    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Logger log;
    private final String what;
    private final Clock clock;
    private @Nullable Instant since;
    private Instant told = Instant.EPOCH;

    /** @param what what it is that does not work, as a sentence begins, such as {@code Kafka does not answer} */
    public OutageLog(Logger log, String what) {
        this(log, what, Clock.systemUTC());
    }

    OutageLog(Logger log, String what, Clock clock) {
        this.log = log;
        this.what = what;
        this.clock = clock;
    }

    /** It failed, once more perhaps. */
    public synchronized void failed(Object why) {
        // As text: the log would write a failure's whole stack trace.
        String reason = String.valueOf(why);
        Instant now = clock.instant();
        if (since == null) {
            since = now;
            told = now;
            log.warn("{}: {}", what, reason);
        } else if (!told.plus(AGAIN_AFTER).isAfter(now)) {
            told = now;
            log.warn("{} since {}: {}", what, since, reason);
        }
    }

    /**
     * Tries again, a second apart and without end, as long as what fails is away or gives no answer in time. For what has
     * to be done before a program is ready.
     *
     * @param limit how long one try may take
     */
    public <T> Mono<T> untilItWorks(Mono<T> attempt, Duration limit) {
        return attempt.timeout(limit)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                        .filter(failure -> Outages.isOutage(failure) || failure instanceof TimeoutException)
                        .doBeforeRetry(retry -> failed(retry.failure())))
                .doOnSuccess(done -> worked());
    }

    /** It works, still or again. */
    public synchronized void worked() {
        Instant began = since;
        if (began != null) {
            since = null;
            Duration away = Duration.between(began, clock.instant());
            log.info("{}: over after {} s", what, away.toSeconds());
        }
    }
}
