package org.pressroom.common.outbox;

import org.apache.kafka.common.KafkaException;

/** A send that did not come through; the producer that made it must not be used again. */
final class FailedSend extends Exception {

    FailedSend(String reason) {
        super(reason);
    }

    /** What is told of one, or of a failure of Kafka's. */
    static String reasonOf(Exception failure) {
        if (failure instanceof FailedSend) {
            return String.valueOf(failure.getMessage());
        }
        return String.valueOf(
                failure.getClass() == KafkaException.class && failure.getCause() != null
                        ? failure.getCause()
                        : failure);
    }
}
