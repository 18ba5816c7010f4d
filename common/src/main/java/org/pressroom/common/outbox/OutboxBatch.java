package org.pressroom.common.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are sent together, and what comes of each. After a failed send nothing later of its key counts as sent,
 * whatever Kafka says of it: the failed one is sent again, and what follows it has to follow it again.
 */
final class OutboxBatch {

    /** How soon a relay that waits for the broker notices that it is no longer the one that sends. */
    static final Duration LOOKS_UP_EVERY = Duration.ofMillis(500);

    /** Is asked for while the broker lets us wait. */
    interface Waiting {
        void looksUp() throws SQLException;
    }

    private record Send(OutboxRow row, Future<RecordMetadata> outcome) {}

    private final Producer<String, byte[]> producer;
    private final List<Send> sends;
    private final List<Long> acknowledged;
    private final Set<String> failedLanes = new HashSet<>();
    private @Nullable String failure;

    private OutboxBatch(Producer<String, byte[]> producer, int rows) {
        this.producer = producer;
        this.sends = new ArrayList<>(rows);
        this.acknowledged = new ArrayList<>(rows);
    }

    /**
     * Hands the rows to the producer. Where one fails at once, nothing later of its key is sent; where it waited for the
     * broker in vain, nothing later at all, since each row would wait as long.
     *
     * @param source the program's name
     */
    static OutboxBatch begin(Producer<String, byte[]> producer, List<OutboxRow> rows, String source) {
        OutboxBatch batch = new OutboxBatch(producer, rows.size());
        for (OutboxRow row : rows) {
            if (!batch.failedLanes.contains(row.lane()) && !batch.begin(row, source)) {
                break;
            }
        }
        return batch;
    }

    /** Whether the next may be begun. */
    private boolean begin(OutboxRow row, String source) {
        try {
            Future<RecordMetadata> outcome = producer.send(row.toRecord(source));
            KafkaException failedAtOnce = outcome.isDone() ? failureOf(outcome) : null;
            if (failedAtOnce == null) {
                sends.add(new Send(row, outcome));
                return true;
            }
            failed(row, FailedSend.reasonOf(failedAtOnce));
            return !(failedAtOnce instanceof RetriableException);
        } catch (KafkaException refused) {
            failed(row, FailedSend.reasonOf(refused));
            return false;
        }
    }

    /**
     * Waits for what comes of each.
     *
     * @param stuckAfter for how long a broker may answer and acknowledge nothing
     */
    void await(Duration stuckAfter, Waiting waiting) throws SQLException, InterruptedException {
        StuckProducer stuck = new StuckProducer(producer, stuckAfter);
        for (Send send : sends) {
            String reason = outcome(send.outcome(), stuck, waiting);
            if (reason != null) {
                failed(send.row(), reason);
            } else if (!failedLanes.contains(send.row().lane())) {
                acknowledged.add(send.row().id());
            }
        }
    }

    /** Null once acknowledged, else why it failed. */
    private static @Nullable String outcome(Future<RecordMetadata> send, StuckProducer stuck, Waiting waiting)
            throws SQLException, InterruptedException {
        while (true) {
            try {
                send.get(LOOKS_UP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                stuck.acknowledged();
                return null;
            } catch (ExecutionException failed) {
                return String.valueOf(failed.getCause());
            } catch (TimeoutException brokerIsAway) {
                waiting.looksUp();
                if (stuck.isStuck(System.nanoTime())) {
                    return "the broker answers and acknowledges nothing";
                }
            }
        }
    }

    /** Ids of what Kafka has, and nothing before it waits for. */
    List<Long> acknowledged() {
        return acknowledged;
    }

    /** @throws FailedSend where any did not come through */
    void check() throws FailedSend {
        if (failure != null) {
            throw new FailedSend(failure);
        }
    }

    private void failed(OutboxRow row, String reason) {
        failure = reason;
        failedLanes.add(row.lane());
    }

    private static @Nullable KafkaException failureOf(Future<RecordMetadata> done) {
        try {
            done.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof KafkaException known ? known : new KafkaException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new KafkaException(interrupted);
        }
    }
}
