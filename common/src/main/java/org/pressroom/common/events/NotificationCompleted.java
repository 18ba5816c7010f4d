package org.pressroom.common.events;

import java.time.Instant;
import java.util.UUID;

/**
 * All messages about one publication have found their end: {@code sent + failed + uncertain + skipped} is
 * {@code recipients}.
 *
 * @param uncertain messages whose sending was cut off, so that nobody knows whether they arrived
 * @param skipped messages that were no longer due when their turn came, such as after an unsubscription
 */
public record NotificationCompleted(
        UUID notificationId,
        UUID articleId,
        int publication,
        long recipients,
        long sent,
        long failed,
        long uncertain,
        long skipped,
        Instant at) {}
