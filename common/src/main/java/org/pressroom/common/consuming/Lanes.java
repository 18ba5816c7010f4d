package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Works on what was read in lanes, one a key: in order within a lane, a bounded number of lanes side by side. A record
 * that fails through no fault of its own is tried again after a growing pause, and holds up its own lane alone. It knows
 * what is done of each partition, and so up to where it may be committed.
 *
 * <p>One thread reads and calls this; what is handled ends on any.
 */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final RecordHandler handler;
    private final ReadingOptions reading;
    private final OutageLog outage;

    private final Map<TopicPartition, ReadPartition> partitions = new HashMap<>();
    private final Map<Lane.Name, Lane> lanes = new HashMap<>();

    /** Lanes whose first record may be begun, in the order in which their turn came. */
    private final Set<Lane> ready = new LinkedHashSet<>();

    /** Lanes whose first record has failed. */
    private final Set<Lane> triedAgain = new HashSet<>();

    /** Those of them whose pause is over. */
    private final Set<Lane> readyAgain = new LinkedHashSet<>();

    /** Those of them that are tried at the moment. */
    private final Set<Lane> underWayAgain = new HashSet<>();

    private int underWay;
    private volatile boolean stopping;

    /** Asked for more often than it is done where handlers end at once: else each would begin the next within its end. */
    private final AtomicInteger beginnings = new AtomicInteger();

    Lanes(String consumer, RecordHandler handler, ReadingOptions reading) {
        this.handler = handler;
        this.reading = reading;
        this.outage = new OutageLog(LOG, consumer + " waits and tries again");
    }

    /**
     * While a program stops nothing more is begun, and its parts go away one by one: what fails then is told to nobody,
     * and is read again.
     */
    void stopping(boolean stops) {
        stopping = stops;
        handler.stopping(stops);
    }

    /** What is begun at once: the first record of a lane, or of several lanes what is handled together. */
    private record Turn(Map<Lane, List<ConsumerRecord<String, byte[]>>> records) {

        static Turn of(Lane lane) {
            return new Turn(Map.of(lane, List.of(lane.first())));
        }

        List<ConsumerRecord<String, byte[]>> all() {
            return records.values().stream().flatMap(List::stream).toList();
        }
    }

    /** Works on records that follow those before. */
    void take(ConsumerRecords<String, byte[]> records) {
        synchronized (this) {
            for (ConsumerRecord<String, byte[]> record : records) {
                Lane.Name name = Lane.Name.of(record);
                ReadPartition partition = partitions.computeIfAbsent(name.partition(), any -> new ReadPartition());
                partition.read(record);
                Lane lane = lanes.computeIfAbsent(name, any -> new Lane(name, partition));
                if (lane.add(record)) {
                    ready.add(lane);
                }
            }
            records.nextOffsets().forEach((name, position) -> partitions
                    .computeIfAbsent(name, any -> new ReadPartition())
                    .readUpTo(position));
        }
        begin();
    }

    /** Whether all that was read is done and committed. */
    boolean isAtRest() {
        synchronized (this) {
            return partitions.values().stream()
                    .allMatch(partition ->
                            partition.isFinished() && partition.committable().isEmpty());
        }
    }

    /** The partitions of which so much waits that they should not be read any further for now. */
    Set<TopicPartition> full() {
        synchronized (this) {
            Set<TopicPartition> full = new HashSet<>();
            partitions.forEach((name, partition) -> {
                if (partition.isFull()) {
                    full.add(name);
                }
            });
            return full;
        }
    }

    /** Up to where all is done, of partitions where that was not committed yet. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        synchronized (this) {
            Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
            partitions.forEach(
                    (name, partition) -> partition.committable().ifPresent(offset -> committable.put(name, offset)));
            return committable;
        }
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        synchronized (this) {
            offsets.forEach((name, offset) -> {
                ReadPartition partition = partitions.get(name);
                if (partition != null) {
                    partition.committed(offset);
                }
            });
        }
    }

    /** Begins nothing more of these partitions, and waits for what is under way of them, no longer than that. */
    void giveUp(Collection<TopicPartition> names, Duration limit) {
        synchronized (this) {
            Collection<ReadPartition> given = read(names);
            given.forEach(ReadPartition::giveUp);
            ready.removeIf(lane -> lane.partition().isGivenUp());
            readyAgain.removeIf(lane -> lane.partition().isGivenUp());
            long deadline = System.nanoTime() + limit.toNanos();
            try {
                long left = limit.toMillis();
                while (left > 0 && given.stream().anyMatch(ReadPartition::isUnderWay)) {
                    wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nothing is known any more of any partition. */
    void forgetAll() {
        synchronized (this) {
            forget(Set.copyOf(partitions.keySet()));
        }
    }

    /** Others may have got on with these partitions by the time they come back: nothing is known of them any more. */
    void forget(Collection<TopicPartition> names) {
        synchronized (this) {
            read(names).forEach(ReadPartition::giveUp);
            names.forEach(partitions::remove);
            lanes.values().removeIf(lane -> lane.partition().isGivenUp());
            ready.removeIf(lane -> lane.partition().isGivenUp());
            readyAgain.removeIf(lane -> lane.partition().isGivenUp());
            triedAgain.removeIf(lane -> lane.partition().isGivenUp());
        }
    }

    private Collection<ReadPartition> read(Collection<TopicPartition> names) {
        List<ReadPartition> read = new ArrayList<>();
        for (TopicPartition name : names) {
            ReadPartition partition = partitions.get(name);
            if (partition != null) {
                read.add(partition);
            }
        }
        return read;
    }

    /** Begins what there is room for. */
    private void begin() {
        if (beginnings.getAndIncrement() > 0) {
            return;
        }
        int asked = 1;
        while (asked > 0) {
            for (Turn turn = nextTurn(); turn != null; turn = nextTurn()) {
                beginSafely(turn);
            }
            asked = beginnings.addAndGet(-asked);
        }
    }

    /** Reactor tells nobody downstream of a class that cannot be loaded: the lane would wait for good, and all others. */
    private void beginSafely(Turn turn) {
        try {
            begin(turn);
        } catch (RuntimeException | Error broken) {
            if (turn.all().size() > 1) {
                tried(turn, Set.of());
            } else {
                failed(turn.records().keySet().iterator().next(), broken);
            }
        }
    }

    private @Nullable Turn nextTurn() {
        synchronized (this) {
            if (stopping || underWay >= reading.sideBySide()) {
                return null;
            }
            Turn turn = turn();
            if (turn != null) {
                for (Lane lane : turn.records().keySet()) {
                    ready.remove(lane);
                    lane.partition().begun();
                }
                underWay++;
            }
            return turn;
        }
    }

    /** What failed takes half of the places at most: a try may itself take long, such as one that waits for a lock. */
    private @Nullable Turn turn() {
        if (!readyAgain.isEmpty() && underWayAgain.size() < Math.max(1, reading.sideBySide() / 2)) {
            Lane again = readyAgain.iterator().next();
            readyAgain.remove(again);
            underWayAgain.add(again);
            return first(again);
        } else if (ready.isEmpty()) {
            return null;
        }
        return handler.handlesTogether() ? together() : first(ready.iterator().next());
    }

    private Turn first(Lane lane) {
        if (reading.newestOnly()) {
            lane.keepNewest();
        }
        return Turn.of(lane);
    }

    private Turn together() {
        Map<Lane, List<ConsumerRecord<String, byte[]>>> records = new LinkedHashMap<>();
        int room = reading.batch();
        for (Iterator<Lane> lanesInTurn = ready.iterator(); lanesInTurn.hasNext() && room > 0; ) {
            Lane lane = lanesInTurn.next();
            List<ConsumerRecord<String, byte[]>> some = lane.forTogether(room);
            if (!some.isEmpty()) {
                records.put(lane, some);
                room -= some.size();
            }
        }
        return reading.batch() - room > 1
                ? new Turn(records)
                : first(ready.iterator().next());
    }

    private void begin(Turn turn) {
        List<ConsumerRecord<String, byte[]>> records = turn.all();
        if (records.size() > 1) {
            handler.handleTogether(records)
                    .timeout(reading.timeLimit())
                    .subscribe(
                            handled -> tried(turn, handled),
                            // Each by itself tells what it is that takes so long.
                            overdue -> tried(turn, Set.of()));
        } else {
            Lane lane = turn.records().keySet().iterator().next();
            ConsumerRecord<String, byte[]> record = records.get(0);
            handle(lane, record)
                    .timeout(reading.timeLimit())
                    .subscribe(done -> {}, failure -> failed(lane, failure), () -> finished(lane));
        }
    }

    private Mono<Void> handle(Lane lane, ConsumerRecord<String, byte[]> record) {
        return handler.handle(record)
                .onErrorResume(
                        Outages::isOverdue,
                        failure -> lane.isOverdueTooOften() ? handler.giveUp(record, failure) : Mono.error(failure));
    }

    private void tried(Turn turn, Set<ConsumerRecord<String, byte[]>> handled) {
        synchronized (this) {
            underWay--;
            turn.records().forEach((lane, records) -> {
                if (isKnown(lane)) {
                    lane.finished(handled, records.size());
                }
                ended(lane);
                next(lane);
            });
        }
        begin();
    }

    private void finished(Lane lane) {
        synchronized (this) {
            underWay--;
            if (isKnown(lane)) {
                lane.firstFinished();
            }
            ended(lane);
            triedAgain.remove(lane);
            next(lane);
            if (triedAgain.isEmpty()) {
                outage.worked();
            }
        }
        begin();
    }

    private void failed(Lane lane, Throwable failure) {
        if (!stopping) {
            outage.failed(failure);
        }
        synchronized (this) {
            underWay--;
            ended(lane);
            if (isKnown(lane)) {
                triedAgain.add(lane);
                Duration pause = lane.firstFailed();
                Schedulers.parallel().schedule(() -> tryAgain(lane), pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        begin();
    }

    private void tryAgain(Lane lane) {
        synchronized (this) {
            next(lane);
        }
        begin();
    }

    private void ended(Lane lane) {
        underWayAgain.remove(lane);
        lane.partition().over();
        notifyAll();
    }

    /** Its next record waits for its turn, if there is one. */
    private void next(Lane lane) {
        if (lane.isEmpty()) {
            lanes.remove(lane.name(), lane);
        } else if (isKnown(lane) && !lane.partition().isGivenUp()) {
            (triedAgain.contains(lane) ? readyAgain : ready).add(lane);
        }
    }

    /** Whether its partition is still ours, since it was read. */
    private boolean isKnown(Lane lane) {
        return partitions.get(lane.name().partition()) == lane.partition();
    }
}
