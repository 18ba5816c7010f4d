package org.pressroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/**
 * What views cost, as pages tell of them: each from an address of its own, over connections that a proxy in front keeps.
 * Limits are on.
 */
final class ViewLoad {
    private static final int PER_SECOND = 2_000;
    private static final double CORE_AIM = 0.1;
    /** Until the compiler has done with what is run 200,000 times. */
    private static final int WARM_UP_SECONDS = 150;

    private static final int ARTICLES = 40;
    /** A proxy has so many connections, too: what comes meanwhile waits. */
    private static final int AT_ONCE = 2_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> COUNTING = List.of("gateway", "article-service");
    private static final List<String> BENEATH = List.of("kafka", "postgresql");
    private static final List<String> LANGUAGES = List.of(
            "en-US,en;q=0.9", "de-AT,de;q=0.8", "hi-IN,hi;q=0.9,en;q=0.5", "ar-EG", "fr", "pt-BR,pt;q=0.9", "*");
    private static final List<String> BROWSERS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0"
                    + " Mobile/15E148 Safari/604.1");

    private final Path root;
    private final int seconds;
    private final String password = UUID.randomUUID().toString();
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> articles = new ArrayList<>();

    /** Answered that they are counted, since the start. */
    private final AtomicLong answered = new AtomicLong();

    /** Not answered so. */
    private final AtomicLong unknown = new AtomicLong();

    /** What they were answered, or why they were not. */
    private final Set<String> failures = ConcurrentHashMap.newKeySet();

    private final Semaphore room = new Semaphore(AT_ONCE);

    /** As many more are counted than answered, of those whose answer was not heard, at the start of a phase. */
    private long ahead;

    ViewLoad(Path root, int seconds) {
        this.root = root;
        this.seconds = seconds;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        Map<String, String> behindAProxy = Map.of("PRESSROOM_VISITORS_TRUSTEDPROXIES", "127.0.0.1,::1");
        try (OwnSuite suite = OwnSuite.start(root, password, behindAProxy)) {
            Site site = new Site(suite.site(), password);
            for (int count = 0; count < ARTICLES; count++) {
                articles.add(site.publish("Viewed " + Words.name(), List.of("viewed"))
                        .id());
            }
            SuiteFolder folder = new SuiteFolder(suite.data());
            Client reader = Client.stranger(suite.site());
            System.err.println("warming up for " + WARM_UP_SECONDS + " s");
            send(reader, WARM_UP_SECONDS);
            awaitCounted(site.staff());
            folder.awaitRest();
            ahead = counted(site.staff()) - answered.get();
            measureCost(folder, reader, site.staff());
            measureKill(folder, reader, site.staff());
        }
        return figures;
    }

    private void measureCost(SuiteFolder folder, Client reader, Client staff) throws IOException, InterruptedException {
        System.err.println("at rest");
        Map<String, Double> atRest = folder.cpuByPart();
        TimeUnit.SECONDS.sleep(seconds);
        Map<String, Double> before = folder.cpuByPart();
        System.err.println(PER_SECOND + " views a second");
        long told = answered.get();
        send(reader, seconds);
        boolean exact = awaitCounted(staff);
        Map<String, Double> after = folder.cpuByPart();
        double counting = cores(COUNTING, atRest, before, after);
        double beneath = cores(BENEATH, atRest, before, after);
        figures.add(Figure.of(
                PER_SECOND + " views a second counted, gateway and article service",
                "under " + CORE_AIM + " of a core",
                String.format(
                        Locale.ROOT,
                        "%.3f of a core (%.0f a second)",
                        counting,
                        (double) (answered.get() - told) / seconds),
                counting < CORE_AIM && exact));
        for (String part : COUNTING) {
            figures.add(Figure.withoutAim(
                    "of this the " + part,
                    String.format(Locale.ROOT, "%.3f", cores(List.of(part), atRest, before, after))));
        }
        figures.add(Figure.withoutAim(
                "Kafka and PostgreSQL beneath", String.format(Locale.ROOT, "%.3f of a core", beneath)));
        figures.add(whole("views answered, beside views counted", exact, staff));
    }

    /** Beside what they take at rest. */
    private double cores(
            List<String> parts, Map<String, Double> atRest, Map<String, Double> before, Map<String, Double> after) {
        double cores = 0;
        for (String part : parts) {
            double idle = before.getOrDefault(part, 0.0) - atRest.getOrDefault(part, 0.0);
            cores += (after.getOrDefault(part, 0.0) - before.getOrDefault(part, 0.0) - idle) / seconds;
        }
        return cores;
    }

    private void measureKill(SuiteFolder folder, Client reader, Client staff) throws IOException, InterruptedException {
        System.err.println("the article service is killed meanwhile");
        long pid = folder.pid("article-service");
        Thread killer = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(seconds / 3);
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        killer.start();
        send(reader, seconds);
        killer.join();
        boolean exact = awaitCounted(staff);
        figures.add(whole("the same, the article service killed meanwhile", exact, staff));
    }

    private Figure whole(String name, boolean exact, Client staff) {
        return Figure.of(
                name,
                "the same",
                String.format(
                        Locale.ROOT,
                        "%,d, %,d%s",
                        answered.get(),
                        counted(staff) - ahead,
                        unknown.get() == 0 ? "" : ", and " + unknown.get() + " not: " + failures),
                exact);
    }

    /** Sends for so long, and waits for the answers. */
    @SuppressWarnings("FutureReturnValueIgnored") // what becomes of each is counted
    private void send(Client reader, int forSeconds) throws InterruptedException {
        long before = answered.get() + unknown.get();
        int count = PER_SECOND * forSeconds;
        ConstantRate.run(PER_SECOND, count, due -> {
            room.acquireUninterruptibly();
            reader.sendAsync(view()).whenComplete((answer, failure) -> {
                room.release();
                boolean isCounted = failure == null && answer.status() == 204;
                (isCounted ? answered : unknown).incrementAndGet();
                if (!isCounted) {
                    failures.add(failure == null ? String.valueOf(answer.status()) : failure.toString());
                }
            });
        });
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (answered.get() + unknown.get() < before + count && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Call view() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // Some are viewed much more than others.
        String article = articles.get((int) (ARTICLES * Math.pow(random.nextDouble(), 3)));
        String address = "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
        Map<String, Object> view = random.nextInt(3) == 0
                ? Map.of("articleId", article, "source", "site-" + random.nextInt(20) + ".example")
                : Map.of("articleId", article);
        return Call.post("/api/views")
                .json(view)
                .header("X-Forwarded-For", address)
                .header("User-Agent", BROWSERS.get(random.nextInt(BROWSERS.size())))
                .header("Accept-Language", LANGUAGES.get(random.nextInt(LANGUAGES.size())));
    }

    /** Whether all that were answered are counted in the end, and no more. */
    private boolean awaitCounted(Client staff) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (counted(staff) < answered.get() + ahead && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return counted(staff) == answered.get() + ahead;
    }

    private static long counted(Client staff) {
        return staff.insist(Call.get("/api/statistics/articles?limit=1"), PATIENCE)
                .expect(200)
                .json()
                .path("views")
                .asLong();
    }
}
