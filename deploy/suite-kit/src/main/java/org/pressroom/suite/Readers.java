package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/** Those who read all the time, each something else, and want each answer. None of it may come from a cache. */
final class Readers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 500;

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<ScheduledFuture<?>> rounds = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);

    private Readers() {}

    /** As staff, whose answers are not kept. */
    static Readers of(Client staff, String... paths) {
        Readers readers = new Readers();
        for (String path : paths) {
            readers.rounds.add(readers.threads.scheduleWithFixedDelay(
                    () -> readers.read(staff, path), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        }
        return readers;
    }

    private void read(Client client, String path) {
        try {
            int status = client.attempt(Call.get(path)).status();
            if (status == 200) {
                answers.merge(path, 1, Integer::sum);
            } else {
                failures.add(path + ": " + status);
            }
        } catch (IOException failed) {
            failures.add(path + ": " + failed);
        }
    }

    /** Waits until each has had so many answers more, and none anything else. */
    void awaitMore(int count) {
        Map<String, Integer> before = Map.copyOf(answers);
        await("answers to all who read")
                .atMost(PATIENCE)
                .until(() -> !answers.isEmpty()
                        && answers.entrySet().stream()
                                .allMatch(entry -> entry.getValue() >= before.getOrDefault(entry.getKey(), 0) + count));
        assertNoFailures();
    }

    void assertNoFailures() {
        assertThat(failures).as("reads that were refused").isEmpty();
    }

    @Override
    public void close() {
        rounds.forEach(round -> round.cancel(true));
        threads.shutdownNow();
    }
}
