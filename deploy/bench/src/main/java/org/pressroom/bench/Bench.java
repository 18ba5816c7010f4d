package org.pressroom.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The benchmarks: measures one figure after the other and prints them as a table. */
public final class Bench {
    private static final Duration READY_AIM = Duration.ofSeconds(20);
    private static final long MEMORY_AIM = 1536L << 20;
    private static final Duration EVENT_AIM = Duration.ofMillis(100);
    private static final int EVENTS_PER_SECOND = 200;
    private static final Duration VISIBLE_AIM = Duration.ofMillis(250);
    private static final int COMMENTS_PER_SECOND = 100;
    private static final int FEW_PER_SECOND = 50;
    private static final Duration FEW_VISIBLE_AIM = Duration.ofMillis(100);
    private static final int MANY_PER_SECOND = 200;
    private static final Duration COLD_VISIBLE_AIM = Duration.ofSeconds(1);
    private static final int COLD_SECONDS = 20;
    private static final int RELAYED = 50_000;
    private static final int RELAY_AIM = 5_000;
    private static final Duration MAIL_AIM = Duration.ofSeconds(2);
    private static final int ARTICLES = 10;
    private static final int READING_SECONDS = 10;
    private static final int WARM_UP_SECONDS = 20;
    private static final int WARM_UP_PER_SECOND = 50;
    private static final String READY = "from built to ready";
    private static final String MEMORY = "memory of all processes at rest (PSS)";
    private static final String EVENT =
            "event from commit to consumer, " + EVENTS_PER_SECOND + " events/s (comment-events)";

    private final Options options;
    private final List<Figure> figures = new ArrayList<>();

    private Bench(Options options) {
        this.options = options;
    }

    /** Takes the project's folder, then the options. */
    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        Options options;
        try {
            options = Options.parse(Path.of(all.get(0)), all.subList(1, all.size()));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        new Bench(options).run();
    }

    private void run() throws Exception {
        URI site = options.site();
        if (options.twoOfEach()) {
            figures.addAll(new TwoOfEach(options.root(), options.seconds()).measure());
        } else if (options.writing()) {
            figures.addAll(new Writing(options.root()).measure());
        } else if (options.views()) {
            figures.addAll(new ViewLoad(options.root(), options.seconds()).measure());
        } else if (options.articles() > 0) {
            figures.addAll(new Large(options.root(), options.articles(), options.seconds()).measure());
        } else if (options.peers() != null) {
            figures.addAll(new WithPeers(options.root(), options.peers(), options.seconds()).measure());
        } else if (site == null) {
            ofOwnSuite();
        } else {
            String password = System.getenv("PRESSROOM_ADMIN_PASSWORD");
            if (password == null) {
                System.err.println("PRESSROOM_ADMIN_PASSWORD is not set");
                System.exit(2);
                return;
            }
            figures.add(Figure.notMeasured(READY, atMost(READY_AIM), "the suite ran already"));
            measure(site, options.mail(), options.data(), password);
        }
        print();
    }

    private void ofOwnSuite() throws Exception {
        String password = UUID.randomUUID().toString();
        say("starting a suite, to have it built");
        OwnSuite.start(options.root(), password).close();
        say("starting another, on new data");
        try (OwnSuite suite = OwnSuite.start(options.root(), password)) {
            figures.add(Figure.of(
                    READY,
                    atMost(READY_AIM),
                    String.format(Locale.ROOT, "%.1f s", suite.start().toMillis() / 1e3),
                    suite.start().compareTo(READY_AIM) <= 0));
            measure(suite.site(), suite.mail(), suite.data(), password);
        }
    }

    private void measure(URI address, @Nullable URI mail, @Nullable Path data, String password) throws Exception {
        SuiteFolder folder = data == null ? null : new SuiteFolder(data);
        measureMemory(folder);
        Site site = new Site(address, password);
        List<Site.Article> articles = new ArrayList<>();
        for (int count = 0; count < ARTICLES; count++) {
            articles.add(site.publish("Benchmark " + Words.name(), List.of("benchmark")));
        }
        for (Site.Article article : articles) {
            site.awaitComments(article);
        }
        CommentLoad load = new CommentLoad(site, articles);
        measureComments(load, ", right after the start", COMMENTS_PER_SECOND, COLD_SECONDS, COLD_VISIBLE_AIM);
        say("warming up for " + WARM_UP_SECONDS + " s");
        CommentLoad.Outcome warm = load.run(WARM_UP_PER_SECOND, WARM_UP_SECONDS);
        if (warm.accepted() == 0) {
            throw new IOException("no comment was accepted");
        }
        measureEvents(folder, load);
        measureComments(load, "", FEW_PER_SECOND, options.seconds(), FEW_VISIBLE_AIM);
        measureComments(load, "", COMMENTS_PER_SECOND, options.seconds(), VISIBLE_AIM);
        if (mail == null) {
            figures.add(Figure.notMeasured("article published to mail received", atMost(MAIL_AIM), "no --mail"));
        } else {
            measureMail(site, mail);
        }
        measureReading(site, articles.get(0));
        // More than a small machine keeps up with: what it leaves behind disturbs what follows.
        measureComments(load, "", MANY_PER_SECOND, options.seconds(), VISIBLE_AIM);
        if (folder != null) {
            folder.awaitRest();
            Map<String, Long> memory = folder.memory();
            figures.add(Figure.withoutAim("memory after the load (PSS)", megabytes(sum(memory))));
            measureRelay(folder);
        }
    }

