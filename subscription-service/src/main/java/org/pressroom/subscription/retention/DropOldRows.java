package org.pressroom.subscription.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.outage.Outages;
import org.pressroom.subscription.delivery.OldDeliveries;
import org.pressroom.subscription.notifying.OldNotifications;
import org.pressroom.subscription.staffmail.StaffMailRepository;
import org.pressroom.subscription.subscribing.OldRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Drops, from time to time, rows that nobody needs any longer: by ranges of keys, so that no statement takes longer for
 * more of them. Several processes may do so at once.
 */
@Component
class DropOldRows {

    private static final Logger LOG = LoggerFactory.getLogger(DropOldRows.class);

    /** Rows of one statement. */
    private static final int RANGE = 5_000;

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** How long a notification rests whose mails could not be dropped for the first time. */
    private static final Duration REST = Duration.ofMinutes(10);

    private static final UUID FIRST = new UUID(0, 0);

    private final OldDeliveries deliveries;
    private final OldRequests requests;
    private final OldNotifications notifications;
    private final StaffMailRepository staffMails;
    private final RetentionProperties properties;
    private final Clock clock;
    private final SetAside<UUID> aside;

    DropOldRows(
            OldDeliveries deliveries,
            OldRequests requests,
            OldNotifications notifications,
            StaffMailRepository staffMails,
            RetentionProperties properties,
            Clock clock) {
        this.deliveries = deliveries;
        this.requests = requests;
        this.notifications = notifications;
        this.staffMails = staffMails;
        this.properties = properties;
        this.clock = clock;
        this.aside = new SetAside<>(clock, REST);
    }

    Mono<Void> drop() {
        return apart("mails of articles", this::deliveries)
                .then(apart("mails to one", this::mails))
                .then(apart("mails to staff", this::staffMails))
                .then(apart("requests", this::requests))
                .then(apart("notifications", this::notifications));
    }

    /** What cannot be dropped keeps nothing else: only where the database is away all of it waits. */
    private static Mono<Void> apart(String what, Supplier<Mono<Void>> drop) {
        return Mono.defer(drop).onErrorResume(failure -> !Outages.isOutage(failure), failure -> told(what, failure));
    }

    private static Mono<Void> told(Object what, Throwable failure) {
        LOG.error(
                "Old rows cannot be dropped, and are tried again: {}: {} {}",
                what,
                failure.getClass().getName(),
                Outages.sqlState(failure).orElse(""));
        return Mono.empty();
    }

    /** One notification after another. */
    private Mono<Void> deliveries() {
        return Mono.defer(this::droppable)
                .expand(notification -> deliveriesOf(notification)
                        .onErrorResume(failure -> !Outages.isOutage(failure), failure -> {
                            aside.failed(notification);
                            return told("mails of notification " + notification, failure);
                        })
                        .then(Mono.defer(this::droppable)))
                .then();
    }

    private Mono<UUID> droppable() {
        return notifications
                .withDeliveries(clock.instant().minus(properties.deliveries()), aside.resting())
                .timeout(LONGEST_STEP);
    }

    private Mono<Void> deliveriesOf(UUID notification) {
        return all(deliveries.drop(notification, RANGE))
                .then(Mono.defer(() -> notifications.deliveriesDropped(notification, clock.instant())))
                .doOnSuccess(dropped -> aside.worked(notification));
    }

    private Mono<Void> mails() {
        return all(deliveries.dropPersonal(firstAt(clock.instant().minus(properties.mails())), RANGE));
    }

    private Mono<Void> staffMails() {
        return all(staffMails.drop(clock.instant().minus(properties.mails()), RANGE));
    }

    private Mono<Void> requests() {
        return all(requests.drop(clock.instant().minus(properties.mails()), RANGE));
    }

    private Mono<Void> notifications() {
        UUID before = firstAt(clock.instant().minus(properties.notifications()));
        return notifications(FIRST, before)
                .expand(last -> notifications(last, before))
                .then();
    }

    private Mono<UUID> notifications(UUID after, UUID before) {
        return notifications.drop(after, before, RANGE).timeout(LONGEST_STEP);
    }

    private static Mono<Void> all(Mono<Long> some) {
        return some.timeout(LONGEST_STEP)
                .repeat()
                .takeWhile(rows -> rows == RANGE)
                .then();
    }

    /** The lowest UUID of version 7 of a moment. */
    private static UUID firstAt(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }
}
