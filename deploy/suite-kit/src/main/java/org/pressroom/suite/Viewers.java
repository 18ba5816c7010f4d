package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Newsroom.Article;

/** Those who view an article all the time, each as soon as its view before is counted. */
final class Viewers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private final Client reader;
    private final Client staff;
    private final Article article;
    private final ExecutorService threads;
    private final AtomicLong counted = new AtomicLong();
    /** Sent, and not answered, or answered that nobody knows. */
    private final AtomicLong unknown = new AtomicLong();

    private volatile boolean stopped;

    private Viewers(Client reader, Client staff, Article article, int viewers) {
        this.reader = reader;
        this.staff = staff;
        this.article = article;
        this.threads = Executors.newFixedThreadPool(viewers);
        for (int viewer = 0; viewer < viewers; viewer++) {
            threads.execute(this::view);
        }
    }

    static Viewers start(Suite suite, Newsroom newsroom, Article article, int viewers) {
        return new Viewers(suite.stranger(), newsroom.staff(), article, viewers);
    }

    private void view() {
        Call call =
                Call.post("/api/views").json(Map.of("articleId", article.id())).header("User-Agent", BROWSER);
        while (!stopped) {
            try {
                int status = reader.attempt(call).status();
                (status == 204 ? counted : unknown).incrementAndGet();
                if (status != 204) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (IOException noAnswer) {
                unknown.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Waits until so many more are counted. */
    void awaitMore(int views) {
        long before = counted.get();
        await("views to be counted").atMost(PATIENCE).until(() -> counted.get() >= before + views);
    }

    void stop() {
        stopped = true;
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * All that was said to be counted is, once; of what nobody was told, each at most once.
     *
     * @param allWereTold whether there may be none of those
     */
    void assertCountedOnce(boolean allWereTold) {
        long least = counted.get();
        await("all views to be counted").atMost(PATIENCE).until(() -> figures() >= least);
        assertThat(figures()).isBetween(least, least + unknown.get());
        if (allWereTold) {
            assertThat(unknown).hasValue(0);
        }
    }

    private long figures() {
        return staff.get("/api/statistics/articles/" + article.id())
                .expect(200)
                .json()
                .get("views")
                .asLong();
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
