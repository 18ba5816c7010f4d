package org.pressroom.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Comments that wait to be judged, all of them on one article, for processes of which each is pinned to a processor. They
 * are posted as readers post them, and are not due before all of them are there.
 */
final class Backlog {
    private static final String PROGRAM = "comment-service";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int POSTED_AT_ONCE = 32;

    private static final String HOLD_BACK = """
            CREATE FUNCTION bench_not_yet() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.moderation_due_at := 'infinity';
                RETURN NEW;
            END $$;
            CREATE TRIGGER bench_not_yet BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION bench_not_yet();
            """;

    private static final String RELEASE = """
            DROP TRIGGER bench_not_yet ON comment;
            DROP FUNCTION bench_not_yet();
            UPDATE comment SET moderation_due_at = now() WHERE moderation_due_at = 'infinity';
            """;

    /** Index: comment_unjudged_ix. */
    private static final String LEFT = """
            SELECT count(*) FROM comment
            WHERE version > judged_version AND status IN ('pending', 'approved')
            """;

    private final SuiteFolder folder;
    private final Site site;
    private final List<Long> processes;

    private Backlog(SuiteFolder folder, Site site, List<Long> processes) {
        this.folder = folder;
        this.site = site;
        this.processes = processes;
    }

    /** For so many processes of the program. */
    static Backlog of(SuiteFolder folder, Site site, int processes) {
        return new Backlog(
                folder,
                site,
                IntStream.rangeClosed(1, processes)
                        .mapToObj(number -> folder.pid(number == 1 ? PROGRAM : PROGRAM + "-" + number))
                        .toList());
    }

    /**
     * What judging them took.
     *
     * @param judging processor time of the processes that judge, in seconds
     * @param others processor time of all others of the suite meanwhile, in seconds
     */
    record Judged(Duration time, double judging, double others) {}

    /** Pins the processes, each to a processor of its own. */
    void pin() throws IOException {
        for (int processor = 0; processor < processes.size(); processor++) {
            Processes.pin(processes.get(processor), processor);
        }
    }

    /** How long it takes until all of so many are judged. */
    Judged judged(Site.Article article, int count) throws IOException, SQLException, InterruptedException {
        try (Connection connection = folder.database("comment");
                Statement statement = connection.createStatement()) {
            statement.execute(HOLD_BACK);
            post(article, count);
            if (left(statement) < count) {
                throw new IOException("only " + left(statement) + " wait to be judged");
            }
            folder.awaitRest();
            double judgingBefore = judging();
            double allBefore = folder.cpuSeconds();
            long began = System.nanoTime();
            statement.execute(RELEASE);
            while (left(statement) > 0) {
                if (System.nanoTime() - began > LONGEST.toNanos()) {
                    throw new IOException(left(statement) + " are not judged yet");
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            Duration time = Duration.ofNanos(System.nanoTime() - began);
            double judging = judging() - judgingBefore;
            return new Judged(time, judging, folder.cpuSeconds() - allBefore - judging);
        }
    }

    /** Posts until so many are accepted: a suite that is still cold refuses some under such a load. */
    private void post(Site.Article article, int count) throws IOException, InterruptedException {
        int refused = 0;
        for (int missing = count; missing > 0; ) {
            missing = refused(article, missing);
            refused += missing;
            if (refused > count) {
                throw new IOException(refused + " comments were refused, of which " + count + " were to be posted");
            }
        }
        if (refused > 0) {
            System.err.println(refused + " comments were refused and posted again");
        }
    }

    /** Posts so many; how many of them were refused. */
    private int refused(Site.Article article, int count) throws InterruptedException {
        Semaphore free = new Semaphore(POSTED_AT_ONCE);
        AtomicInteger refused = new AtomicInteger();
        for (int number = 0; number < count; number++) {
            free.acquire();
            Future<?> unused = site.comment(article, Words.sentence(), Words.address())
                    .whenComplete((posted, failure) -> {
                        if (failure != null || posted.status() != 202) {
                            refused.incrementAndGet();
                        }
                        free.release();
                    });
        }
        free.acquire(POSTED_AT_ONCE);
        return refused.get();
    }

    private double judging() {
        return processes.stream().mapToDouble(SuiteFolder::cpuSeconds).sum();
    }

    private static long left(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(LEFT)) {
            row.next();
            return row.getLong(1);
        }
    }
}
