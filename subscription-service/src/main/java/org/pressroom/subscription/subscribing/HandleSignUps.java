package org.pressroom.subscription.subscribing;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.outage.Outages;
import org.pressroom.subscription.subscribing.SignUpRepository.SignUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Handles what was asked for, apart from the requests and at its own pace: how long a request takes tells nothing of the
 * address, and neither does what is done right after it.
 */
@Component
class HandleSignUps {

    private static final Logger LOG = LoggerFactory.getLogger(HandleSignUps.class);

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** How long a request rests that took too long for the first time. */
    private static final Duration REST = Duration.ofSeconds(2);

    /** So often a request is tried that takes too long. */
    private static final int MOST_TRIES = 5;

    private final SignUpRepository signUps;
    private final Subscribe subscribe;
    private final TransactionalOperator transaction;
    private final SetAside<Long> aside;

    HandleSignUps(SignUpRepository signUps, Subscribe subscribe, TransactionalOperator transaction, Clock clock) {
        this.signUps = signUps;
        this.subscribe = subscribe;
        this.transaction = transaction;
        this.aside = new SetAside<>(clock, REST);
    }

    /** Handles all that wait, each in a transaction of its own. */
    Mono<Void> handle() {
        return Mono.defer(this::next).repeat().takeWhile(handled -> handled).then();
    }

    private Mono<Boolean> next() {
        return Mono.defer(() -> signUps.first(aside.resting()))
                .timeout(LONGEST_STEP)
                .flatMap(this::handleOrSetAside)
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> handleOrSetAside(SignUp signUp) {
        return handle(signUp)
                .as(transaction::transactional)
                .timeout(LONGEST_STEP)
                .doOnNext(handled -> aside.worked(signUp.id()))
                .onErrorResume(failure -> !Outages.isOutage(failure), failure -> setAside(signUp, failure));
    }

    /** What took too long may work later, and is tried some times more; all else would fail again. */
    private Mono<Boolean> setAside(SignUp signUp, Throwable failure) {
        boolean tookTooLong = Outages.isOverdue(failure) || failure instanceof TimeoutException;
        return tookTooLong && aside.failed(signUp.id()) < MOST_TRIES ? Mono.just(true) : drop(signUp, failure);
    }

    private Mono<Boolean> handle(SignUp signUp) {
        return signUps.take(signUp.id()).delayUntil(mine -> mine ? subscribe.handle(signUp) : Mono.empty());
    }

    /** It would fail again. What the database says of it may name the address. */
    private Mono<Boolean> drop(SignUp signUp, Throwable failure) {
        LOG.error(
                "A request to subscribe could not be handled and is dropped: {} {}",
                failure.getClass().getName(),
                Outages.sqlState(failure).orElse(""));
        aside.worked(signUp.id());
        return signUps.drop(signUp.id()).timeout(LONGEST_STEP).thenReturn(true);
    }
}
