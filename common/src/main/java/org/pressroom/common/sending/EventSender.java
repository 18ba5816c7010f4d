package org.pressroom.common.sending;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends events that tell of no change in a database, so that there is no transaction whose outbox they could be in: who
 * counts something in memory waits for Kafka's acknowledgement before it answers anybody. An event is sent until it is
 * acknowledged, under the same id, so that who acts on each id once acts once.
 *
 * <p>What waits is in memory, and whoever sends sees to it that it does not become too much.
 */
public final class EventSender implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

    /** Before the relay of the outbox, and after the connections of those who wait for an acknowledgement. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    /** A producer that acknowledges nothing for so long is replaced. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(20);

    /** What is under way is waited for so long at the end. */
    private static final Duration LAST_WORD = Duration.ofSeconds(5);

    private final Supplier<Producer<String, byte[]>> producers;
    private final String source;
    private final Clock clock;
    private final OutageLog outage = new OutageLog(LOG, "events that are sent at once wait for Kafka");

    /** Not sent by the present producer yet. */
    private final Deque<Sending> due = new ArrayDeque<>();

    /** Sent, and not acknowledged. */
    private final Deque<Sending> underWay = new ArrayDeque<>();

    private boolean failed;
    private long heardAt;
    private volatile @Nullable Thread thread;

    EventSender(Supplier<Producer<String, byte[]>> producers, String source, Clock clock) {
        this.producers = producers;
        this.source = source;
        this.clock = clock;
    }

    private record Sending(ProducerRecord<String, byte[]> record, Runnable acknowledged) {}

    /**
     * Sends an event, sooner or later.
     *
     * @param acknowledged is run once Kafka has it, on a thread of Kafka's: it must not block
     */
    public void send(EventType type, UUID key, Record data, Runnable acknowledged) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), key.toString(), CloudEventsCodec.encode(data));
        CloudEventsCodec.writeHeaders(
                record.headers(), Ids.next(), type.typeName(), source, clock.instant(), key.toString());
        synchronized (this) {
            due.add(new Sending(record, acknowledged));
            notifyAll();
        }
    }

    @Override
    public void start() {
        Thread sender = new Thread(this::run, "event-sender");
        sender.setDaemon(true);
        thread = sender;
        sender.start();
    }

    @Override
    public void stop() {
        Thread sender = thread;
        thread = null;
        if (sender != null) {
            try {
                synchronized (this) {
                    notifyAll();
                }
                sender.join(LAST_WORD.toMillis());
                sender.interrupt();
                sender.join(LAST_WORD.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Ends once it is told to and nothing is left. */
    private synchronized boolean goesOn() {
        return thread == Thread.currentThread() || !due.isEmpty() || !underWay.isEmpty();
    }

    @SuppressWarnings("CatchingUnchecked") // an error would end it, and nobody would be answered any more
    private void run() {
        while (goesOn()) {
            try {
                awaitFirst();
                try (Closing producer = new Closing(producers.get())) {
                    sendUntilItFails(producer.get());
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException | Error failure) {
                outage.failed(failure);
            }
            if (!sendsAgain()) {
                return;
            }
        }
    }

    /** There is no producer where there is nothing to send. */
    private synchronized void awaitFirst() throws InterruptedException {
        while (due.isEmpty() && thread == Thread.currentThread()) {
            wait();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private void sendUntilItFails(Producer<String, byte[]> producer) throws InterruptedException {
        for (List<Sending> next = next(); next != null; next = next()) {
            for (Sending sending : next) {
                producer.send(sending.record(), outcome(sending));
            }
        }
    }

    /** What is due next, once there is some; null where the producer is of no use any more, or nothing is left to do. */
    private synchronized @Nullable List<Sending> next() throws InterruptedException {
        while (due.isEmpty()) {
            boolean stuck = !underWay.isEmpty() && System.nanoTime() - heardAt > STUCK_AFTER.toNanos();
            if (failed || stuck || !goesOn()) {
                return null;
            }
            wait(RETRY_AFTER.toMillis());
        }
        if (failed) {
            return null;
        }
        if (underWay.isEmpty()) {
            heardAt = System.nanoTime();
        }
        List<Sending> next = new ArrayList<>(due);
        underWay.addAll(next);
        due.clear();
        return next;
    }

    private Callback outcome(Sending sending) {
        return (stored, failure) -> {
            boolean first;
            synchronized (this) {
                first = failure == null && underWay.remove(sending);
                failed |= failure != null && underWay.contains(sending);
                heardAt = System.nanoTime();
                notifyAll();
            }
            if (failure != null) {
                outage.failed(failure);
            } else if (first) {
                outage.worked();
                sending.acknowledged().run();
            }
        };
    }

    /** All that was not acknowledged is due again. False where it was told to end meanwhile. */
    private boolean sendsAgain() {
        try {
            synchronized (this) {
                List<Sending> again = new ArrayList<>(underWay);
                underWay.clear();
                again.addAll(due);
                due.clear();
                due.addAll(again);
                if (!failed && due.isEmpty()) {
                    return goesOn();
                }
                failed = false;
            }
            Thread.sleep(RETRY_AFTER.toMillis());
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    /** Closes a producer without waiting for what it has not sent: it is sent again by the next. */
    private record Closing(Producer<String, byte[]> get) implements AutoCloseable {
        @Override
        public void close() {
            get.close(Duration.ZERO);
        }
    }
}
