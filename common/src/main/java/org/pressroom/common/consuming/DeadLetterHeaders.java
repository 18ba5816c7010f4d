package org.pressroom.common.consuming;

/** Headers that a dead letter has besides those of its record. */
public final class DeadLetterHeaders {

    /** The consumer that could not handle the record. */
    public static final String CONSUMER = "pressroom-consumer";

    /** The topic that the record came from. */
    public static final String TOPIC = "pressroom-topic";

    /** The partition that the record came from. */
    public static final String PARTITION = "pressroom-partition";

    /** The record's offset there. */
    public static final String OFFSET = "pressroom-offset";

    /** Why it could not be handled. */
    public static final String REASON = "pressroom-reason";

    private DeadLetterHeaders() {}
}
