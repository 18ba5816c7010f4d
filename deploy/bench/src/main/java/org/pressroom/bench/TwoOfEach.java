package org.pressroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What a second process of each program is good for: more work is done, and nobody waits for one that hangs. */
final class TwoOfEach {
    private static final int BACKLOG = 20_000;
    private static final int WARM_UP = 4_000;
    private static final int MAILS = 20_000;
    private static final int MAILS_AIM = 1_500;
    private static final double SHARED_AIM = 1.7;
    private static final Duration WAIT_AIM = Duration.ofSeconds(15);
    private static final int PER_SECOND = 10;
    private static final int PAUSE_SECONDS = 5;
    private static final List<String> PROGRAMS =
            List.of("article-service", "comment-service", "subscription-service", "gateway");

    private final Path root;
    private final int seconds;
    private final String password = UUID.randomUUID().toString();
    private final List<Figure> figures = new ArrayList<>();

    /** @param seconds how long each hangs */
    TwoOfEach(Path root, int seconds) {
        this.root = root;
        this.seconds = seconds;
    }

    /** Some of what is measured. */
    @FunctionalInterface
    private interface Part {
        void measure() throws IOException, SQLException, InterruptedException;
    }

    List<Figure> measure() throws InterruptedException {
        measure("a backlog by one and by two", this::measureBacklog);
        measure("mails by one and by two", this::measureMails);
        measure("one of each that hangs", this::measureHanging);
        return figures;
    }

    /** What fails takes nothing else with it: each takes minutes. */
    private void measure(String name, Part part) throws InterruptedException {
        try {
            part.measure();
        } catch (IOException | SQLException failed) {
            figures.add(Figure.notMeasured(name, "", failed.toString()));
        }
    }

    private void measureBacklog() throws IOException, SQLException, InterruptedException {
        Backlog.Judged one = judgedBy(1);
        Backlog.Judged two = judgedBy(2);
        double ratio = (double) one.time().toNanos() / two.time().toNanos();
        figures.add(Figure.of(
                BACKLOG + " comments that wait on one article, two processes of comment-service instead of one",
                "at least " + SHARED_AIM + " times as fast",
                String.format(Locale.ROOT, "%.2f times: %s for %s", ratio, told(two), told(one)),
                ratio >= SHARED_AIM));
    }

    private static String told(Backlog.Judged judged) {
        return String.format(
                Locale.ROOT,
                "%.1f s (CPU %.1f s judging, %.1f s others)",
                judged.time().toMillis() / 1e3,
                judged.judging(),
                judged.others());
    }

    private Backlog.Judged judgedBy(int processes) throws IOException, SQLException, InterruptedException {
        System.err.println("a backlog for " + processes);
        try (OwnSuite suite = OwnSuite.start(root, password, "--scale", "comment-service=" + processes)) {
            Site site = new Site(suite.site(), password);
            Site.Article article = site.publish("Waiting " + Words.name(), List.of());
            site.awaitComments(article);
            Backlog backlog = Backlog.of(new SuiteFolder(suite.data()), site, processes);
            backlog.judged(article, WARM_UP);
            backlog.pin();
            return backlog.judged(article, BACKLOG);
        }
    }

    private void measureMails() throws IOException, SQLException, InterruptedException {
        try (OwnSuite suite = OwnSuite.start(root, password)) {
            SuiteFolder folder = new SuiteFolder(suite.data());
            Site site = new Site(suite.site(), password);
            double one = mailedBy(folder, site, 1);
            double two = mailedBy(folder, site, 2);
            figures.add(Figure.of(
                    "mails about one article to " + MAILS + " subscribers, one process of subscription-service",
                    "at least " + MAILS_AIM + "/s",
                    String.format(Locale.ROOT, "%.0f/s", one),
                    one >= MAILS_AIM));
            figures.add(Figure.of(
                    "the same by two, each on a processor of its own",
                    "at least " + SHARED_AIM + " times as fast",
                    String.format(Locale.ROOT, "%.2f times: %.0f/s", two / one, two),
                    two / one >= SHARED_AIM));
        }
    }

    private static double mailedBy(SuiteFolder folder, Site site, int processes)
            throws IOException, SQLException, InterruptedException {
        System.err.println("mails by " + processes);
        try (MailLoad load = MailLoad.of(folder, site, processes)) {
            load.perSecond(MAILS / 4);
            return load.perSecond(MAILS);
        }
    }

    private void measureHanging() throws IOException, InterruptedException {
        String two = String.join(",", PROGRAMS.stream().map(name -> name + "=2").toList());
        try (OwnSuite suite = OwnSuite.start(root, password, "--scale", two)) {
            SuiteFolder folder = new SuiteFolder(suite.data());
            Site site = new Site(suite.site(), password);
            Site.Article article = site.publish("Talked about " + Words.name(), List.of());
            site.awaitComments(article);
            CommentLoad load = new CommentLoad(site, List.of(article));
            CommentLoad bySecond = new CommentLoad(new Site(folder.address("gateway-2"), password), List.of(article));
            load.run(PER_SECOND, PAUSE_SECONDS);
            bySecond.run(PER_SECOND, PAUSE_SECONDS);
            for (String program : PROGRAMS) {
                // Who asks the gateway that hangs has to ask the other: that is up to what stands before them.
                measureHanging(folder, program.equals("gateway") ? bySecond : load, program);
                measureHanging(folder, load, program + "-2");
            }
        }
    }

    private void measureHanging(SuiteFolder folder, CommentLoad load, String part)
            throws IOException, InterruptedException {
        System.err.println(part + " hangs");
        long pid = folder.pid(part);
        CommentLoad.Outcome outcome;
        try {
            outcome = load.run(PER_SECOND, seconds, () -> Processes.stop(pid));
        } finally {
            Processes.goOn(pid);
        }
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        Duration longest = outcome.visible().percentile(1);
        figures.add(Figure.of(
                "comment posted to visible while " + part + " hangs for " + seconds + " s, " + PER_SECOND + "/s",
                "at most " + WAIT_AIM.toSeconds() + " s",
                outcome.visible() + CommentLoad.refusals(outcome),
                longest.compareTo(WAIT_AIM) <= 0 && outcome.unseen() == 0));
    }
}
