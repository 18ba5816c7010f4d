package org.pressroom.common.outbox;

import org.apache.kafka.common.KafkaException;

/** A send that did not come through; the producer that made it must not be used again. */
final class FailedSend extends Exception {

    private final String reason;

    FailedSend(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** What a failure of Kafka's says of itself. */
    static String reasonOf(KafkaException failure) {
        return String.valueOf(
                failure.getClass() == KafkaException.class && failure.getCause() != null
                        ? failure.getCause()
                        : failure);
    }
}
