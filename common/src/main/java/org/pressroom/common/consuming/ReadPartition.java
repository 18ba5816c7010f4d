package org.pressroom.common.consuming;

import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** What was read of a partition since it was assigned, and how much of it is done. Not for several threads at once. */
final class ReadPartition {

    /** Enough that a key that waits holds up no others for long, and few enough for twelve partitions in memory. */
    private static final int MOST_UNFINISHED = 500;

    private static final long MOST_BYTES = 1024 * 1024;

    /** Offsets, and the sizes of their values. */
    private final TreeMap<Long, Integer> unfinished = new TreeMap<>();

    private long bytes;
    private @Nullable OffsetAndMetadata end;
    private long committed = -1;
    private int underWay;
    private boolean givenUp;

    void read(ConsumerRecord<String, byte[]> record) {
        int size = Math.max(record.serializedValueSize(), 0);
        unfinished.put(record.offset(), size);
        bytes += size;
    }

    /** Up to where it was read, once what is before that was told of. */
    void readUpTo(OffsetAndMetadata position) {
        end = position;
    }

    void finished(ConsumerRecord<String, byte[]> record) {
        Integer size = unfinished.remove(record.offset());
        bytes -= size == null ? 0 : size;
    }

    boolean isFinished() {
        return unfinished.isEmpty();
    }

    /** Whether it should not be read any further for now. */
    boolean isFull() {
        return unfinished.size() >= MOST_UNFINISHED || bytes >= MOST_BYTES;
    }

    /** Where to go on reading if we were gone, where that was not committed yet: at the lowest that is not done. */
    Optional<OffsetAndMetadata> committable() {
        OffsetAndMetadata position = end;
        if (position == null) {
            return Optional.empty();
        }
        OffsetAndMetadata next = unfinished.isEmpty() ? position : new OffsetAndMetadata(unfinished.firstKey());
        return next.offset() > committed ? Optional.of(next) : Optional.empty();
    }

    void committed(OffsetAndMetadata offset) {
        committed = Math.max(committed, offset.offset());
    }

    void begun() {
        underWay++;
    }

    void over() {
        underWay--;
    }

    boolean isUnderWay() {
        return underWay > 0;
    }

    /** Nothing more of it is begun: somebody else is about to read it. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }
}
