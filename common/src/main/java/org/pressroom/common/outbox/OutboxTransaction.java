package org.pressroom.common.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are sent in one transaction of the producer: all of them or none. The broker lets nobody commit but the one
 * who opened a producer last, so that what a relay sends that has lost its place unawares comes to nothing.
 */
final class OutboxTransaction {

    /** How soon a relay that waits for the broker notices that it is no longer the one that sends. */
    private static final Duration LOOKS_UP_EVERY = Duration.ofMillis(500);

    /** Is asked for while the broker lets us wait. */
    interface Waiting {
        void looksUp() throws SQLException;
    }

    private record Send(OutboxRow row, Future<RecordMetadata> outcome) {}

    private final Producer<String, byte[]> producer;
    private final String source;
    private final Duration stuckAfter;
    private final Waiting waiting;
    private final List<OutboxRow> rows = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long bytes;

    /**
     * Begins one.
     *
     * @param source the program's name
     * @param stuckAfter for how long a broker may answer and acknowledge nothing
     * @throws KafkaException where the producer is of no use any more
     */
    OutboxTransaction(Producer<String, byte[]> producer, String source, Duration stuckAfter, Waiting waiting) {
        this.producer = producer;
        this.source = source;
        this.stuckAfter = stuckAfter;
        this.waiting = waiting;
        producer.beginTransaction();
    }

    /**
     * Sends rows, and waits until the broker has them.
     *
     * @throws RefusedRow where one cannot be sent: then none of the transaction is
     * @throws FailedSend where the broker is away, or acknowledges nothing
     * @throws KafkaException where the producer is of no use any more: another has taken its place, for one
     */
    void send(List<OutboxRow> more) throws SQLException, InterruptedException, FailedSend, RefusedRow {
        rows.addAll(more);
        bytes += more.stream().mapToLong(OutboxRow::bytes).sum();
        List<Send> sends = new ArrayList<>(more.size());
        for (OutboxRow row : more) {
            Future<RecordMetadata> outcome = producer.send(row.toRecord(source));
            Throwable failedAtOnce = outcome.isDone() ? failureOf(outcome) : null;
            if (failedAtOnce instanceof RetriableException) {
                // Each other row would wait as long.
                throw new FailedSend(String.valueOf(failedAtOnce));
            } else if (failedAtOnce != null) {
                throw new RefusedRow(row, failedAtOnce);
            }
            sends.add(new Send(row, outcome));
        }
        await(sends);
    }

    private void await(List<Send> sends) throws SQLException, InterruptedException, FailedSend, RefusedRow {
        StuckProducer stuck = new StuckProducer(producer, stuckAfter);
        RefusedRow refused = null;
        for (Send send : sends) {
            Throwable failure = outcome(send.outcome(), stuck);
            // What was under way behind one that failed fails with it.
            if (failure != null && refused == null && !(failure instanceof TransactionAbortedException)) {
                refused = new RefusedRow(send.row(), failure);
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** Null once acknowledged, else why it failed. */
    private @Nullable Throwable outcome(Future<RecordMetadata> send, StuckProducer stuck)
            throws SQLException, InterruptedException, FailedSend {
        while (true) {
            try {
                send.get(LOOKS_UP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                stuck.acknowledged();
                return null;
            } catch (ExecutionException failed) {
                return failed.getCause();
            } catch (TimeoutException brokerIsAway) {
                waiting.looksUp();
                if (stuck.isStuck(System.nanoTime())) {
                    throw new FailedSend("the broker answers and acknowledges nothing");
                }
            }
        }
    }

    /**
     * Ends it well.
     *
     * @return the ids of all that it sent
     * @throws KafkaException where the producer is of no use any more
     */
    List<Long> commit() throws SQLException {
        while (true) {
            try {
                producer.commitTransaction();
                return ids();
            } catch (org.apache.kafka.common.errors.TimeoutException brokerIsAway) {
                // It may be committed: only asking again tells.
                waiting.looksUp();
            }
        }
    }

    /**
     * Ends it in vain.
     *
     * @return what it sent that may go without the row that was refused: it need not follow that row, nor would it be refused
     *     as that was
     */
    List<OutboxRow> abort(RefusedRow refused) {
        producer.abortTransaction();
        Function<OutboxRow, String> sameFate = refused.isForItsTopic() ? OutboxRow::topic : OutboxRow::lane;
        String fate = sameFate.apply(refused.row());
        return rows.stream().filter(row -> !sameFate.apply(row).equals(fate)).toList();
    }

    /** The ids of all that it sent. */
    List<Long> ids() {
        return rows.stream().map(OutboxRow::id).toList();
    }

    /** The size of all that it sent. */
    long bytes() {
        return bytes;
    }

    /** How long ago it was begun. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static @Nullable Throwable failureOf(Future<RecordMetadata> done) {
        try {
            done.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted;
        }
    }

    /** A row that Kafka does not take. */
    static final class RefusedRow extends Exception {
        private final transient OutboxRow row;
        private final transient Throwable reason;

        RefusedRow(OutboxRow row, Throwable reason) {
            super(reason);
            this.row = row;
            this.reason = reason;
        }

        OutboxRow row() {
            return row;
        }

        String reason() {
            return String.valueOf(reason);
        }

        private boolean isForItsTopic() {
            return reason instanceof TopicAuthorizationException;
        }
    }
}
