package org.pressroom.common.consuming;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.pressroom.common.events.UndecodableEvent;
import org.pressroom.common.outage.Outages;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** Tells a record's own fault from what is no fault of it, such as a database that is away. */
final class RecordFaults {

    private static final int TOO_MANY_REQUESTS = 429;

    private RecordFaults() {}

    /** Whether trying again later may help, since something around the record failed. */
    static boolean isTransient(Throwable failure) {
        if (failure instanceof EventRefused || failure instanceof UndecodableEvent) {
            return false;
        }
        return Outages.isOutage(failure)
                || Outages.isOverdue(failure)
                || Outages.causes(failure).anyMatch(RecordFaults::isAway);
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof IOException
                || cause instanceof WebClientRequestException
                || (cause instanceof WebClientResponseException answer
                        && (answer.getStatusCode().is5xxServerError()
                                || answer.getStatusCode().value() == TOO_MANY_REQUESTS))
                || cause instanceof KafkaException
                || cause instanceof CancellationException
                || cause instanceof InterruptedException;
    }
}
