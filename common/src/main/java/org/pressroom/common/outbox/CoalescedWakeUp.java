package org.pressroom.common.outbox;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Wakes the relay of this process at once, and, where another process is the relay, that one by a {@code NOTIFY} of its
 * own after the commit: inside each transaction it would take a global lock at commit. While one is under way, further
 * ones are saved up into one more.
 */
final class CoalescedWakeUp implements RelayWakeUp {

    private static final Logger LOG = LoggerFactory.getLogger(CoalescedWakeUp.class);

    private final OutboxRelay relay;
    private final DatabaseClient database;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();

    CoalescedWakeUp(OutboxRelay relay, DatabaseClient database) {
        this.relay = relay;
        this.database = database;
    }

    @Override
    public void wake() {
        relay.wake();
        if (!relay.holdsLock()) {
            wanted.set(true);
            notifyOther();
        }
    }

    private void notifyOther() {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        wanted.set(false);
        // A detached statement: the request that committed must not wait for it, and the relay's poll covers a loss.
        database.sql("NOTIFY " + OutboxNotifications.CHANNEL)
                .then()
                .onErrorResume(failure -> {
                    LOG.debug("the relay of another process could not be told", failure);
                    return Mono.empty();
                })
                .doFinally(end -> {
                    underWay.set(false);
                    if (wanted.get()) {
                        notifyOther();
                    }
                })
                .subscribe();
    }
}
