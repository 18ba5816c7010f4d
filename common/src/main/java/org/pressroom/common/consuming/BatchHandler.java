package org.pressroom.common.consuming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Works on what is read at once: records of one key one after another, keys side by side, all of it within a time limit.
 * Where a record fails through no fault of its own, it says from which on to read again, and remembers what was handled
 * behind that one. Called by the one thread of a container.
 */
final class BatchHandler implements BatchMessageListener<String, byte[]>, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(BatchHandler.class);

    /** Of a record whose statements are overdue: longer in all than somebody who went silent can hold a lock. */
    private static final int OVERDUE_TRIES = 5;

    private final RecordHandler handler;
    private final BatchOptions reading;
    private final OutageLog outage;

    /**
     * What was handled behind a record that is tried again, until it is read again. The inbox knows what had an effect;
     * without this, what was put aside would be put aside anew each time.
     */
    private final Set<Place> ahead = new HashSet<>();

    /** How often a record's statements were overdue, until it is handled. */
    private final Map<Place, Integer> overdue = new ConcurrentHashMap<>();

    /**
     * Partitions that a record is tried again of. Their records are handled one by one. Batches of other partitions
     * come between the tries, and say nothing of these.
     */
    private final Set<TopicPartition> triedAgain = new HashSet<>();

    private volatile boolean stopping;

    BatchHandler(String consumer, RecordHandler handler, BatchOptions reading) {
        this.handler = handler;
        this.reading = reading;
        this.outage = new OutageLog(LOG, consumer + " waits and tries again");
    }

    /** While a program stops its parts go away one by one: what fails then is told to nobody, and is read again. */
    void stopping(boolean stops) {
        stopping = stops;
        handler.stopping(stops);
    }

    private record Place(TopicPartition partition, long offset) {
        static Place of(ConsumerRecord<String, byte[]> record) {
            return new Place(new TopicPartition(record.topic(), record.partition()), record.offset());
        }
    }

    /** Partitions that others read now may have got on by the time they come back. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        ahead.removeIf(place -> partitions.contains(place.partition()));
        overdue.keySet().removeIf(place -> partitions.contains(place.partition()));
        triedAgain.removeAll(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // Nothing is known of them.
    }

    /** What a batch has come to. */
    private record Progress(Set<Integer> handled, AtomicReference<@Nullable Throwable> failure, AtomicBoolean stopped) {
        Progress() {
            this(ConcurrentHashMap.newKeySet(), new AtomicReference<>(), new AtomicBoolean());
        }

        /** The first failure counts: those that follow are often its consequence. */
        void failed(Throwable cause) {
            failure.compareAndSet(null, cause);
            if (!Outages.isOverdue(cause)) {
                stopped.set(true);
            }
        }

        /** Whether more would fail in the same way. */
        boolean isStopped() {
            return stopped.get();
        }

        /** The first record that is to be read again; {@code size} where all were handled. */
        int next(int size) {
            int next = 0;
            while (next < size && handled.contains(next)) {
                next++;
            }
            return next;
        }
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        Progress progress = new Progress();
        List<Place> places = records.stream().map(Place::of).toList();
        for (int i = 0; i < records.size(); i++) {
            if (ahead.contains(places.get(i))) {
                progress.handled().add(i);
            }
        }
        boolean oneByOne = places.stream().anyMatch(place -> triedAgain.contains(place.partition()));
        try {
            handler.handleTogether(oneByOne ? Map.of() : rest(records, progress))
                    .doOnNext(progress.handled()::addAll)
                    .thenMany(Flux.fromIterable(lanes(records).values()))
                    .flatMap(
                            lane -> reading.newestOnly()
                                    ? handleNewest(records, lane, progress)
                                    : handleInOrder(records, lane, progress),
                            reading.sideBySide())
                    .then()
                    .timeout(reading.timeLimit())
                    .block();
        } catch (RuntimeException | Error gaveUp) {
            // An error would end the container, and with it the consumer, for good.
            progress.failed(gaveUp);
        }
        int next = progress.next(records.size());
        places.subList(0, next).forEach(this::isDone);
        if (next < records.size()) {
            Throwable cause = progress.failure().get();
            progress.handled().stream().filter(index -> index > next).forEach(index -> ahead.add(places.get(index)));
            triedAgain.add(places.get(next).partition());
            if (!stopping) {
                outage.failed(String.valueOf(cause));
            }
            throw new BatchListenerFailedException("handled no further", cause, next);
        }
        if (triedAgain.isEmpty()) {
            outage.worked();
        }
    }

    /** It will not be read again. */
    private void isDone(Place place) {
        ahead.remove(place);
        overdue.remove(place);
        triedAgain.remove(place.partition());
    }

    private static Map<Integer, ConsumerRecord<String, byte[]>> rest(
            List<ConsumerRecord<String, byte[]>> records, Progress progress) {
        Map<Integer, ConsumerRecord<String, byte[]>> rest = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            if (!progress.handled().contains(i)) {
                rest.put(i, records.get(i));
            }
        }
        return rest;
    }

    /** Indexes of the records of each key, in order. */
    private static Map<String, List<Integer>> lanes(List<ConsumerRecord<String, byte[]>> records) {
        Map<String, List<Integer>> lanes = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> record = records.get(i);
            lanes.computeIfAbsent(record.topic() + '/' + record.key(), key -> new ArrayList<>())
                    .add(i);
        }
        return lanes;
    }

    /**
     * Once any record failed since something is away, no lane begins another: they would fail in the same way. One whose
     * statements are overdue holds up its own lane alone.
     */
    private Mono<Void> handleInOrder(
            List<ConsumerRecord<String, byte[]>> records, List<Integer> lane, Progress progress) {
        return Flux.fromIterable(lane)
                .concatMap(index -> Mono.defer(
                        () -> progress.isStopped() || progress.handled().contains(index)
                                ? Mono.empty()
                                : handle(records.get(index))
                                        .doOnSuccess(done -> progress.handled().add(index))))
                .then()
                .onErrorResume(failure -> {
                    progress.failed(failure);
                    return Mono.empty();
                });
    }

    private Mono<Void> handleNewest(
            List<ConsumerRecord<String, byte[]>> records, List<Integer> lane, Progress progress) {
        int newest = lane.size() - 1;
        progress.handled().addAll(lane.subList(0, newest));
        return handleInOrder(records, lane.subList(newest, lane.size()), progress);
    }

    private Mono<Void> handle(ConsumerRecord<String, byte[]> record) {
        return handler.handle(record)
                .onErrorResume(
                        Outages::isOverdue,
                        failure -> overdue.merge(Place.of(record), 1, Integer::sum) < OVERDUE_TRIES
                                ? Mono.error(failure)
                                : handler.giveUp(record, failure));
    }
}
