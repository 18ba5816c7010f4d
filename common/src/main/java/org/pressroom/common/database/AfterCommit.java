package org.pressroom.common.database;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** What is done once something is committed. */
public final class AfterCommit {

    private AfterCommit() {}

    /**
     * Does it once the current transaction is committed, and not where it is rolled back; at once where there is none, as
     * behind a statement that is its own transaction.
     *
     * @param action neither waits nor fails
     */
    public static Mono<Void> run(Runnable action) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(current -> current.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(action);
                    }
                }))
                .then()
                .onErrorResume(NoTransactionException.class, committed -> Mono.fromRunnable(action));
    }
}
