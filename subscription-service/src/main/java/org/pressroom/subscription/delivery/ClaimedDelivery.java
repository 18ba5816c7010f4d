package org.pressroom.subscription.delivery;

import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * A message that this process has claimed, for the channel to send.
 *
 * @param id stays the same however often it is tried
 * @param subscriptionId of the recipient; where it has none, of its target
 * @param recipient as the channel's targets name one
 * @param begin whether it is still to be sent, to be asked last of all before its content leaves; from a yes on it counts
 *     as perhaps on its way. May be asked again as long as nothing has left
 */
public record ClaimedDelivery(
        UUID id, UUID subscriptionId, String recipient, Instant createdAt, Message message, Mono<Boolean> begin) {}
