package org.pressroom.common.database;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.problem.DroppedFailures;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * Runs a transaction that has begun to its end, committed or rolled back, whoever cancels: a client that is gone, a time
 * limit, an operator that has what it wants. Spring's own rolls back while a statement is still under way, and what the
 * driver sends after that is committed by itself. Work whose subscriber leaves before its transaction has a connection
 * is not begun.
 *
 * <p>A transaction within another joins it and is cancelled as ever: its end is the outer one's.
 */
public final class WholeTransactions implements TransactionalOperator {

    private static final Logger LOG = LoggerFactory.getLogger(WholeTransactions.class);

    /** Longer than a statement may take, so that only what waits for something else than the database is given up. */
    private static final Duration UNATTENDED = Duration.ofSeconds(30);

    private final TransactionalOperator transactions;
    private final Duration unattended;

    public WholeTransactions(ReactiveTransactionManager manager) {
        this(manager, UNATTENDED);
    }

    /** @param unattended how much longer the work of a transaction may take whose subscriber has left */
    WholeTransactions(ReactiveTransactionManager manager, Duration unattended) {
        this.transactions = TransactionalOperator.create(manager);
        this.unattended = unattended;
    }

    @Override
    public <T> Flux<T> execute(TransactionCallback<T> action) {
        return Flux.deferContextual(
                context -> context.hasKey(WholeTransactions.class) ? transactions.execute(action) : whole(action));
    }

    private <T> Flux<T> whole(TransactionCallback<T> action) {
        Departure departure = new Departure();
        return transactions
                .execute(transaction -> departure.hasHappened()
                        ? Flux.<T>empty()
                        : Flux.from(action.doInTransaction(transaction))
                                .takeUntilOther(departure.thenOverdue(unattended)))
                .contextWrite(context -> context.put(WholeTransactions.class, true))
                .transform(Operators.<T, T>lift((source, subscriber) -> new Unattended<>(subscriber, departure)));
    }

    /** That the subscriber waits no more. */
    private static final class Departure {
        private final Sinks.Empty<Void> happens = Sinks.empty();
        private volatile boolean happened;

        void happen() {
            happened = true;
            happens.tryEmitEmpty();
        }

        boolean hasHappened() {
            return happened;
        }

        /** Fails so long after it happened. */
        Mono<Void> thenOverdue(Duration limit) {
            return happens.asMono()
                    .then(Mono.delay(limit))
                    .then(Mono.error(() -> new TimeoutException("nobody waits for what takes longer than " + limit)));
        }
    }

    /** Keeps a cancellation from the transaction, and takes what it tells after that. */
    private static final class Unattended<T> implements CoreSubscriber<T>, Subscription {
        private final CoreSubscriber<? super T> subscriber;
        private final Departure departure;
        private Subscription transaction = Operators.emptySubscription();

        Unattended(CoreSubscriber<? super T> subscriber, Departure departure) {
            this.subscriber = subscriber;
            this.departure = departure;
        }

        @Override
        public Context currentContext() {
            return subscriber.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            transaction = subscription;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long demand) {
            transaction.request(demand);
        }

        /** Without demand what is left of it would wait for ever. */
        @Override
        public void cancel() {
            departure.happen();
            transaction.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T value) {
            if (departure.hasHappened()) {
                Operators.onDiscard(value, currentContext());
            } else {
                subscriber.onNext(value);
            }
        }

        @Override
        public void onComplete() {
            if (!departure.hasHappened()) {
                subscriber.onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!departure.hasHappened()) {
                subscriber.onError(failure);
            } else if (DroppedFailures.isOfClient(failure)) {
                LOG.debug("a transaction that nobody waited for any more failed", failure);
            } else {
                LOG.warn("a transaction that nobody waited for any more failed: {}", Outages.kinds(failure));
            }
        }
    }
}
