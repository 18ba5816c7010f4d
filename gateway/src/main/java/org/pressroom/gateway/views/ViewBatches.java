package org.pressroom.gateway.views;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.ArticlesViewed;
import org.pressroom.common.events.ArticlesViewed.Counted;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.sending.EventSender;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Gathers views, and hands what has come in a moment to Kafka as one record. Who told of them hears of it once Kafka has that
 * record on its disks: what was answered is counted, whatever dies.
 */
final class ViewBatches implements SmartLifecycle {

    /** Before what sends. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2000;

    /** Of a record, which is some 200 KB then. */
    private static final int MOST_COUNTS = 1_000;

    private final EventSender sender;
    private final ViewsProperties properties;
    private final Clock clock;
    private final Scheduler scheduler = Schedulers.parallel();

    /** Which process counted: its records keep their order. */
    private final UUID self = Ids.next();

    private @Nullable Batch gathering;
    private int unacknowledged;
    private volatile boolean running;

    ViewBatches(EventSender sender, ViewsProperties properties, Clock clock) {
        this.sender = sender;
        this.properties = properties;
        this.clock = clock;
    }

    /** By what views are added up. */
    record Key(
            UUID articleId,
            @Nullable String source,
            @Nullable String language,
            @Nullable String country) {

        /** Of reads it is not told apart who read. */
        static Key ofRead(UUID articleId) {
            return new Key(articleId, null, null, null);
        }
    }

    /** Adds a view, or a read; false where too many wait. */
    boolean add(Key key, boolean read, Waiting who) {
        Batch full = null;
        synchronized (this) {
            if (unacknowledged >= properties.waiting()) {
                return false;
            }
            unacknowledged++;
            Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
            Batch present = gathering;
            if (present == null || present.isFull() || !present.hour.equals(hour)) {
                full = present;
                present = new Batch(hour);
                gathering = present;
                Batch begun = present;
                scheduler.schedule(() -> send(begun), properties.every().toMillis(), TimeUnit.MILLISECONDS);
            }
            present.add(key, read, who);
        }
        if (full != null) {
            send(full);
        }
        return true;
    }

    /** Once. */
    private void send(Batch batch) {
        synchronized (this) {
            if (gathering == batch) {
                gathering = null;
            }
            if (batch.sent) {
                return;
            }
            batch.sent = true;
        }
        Disposable overdue =
                scheduler.schedule(() -> batch.tell(false), properties.limit().toMillis(), TimeUnit.MILLISECONDS);
        sender.send(EventType.ARTICLES_VIEWED, self, batch.event(), () -> {
            overdue.dispose();
            acknowledged(batch.size);
            batch.tell(true);
        });
    }

    private synchronized void acknowledged(int views) {
        unacknowledged -= views;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        Batch last;
        synchronized (this) {
            last = gathering;
        }
        if (last != null) {
            send(last);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** What has come in a moment. Guarded by the batches until it is sent. */
    private static final class Batch {

        private final Instant hour;
        private final Map<Key, long[]> counts = new HashMap<>();
        private final IdentityHashMap<Executor, List<Waiting>> waiting = new IdentityHashMap<>();
        private int size;
        private boolean sent;
        private boolean told;

        private Batch(Instant hour) {
            this.hour = hour;
        }

        private boolean isFull() {
            return counts.size() >= MOST_COUNTS;
        }

        private void add(Key key, boolean read, Waiting who) {
            counts.computeIfAbsent(key, absent -> new long[2])[read ? 1 : 0]++;
            waiting.computeIfAbsent(who.executor(), absent -> new ArrayList<>()).add(who);
            size++;
        }

        private ArticlesViewed event() {
            return new ArticlesViewed(
                    hour,
                    counts.entrySet().stream()
                            .map(entry -> counted(entry.getKey(), entry.getValue()))
                            .toList());
        }

        private static Counted counted(Key key, long[] counts) {
            return new Counted(key.articleId(), key.source(), key.language(), key.country(), counts[0], counts[1]);
        }

        /** The first word is the last. */
        private void tell(boolean counted) {
            synchronized (this) {
                if (told) {
                    return;
                }
                told = true;
            }
            waiting.forEach((executor, those) -> executor.execute(() -> those.forEach(who -> who.told(counted))));
        }
    }
}
