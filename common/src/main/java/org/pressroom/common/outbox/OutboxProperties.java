package org.pressroom.common.outbox;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.pressroom.common.events.EventTopic;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the outbox is relayed.
 *
 * @param enabled whether this process takes part in relaying
 * @param batch how many rows are read and sent at once
 * @param pace how long the relay is at a batch at least, so that what is committed meanwhile goes together: each batch
 *     costs two statements and a request to the broker, however small it is
 * @param commitEvery how long what is sent may wait to be committed at the broker, and deleted here, with what comes after
 *     it: consumers have it at once, and have it again where the relay dies before
 * @param poll how long the relay sleeps when nobody wakes it
 * @param lockPoll how often a process that is not the relay tries to become it
 * @param look how often depth and age are looked at
 * @param retryAfter how long the relay waits after a failure
 * @param housekeeping how often old rows of inbox and idempotency keys are deleted
 * @param inboxRetention how long the inbox remembers an event: longer than any topic that is not compacted keeps it, which
 *     is {@link EventTopic#RETENTION} and the time until a segment is closed. Less is refused: an event that is replayed would
 *     be acted on again
 * @param idempotencyRetention how long an idempotency key is remembered
 * @param stuckAfter how long a broker that answers all the while may acknowledge nothing before its producer is given up
 *     for a new one
 * @param stopTimeout how long stopping may take
 */
@Validated
@ConfigurationProperties("pressroom.outbox")
public record OutboxProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("500") @Min(1) @Max(5000) int batch,
        @DefaultValue("20ms") Duration pace,
        @DefaultValue("200ms") Duration commitEvery,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("1s") Duration lockPoll,
        @DefaultValue("5s") Duration look,
        @DefaultValue("1s") Duration retryAfter,
        @DefaultValue("10m") Duration housekeeping,
        @DefaultValue("38d") Duration inboxRetention,
        @DefaultValue("24h") Duration idempotencyRetention,
        @DefaultValue("2m") Duration stuckAfter,
        @DefaultValue("5s") Duration stopTimeout) {

    /** The broker's own setting ({@code segment.ms}): only what is in a closed segment goes. */
    private static final Duration SEGMENT = Duration.ofDays(7);

    @AssertTrue(message = "must be longer than topics keep their events: 37 days")
    boolean isInboxRetentionLongerThanTopics() {
        return inboxRetention.compareTo(EventTopic.RETENTION.plus(SEGMENT)) > 0;
    }
}
