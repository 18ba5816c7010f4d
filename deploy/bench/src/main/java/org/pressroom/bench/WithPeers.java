package org.pressroom.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.pressroom.client.Client;

/**
 * What a suite does beside what others do with the same work, on the same machine and by turns: machines and hours differ,
 * and what is left are ratios.
 */
final class WithPeers {
    private static final int TURNS = 2;
    private static final int FEW = 4;
    private static final int LARGE_PARTS = 16;

    private static final String OURS = """
            {"author":{"name":"Reader {n}","email":"reader.{n}@example.net"},"body":"{text}"}""";
    private static final String FLASKS = """
            {"author_name":"Reader {n}","author_email":"reader.{n}@example.net","body":"{text}"}""";

    private final Path root;
    private final Path peersFolder;
    private final int seconds;
    private final Wrk wrk;
    private final List<Figure> figures = new ArrayList<>();

    /** @param seconds how long each is under load at a turn, after as long to warm up */
    WithPeers(Path root, Path peersFolder, int seconds) {
        this.root = root;
        this.peersFolder = peersFolder;
        this.seconds = seconds;
        this.wrk = Wrk.find().orElseThrow(() -> new IllegalStateException("wrk is not installed"));
    }

    /** Tells the processor time so far of those that do the work, in seconds. */
    @FunctionalInterface
    private interface Cpu {
        double seconds() throws IOException;
    }

    private record Subject(Wrk.Request request, Cpu cpu) {}

    /** Sums of all turns. */
    private static final class Sum {
        private double answers;
        private double cpu;
        private long failed;
        private Duration p50 = Duration.ZERO;
        private Duration p99 = Duration.ZERO;

        void add(Wrk.Load load, double cpuSeconds) {
            answers += load.perSecond();
            cpu += cpuSeconds * 1e3 / Math.max(1, load.count());
            failed += load.failed();
            p50 = p50.plus(load.p50());
            p99 = p99.plus(load.p99());
        }

        @Override
        public String toString() {
            return String.format(
                            Locale.ROOT,
                            "%.0f/s, p50 %s, p99 %s, CPU %.3f ms",
                            answers / TURNS,
                            Latencies.millis(p50.dividedBy(TURNS)),
                            Latencies.millis(p99.dividedBy(TURNS)),
                            cpu / TURNS)
                    + (failed == 0 ? "" : ", " + failed + " failed");
        }
    }

    private record Pair(Sum ours, Sum theirs) {
        double ratio() {
            return ours.answers / theirs.answers;
        }

        String told(String peer) {
            return String.format(Locale.ROOT, "%.2f of it: %s (%s: %s)", ratio(), ours, peer, theirs);
        }
    }

    List<Figure> measure() throws IOException, InterruptedException {
        String password = UUID.randomUUID().toString();
        try (Peers peers = Peers.start(peersFolder);
                OwnSuite suite = OwnSuite.start(root, password)) {
            SuiteFolder folder = new SuiteFolder(suite.data());
            Site site = new Site(suite.site(), password);
            Site.Article article = site.publish("Measured " + Words.name(), List.of());
            Site.Article large =
                    site.publish("Large " + Words.name(), Words.article().repeat(LARGE_PARTS), List.of());
            site.awaitComments(article);
            measureCached(site, folder, peers, "cached article page", "/articles/" + article.slug(), 0.8);
            measureCached(site, folder, peers, "cached article JSON", "/api/articles/" + article.slug(), 0.8);
            measureCached(site, folder, peers, "cached large page", "/articles/" + large.slug(), 0.5);
            measureService(folder, peers, article);
            measureProxied(folder, peers);
            measureComments(site, folder, peers, article);
        }
        return figures;
    }

    private void measureCached(Site site, SuiteFolder folder, Peers peers, String name, String path, double aim)
            throws IOException, InterruptedException {
        byte[] content = Client.stranger(site.address("")).get(path).expect(200).body();
        URI file = peers.file(UUID.randomUUID() + ".html", content);
        Pair pair = measure(
                name,
                new Subject(Wrk.Request.get(site.address(path)), folder::cpuSeconds),
                new Subject(Wrk.Request.get(file), peers::cpuSeconds),
                Wrk.CONNECTIONS);
        add(name + " (" + content.length + " bytes) as nginx serves a file", aim, pair, "nginx");
    }

    private void measureService(SuiteFolder folder, Peers peers, Site.Article article)
            throws IOException, InterruptedException {
        String name = "article JSON from the article service";
        String token = OwnGateway.anonymousToken(folder);
        URI service = folder.address("article-service").resolve("/api/articles/" + article.slug());
        Pair pair = measure(
                name,
                new Subject(Wrk.Request.get(service, "Authorization: " + token), folder::cpuSeconds),
                new Subject(Wrk.Request.get(peers.article()), peers::cpuSeconds),
                Wrk.CONNECTIONS);
        add(name + ", no cache, as Flask", 3, pair, "Flask");
    }

    private void measureProxied(SuiteFolder folder, Peers peers) throws IOException, InterruptedException {
        String path = "/api/articles/proxied";
        peers.answerAt(path, Words.article());
        try (Twin gateway = OwnGateway.start(folder, Peers.UPSTREAM, path)) {
            Subject ours = new Subject(Wrk.Request.get(gateway.address().resolve(path)), gateway::cpuSeconds);
            Subject theirs = new Subject(Wrk.Request.get(Peers.PROXY.resolve(path)), peers::cpuSeconds);
            Pair many = measure("proxied", ours, theirs, Wrk.CONNECTIONS);
            add("uncached route through the gateway as nginx proxies it", 0.5, many, "nginx");
            Pair few = measure("proxied, few", ours, theirs, FEW);
            Duration added = few.ours().p50.minus(few.theirs().p50).dividedBy(TURNS);
            figures.add(Figure.of(
                    "the same at " + FEW + " connections, more than nginx at p50",
                    "at most 1 ms",
                    Latencies.millis(added) + ": " + few.told("nginx"),
                    added.toMillis() < 1));
        }
    }

    private void measureComments(Site site, SuiteFolder folder, Peers peers, Site.Article article)
            throws IOException, InterruptedException {
        String name = "comment posted on one article";
        Pair pair = measure(
                name,
                new Subject(
                        Wrk.Request.post(site.address("/api/articles/" + article.id() + "/comments"), OURS),
                        folder::cpuSeconds),
                new Subject(Wrk.Request.post(peers.comments(), FLASKS), peers::cpuSeconds),
                Wrk.CONNECTIONS);
        add(name + " through the gateway, durable, as Flask", 1, pair, "Flask");
    }

    private void add(String name, double aim, Pair pair, String peer) {
        figures.add(Figure.of(
                name, "at least " + aim + " times", pair.told(peer), pair.ratio() >= aim && pair.ours().failed == 0));
    }

    private Pair measure(String name, Subject ours, Subject theirs, int connections)
            throws IOException, InterruptedException {
        System.err.println(name);
        Sum our = new Sum();
        Sum their = new Sum();
        for (int turn = 0; turn < TURNS; turn++) {
            measure(their, theirs, connections);
            measure(our, ours, connections);
        }
        return new Pair(our, their);
    }

    private void measure(Sum sum, Subject subject, int connections) throws IOException, InterruptedException {
        wrk.measure(subject.request(), connections, seconds);
        double before = subject.cpu().seconds();
        Wrk.Load load = wrk.measure(subject.request(), connections, seconds);
        sum.add(load, subject.cpu().seconds() - before);
    }
}
