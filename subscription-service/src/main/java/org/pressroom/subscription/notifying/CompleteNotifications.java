package org.pressroom.subscription.notifying;

import java.time.Duration;
import java.util.UUID;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.jobs.Jobs;
import org.pressroom.subscription.delivery.DeliveryListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Looks for notifications of which nothing is left to send, and has {@link CountDeliveries} complete them. */
@Component
class CompleteNotifications implements DeliveryListener {

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private final NotificationRepository notifications;
    private final Jobs jobs;
    private final TransactionalOperator transaction;
    private final WakeUp wakeUp = new WakeUp();

    CompleteNotifications(NotificationRepository notifications, Jobs jobs, TransactionalOperator transaction) {
        this.notifications = notifications;
        this.jobs = jobs;
        this.transaction = transaction;
    }

    /** Has it look. */
    WakeUp wakeUp() {
        return wakeUp;
    }

    @Override
    public void idle() {
        wakeUp.now();
    }

    /** From now on it is completed as soon as nothing of it is left to send. In the caller's transaction. */
    Mono<Void> begin(UUID notificationId) {
        return notifications.enter(notificationId, NotificationPhase.SENDING).then(wakeUp.afterCommit());
    }

    /** Has all be counted that have come to their end. */
    Mono<Void> complete() {
        return notifications
                .enterCounting()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> jobs.begin(CountDeliveries.KIND, id))
                .then()
                .as(transaction::transactional)
                .timeout(LONGEST_STEP);
    }
}
