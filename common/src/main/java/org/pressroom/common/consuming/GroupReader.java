package org.pressroom.common.consuming;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads topics in a group, on a thread of its own, and hands on what it reads without waiting for it. It commits up to
 * what is done, reads no further where much waits, and gives partitions back once what is under way of them is done,
 * within a limit. Whatever happens at the broker, it begins anew.
 */
final class GroupReader {

    private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);

    /** At rest: as long as nothing comes, nothing is to do. */
    private static final Duration AT_REST = Duration.ofSeconds(5);

    /** While something is not done, or not committed: to commit it, and to read on. */
    private static final Duration AT_WORK = Duration.ofMillis(50);

    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(100);

    /** What is under way is waited for so long where partitions are given back. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final String name;
    private final Set<String> topics;
    private final ConsumerFactory<String, byte[]> kafka;
    private final Properties settings;
    private final Lanes lanes;
    private final OutageLog outage;
    private final CountDownLatch stops = new CountDownLatch(1);
    private final Runnable closed;

    private volatile @Nullable Consumer<String, byte[]> consumer;
    private boolean commits;
    private long committedAt = System.nanoTime();

    /**
     * @param name its group's and its client's
     * @param settings that differ from the program's
     * @param closed is run once it has ended
     */
    GroupReader(
            String name,
            Set<String> topics,
            ConsumerFactory<String, byte[]> kafka,
            Properties settings,
            Lanes lanes,
            Runnable closed) {
        this.name = name;
        this.topics = topics;
        this.kafka = kafka;
        this.settings = settings;
        this.lanes = lanes;
        this.closed = closed;
        this.outage = new OutageLog(LOG, name + " cannot read");
    }

    void start() {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** It ends once what is under way is done, within a limit. */
    void stop() {
        stops.countDown();
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
    }

    private boolean goesOn() {
        return stops.getCount() > 0;
    }

    private void run() {
        try {
            while (goesOn()) {
                readUntilItFails();
            }
        } finally {
            closed.run();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // an error would end the reader, and with it its consumer, for good
    private void readUntilItFails() {
        try {
            Consumer<String, byte[]> opened = kafka.createConsumer(name, name, null, settings);
            consumer = opened;
            try {
                read(opened);
            } finally {
                consumer = null;
                lanes.forgetAll();
                opened.close(CloseOptions.timeout(LAST_WORD));
            }
        } catch (RuntimeException | Error failure) {
            if (goesOn()) {
                outage.failed(failure);
                pause(TopicReader.LONGEST_PAUSE);
            }
        }
    }

    private void read(Consumer<String, byte[]> opened) {
        commits = false;
        opened.subscribe(topics, new Rebalances(opened));
        try {
            while (goesOn()) {
                ConsumerRecords<String, byte[]> records = opened.poll(lanes.isAtRest() ? AT_REST : AT_WORK);
                lanes.take(records);
                outage.worked();
                pauseAndResume(opened);
                commit(opened);
                if (!records.isEmpty()) {
                    pause(TopicReader.BETWEEN_FETCHES);
                }
            }
        } catch (WakeupException stopping) {
            LOG.debug("{} stops", name);
        }
        giveBack(opened, opened.assignment());
    }

    private void pauseAndResume(Consumer<String, byte[]> opened) {
        Set<TopicPartition> full = lanes.full();
        Set<TopicPartition> paused = opened.paused();
        Set<TopicPartition> further = new HashSet<>(paused);
        further.removeAll(full);
        opened.resume(further);
        full.removeAll(paused);
        opened.pause(full);
    }

    private void commit(Consumer<String, byte[]> opened) {
        if (commits || System.nanoTime() - committedAt < BETWEEN_COMMITS.toNanos()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = lanes.committable();
        if (!offsets.isEmpty()) {
            commits = true;
            committedAt = System.nanoTime();
            opened.commitAsync(offsets, (asked, failure) -> {
                commits = false;
                if (failure == null) {
                    lanes.committed(asked);
                } else {
                    LOG.debug("{} could not commit and tries again", name, failure);
                }
            });
        }
    }

    /** What cannot be committed now is read again, and recognised. */
    private void giveBack(Consumer<String, byte[]> opened, Collection<TopicPartition> partitions) {
        lanes.giveUp(partitions, UNDER_WAY);
        Map<TopicPartition, OffsetAndMetadata> offsets = lanes.committable();
        offsets.keySet().retainAll(partitions);
        try {
            if (!offsets.isEmpty()) {
                commitNow(opened, offsets);
            }
        } catch (KafkaException failure) {
            LOG.debug("{} could not commit what it gives back", name, failure);
        }
        lanes.forget(partitions);
    }

    private static void commitNow(Consumer<String, byte[]> opened, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            opened.commitSync(offsets, LAST_WORD);
        } catch (WakeupException meantForWaiting) {
            opened.commitSync(offsets, LAST_WORD);
        }
    }

    private void pause(Duration time) {
        try {
            stops.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            stops.countDown();
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> opened;

        Rebalances(Consumer<String, byte[]> opened) {
            this.opened = opened;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debug("{} reads {}", name, partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            giveBack(opened, partitions);
        }

        /** Others have them already. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            lanes.forget(partitions);
        }
    }
}
