package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What waits of one key, in order. Not for several threads at once. */
final class Lane {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Of a record whose statements are overdue: longer in all than somebody who went silent can hold a lock. */
    private static final int OVERDUE_TRIES = 5;

    /** Of a partition, since records without a key are in several. */
    record Name(TopicPartition partition, @Nullable String key) {
        static Name of(ConsumerRecord<String, byte[]> record) {
            return new Name(new TopicPartition(record.topic(), record.partition()), record.key());
        }
    }

    private final Name name;
    private final ReadPartition partition;
    private final Deque<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>();
    private int oneByOne;
    private int failures;
    private int overdue;

    Lane(Name name, ReadPartition partition) {
        this.name = name;
        this.partition = partition;
    }

    Name name() {
        return name;
    }

    ReadPartition partition() {
        return partition;
    }

    /** @return whether it was empty */
    boolean add(ConsumerRecord<String, byte[]> record) {
        records.add(record);
        return records.size() == 1;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The one whose turn it is. */
    ConsumerRecord<String, byte[]> first() {
        return records.getFirst();
    }

    /** Passes over all but the newest. */
    void keepNewest() {
        while (records.size() > 1) {
            partition.finished(records.removeFirst());
        }
    }

    /** So many of the first, in order; none where the first has to be handled by itself. */
    List<ConsumerRecord<String, byte[]>> forTogether(int most) {
        return oneByOne > 0 ? List.of() : records.stream().limit(most).toList();
    }

    /** So many of its first were tried together: those that were not handled are to be handled one by one. */
    void finished(Collection<ConsumerRecord<String, byte[]>> handled, int tried) {
        Iterator<ConsumerRecord<String, byte[]>> first = records.iterator();
        for (int i = 0; i < tried; i++) {
            ConsumerRecord<String, byte[]> record = first.next();
            if (handled.contains(record)) {
                first.remove();
                partition.finished(record);
            } else {
                oneByOne++;
            }
        }
    }

    void firstFinished() {
        partition.finished(records.removeFirst());
        oneByOne = Math.max(0, oneByOne - 1);
        failures = 0;
        overdue = 0;
    }

    /** @return how long to wait until it is tried again */
    Duration firstFailed() {
        oneByOne = Math.max(1, oneByOne);
        int doublings = Math.min(failures++, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(TopicReader.LONGEST_PAUSE) < 0 ? pause : TopicReader.LONGEST_PAUSE;
    }

    /** Counts how often its first was overdue. */
    boolean isOverdueTooOften() {
        return ++overdue >= OVERDUE_TRIES;
    }
}
