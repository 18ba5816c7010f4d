package org.pressroom.subscription.delivery;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what is due, on all channels. Any number of processes do this at once. It looks as soon as something is committed,
 * when one has ended, and every poll interval.
 */
final class DeliveryEngine implements SmartLifecycle {

    private final Supplier<DeliveryRun> runs;
    private final AtomicReference<@Nullable DeliveryRun> current = new AtomicReference<>();

    DeliveryEngine(Supplier<DeliveryRun> runs) {
        this.runs = runs;
    }

    @Override
    public void start() {
        DeliveryRun run = runs.get();
        if (current.compareAndSet(null, run)) {
            run.start();
        }
    }

    @Override
    public void stop(Runnable callback) {
        DeliveryRun run = current.get();
        if (run == null) {
            callback.run();
            return;
        }
        run.end()
                .doFinally(signal -> {
                    current.compareAndSet(run, null);
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return current.get() != null;
    }
}