    private void measureMemory(@Nullable SuiteFolder folder) throws IOException, InterruptedException {
        String aim = "at most 1.5 GB";
        if (folder == null) {
            figures.add(Figure.notMeasured(MEMORY, aim, "no --data"));
        } else if (!Files.exists(Path.of("/proc/self/smaps_rollup"))) {
            figures.add(Figure.notMeasured(MEMORY, aim, "it needs Linux"));
        } else {
            say("waiting until the suite is at rest");
            boolean rests = folder.awaitRest();
            Map<String, Long> memory = folder.memory();
            memory.forEach((part, bytes) -> say("  " + part + " " + megabytes(bytes)));
            long sum = sum(memory);
            figures.add(Figure.of(
                    MEMORY, aim, megabytes(sum) + (rests ? "" : " (it did not come to rest)"), sum <= MEMORY_AIM));
        }
    }

    private void measureEvents(@Nullable SuiteFolder folder, CommentLoad load)
            throws IOException, InterruptedException {
        if (folder == null) {
            figures.add(Figure.notMeasured(EVENT, p99(EVENT_AIM), "no --data"));
            return;
        }
        try (EventListener events = new EventListener(folder.kafka(), "comment-events")) {
            CommentLoad.Outcome few = load.run(10, 5);
            double eventsPerComment = (double) events.take().count() / few.accepted();
            double perSecond = EVENTS_PER_SECOND / eventsPerComment;
            say(String.format(
                    Locale.ROOT, "events: %.1f comments/s, each with %.1f events", perSecond, eventsPerComment));
            CommentLoad.Outcome outcome = load.run(perSecond, options.seconds());
            Latencies latencies = events.take();
            boolean whole = outcome.refused() == 0;
            figures.add(Figure.of(
                    EVENT,
                    p99(EVENT_AIM),
                    latencies + CommentLoad.refusals(outcome),
                    whole && latencies.percentile(0.99).compareTo(EVENT_AIM) <= 0));
        }
    }

    private void measureRelay(SuiteFolder folder) throws IOException, SQLException, InterruptedException {
        say("a full outbox");
        double perSecond = Relay.perSecond(folder, RELAYED);
        figures.add(Figure.of(
                RELAYED + " events that wait in one outbox, relayed",
                "at least " + RELAY_AIM + "/s",
                String.format(Locale.ROOT, "%.0f/s", perSecond),
                perSecond >= RELAY_AIM));
    }

    private void measureComments(CommentLoad load, String when, int perSecond, int seconds, Duration aim)
            throws IOException, InterruptedException {
        say("comments: " + perSecond + "/s" + when);
        CommentLoad.Outcome outcome = load.run(perSecond, seconds);
        boolean whole = outcome.refused() == 0 && outcome.unseen() == 0;
        figures.add(Figure.of(
                "comment posted to visible on the stream, " + perSecond + "/s" + when,
                p99(aim),
                outcome.visible() + CommentLoad.refusals(outcome),
                whole && outcome.visible().percentile(0.99).compareTo(aim) <= 0));
        figures.add(Figure.withoutAim(
                "comment posted to answered, " + perSecond + "/s" + when,
                outcome.answered().toString()));
    }

    private void measureMail(Site site, URI mail) throws IOException, InterruptedException {
        say("mails");
        Latencies latencies = new MailWatch(site, mail).measure();
        figures.add(Figure.of(
                "article published to mail received",
                atMost(MAIL_AIM),
                latencies.toString(),
                latencies.percentile(1).compareTo(MAIL_AIM) <= 0));
    }

    private void measureReading(Site site, Site.Article article) throws IOException, InterruptedException {
        Optional<Wrk> wrk = Wrk.find();
        for (Map.Entry<String, String> read : List.of(
                Map.entry("article page through the cache", "/articles/" + article.slug()),
                Map.entry("article JSON through the cache", "/api/articles/" + article.slug()))) {
            if (wrk.isEmpty()) {
                figures.add(Figure.notMeasured(read.getKey(), "", "wrk is not installed"));
            } else {
                say(read.getKey());
                Wrk.Request request = Wrk.Request.get(site.address(read.getValue()));
                wrk.get().measure(request, Wrk.CONNECTIONS, READING_SECONDS);
                figures.add(Figure.withoutAim(
                        read.getKey() + ", " + Wrk.CONNECTIONS + " connections",
                        told(wrk.get().measure(request, Wrk.CONNECTIONS, READING_SECONDS))));
            }
        }
    }

    private static String told(Wrk.Load load) {
        return load.failed() > 0
                ? "failed: " + load.failed() + " answers were refusals (are rate limits on?)"
                : String.format(Locale.ROOT, "%.0f/s, p99 %s", load.perSecond(), Latencies.millis(load.p99()));
    }

    private void print() {
        System.out.println();
        System.out.print(Figure.table(figures));
        System.out.println();
        System.out.println(Runtime.getRuntime().availableProcessors() + " processors, Java " + Runtime.version()
                + ", the load from this machine too");
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private static long sum(Map<String, Long> memory) {
        return memory.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String atMost(Duration aim) {
        return "at most " + aim.toSeconds() + " s";
    }

    private static String p99(Duration aim) {
        return "p99 at most " + aim.toMillis() + " ms";
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
