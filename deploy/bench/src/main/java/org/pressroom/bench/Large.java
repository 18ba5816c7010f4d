package org.pressroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/** What reading costs with very many articles, beside what it costs with a thousand, in one suite. */
final class Large {

    private static final int FEW = 1_000;
    private static final double RATIO_AIM = 2;
    private static final Duration SEARCH_AIM = Duration.ofMillis(100);
    private static final int TIMES = 60;
    private static final int WARM_UP = 30;
    private static final int PAGES_DEEP = 30;
    private static final int TERMS = 40;
    private static final int SEARCHES_PER_SECOND = 20;

    private final Path root;
    private final int many;
    private final int seconds;
    private final String password = UUID.randomUUID().toString();
    private final List<Figure> figures = new ArrayList<>();

    Large(Path root, int many, int seconds) {
        this.root = root;
        this.many = many;
        this.seconds = seconds;
    }

    List<Figure> measure() throws IOException, SQLException, InterruptedException {
        try (OwnSuite suite = OwnSuite.start(root, password)) {
            SuiteFolder folder = new SuiteFolder(suite.data());
            Client staff = new Site(suite.site(), password).staff();
            try (Connection database = folder.database("article")) {
                ManyArticles articles = new ManyArticles(database, many);
                articles.prepare();
                articles.add(0, FEW);
                awaitSearch(articles);
                folder.awaitRest();
                Map<String, Duration> few = costs(staff, articles, FEW);
                long began = System.nanoTime();
                say("adding the others");
                articles.add(FEW, many);
                say("they took " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s");
                awaitSearch(articles);
                figures.add(Figure.withoutAim(
                        "written and taken into the search",
                        String.format(
                                Locale.ROOT, "%.0f a second", (many - FEW) / ((System.nanoTime() - began) / 1e9))));
                folder.awaitRest();
                Map<String, Duration> all = costs(staff, articles, many);
                few.forEach((name, cost) -> compare(name, cost, Objects.requireNonNull(all.get(name))));
                search(staff, articles);
                judge(staff, articles);
            }
        }
        return figures;
    }

    private void awaitSearch(ManyArticles articles) throws SQLException, InterruptedException {
        for (long due = articles.unsearched(); due > 0; due = articles.unsearched()) {
            say(due + " are not taken into the search yet");
            TimeUnit.SECONDS.sleep(10);
        }
    }

    private void compare(String name, Duration few, Duration all) {
        double ratio = (double) all.toNanos() / few.toNanos();
        figures.add(Figure.of(
                String.format(Locale.ROOT, "%s with %,d articles, beside %,d", name, many, FEW),
                "at most " + (int) RATIO_AIM + " times",
                String.format(Locale.ROOT, "%.2f times (%s, %s)", ratio, Latencies.millis(all), Latencies.millis(few)),
                ratio <= RATIO_AIM));
    }

    /** The median time of each: what somebody with a token asks for is nowhere kept. */
    private static Map<String, Duration> costs(Client staff, ManyArticles articles, int there) {
        String largest = ManyArticles.largestCategory();
        String deep = deep(staff, "/api/articles?limit=20");
        String deepInCategory = deep(staff, "/api/articles?limit=20&category=" + largest);
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("the first page of all", "/api/articles");
        paths.put("a later page of all", deep);
        paths.put("a category with three in ten", "/api/articles?category=" + largest);
        paths.put("a later page of it", deepInCategory);
        paths.put("a tag with three", "/api/articles?tag=" + ManyArticles.rareTag());
        paths.put("a category and a tag", "/api/articles?category=" + largest + "&tag=topic-0");
        paths.put("a category and a tag that have few in common", "/api/articles?category=section-7&tag=topic-12");
        paths.put("a language and a category", "/api/articles?lang=ar&category=" + largest);
        paths.put("an author", "/api/articles?author=writer-3");
        paths.put("one article", "/api/articles/" + ManyArticles.slug(there / 2));
        paths.put("all categories", "/api/categories?limit=100");
        paths.put("a page of all tags", "/api/tags?limit=100");
        paths.put("the desk's list", "/api/drafts");
        paths.put("the desk's list by title", "/api/drafts?sort=title");
        paths.put("the desk's list of a category", "/api/drafts?category=Section+7");
        paths.put("a search for a word that nearly all have", "/api/articles?q=" + articles.wordAt(0));
        paths.put("a search for a word that some have", "/api/articles?q=" + articles.wordAt(500));
        paths.put("a search for a word that few have", "/api/articles?q=" + articles.wordAt(40_000));
        Map<String, Duration> costs = new LinkedHashMap<>();
        paths.forEach((name, path) -> {
            Latencies times = new Latencies();
            for (int i = 0; i < WARM_UP + TIMES; i++) {
                long began = System.nanoTime();
                staff.send(Call.get(path)).expect(200);
                if (i >= WARM_UP) {
                    times.add(System.nanoTime() - began);
                }
            }
            say("  " + name + " " + times);
            costs.put(name, times.percentile(0.5));
        });
        return costs;
    }

    private static String deep(Client staff, String list) {
        String page = list;
        for (int i = 0; i < PAGES_DEEP; i++) {
            String next =
                    staff.send(Call.get(page)).expect(200).json().path("next").asString();
            if (next.isEmpty()) {
                return page;
            }
            page = list + "&after=" + next;
        }
        return page;
    }

    /** Words of every frequency, one after the other, by whoever comes, however long the others wait. */
    private void search(Client staff, ManyArticles articles) {
        List<String> terms = IntStream.range(0, TERMS)
                .mapToObj(i -> articles.wordAt((int) (59_000 * Math.pow(i / (double) TERMS, 4))))
                .toList();
        terms.forEach(term -> staff.send(Call.get("/api/articles?q=" + term)).expect(200));
        Latencies times = new Latencies();
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        int[] next = {0};
        ConstantRate.run(
                SEARCHES_PER_SECOND,
                SEARCHES_PER_SECOND * seconds,
                due -> asked.add(staff.sendAsync(Call.get("/api/articles?q=" + terms.get(next[0]++ % TERMS)))
                        .thenAccept(answer -> {
                            answer.expect(200);
                            times.add(System.nanoTime() - due);
                        })));
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).join();
        figures.add(Figure.of(
                String.format(
                        Locale.ROOT,
                        "search among %,d, %d words by turns, %d a second",
                        many,
                        TERMS,
                        SEARCHES_PER_SECOND),
                "p99 at most " + SEARCH_AIM.toMillis() + " ms",
                times.toString(),
                times.percentile(0.99).compareTo(SEARCH_AIM) <= 0));
    }

    private void judge(Client staff, ManyArticles articles) throws IOException, SQLException, InterruptedException {
        Judged judged = new Judged();
        judged.publish(staff);
        awaitSearch(articles);
        List<String> failed = judged.failed(staff);
        int right = judged.queries() - failed.size();
        figures.add(Figure.of(
                judged.queries() + " searches in five languages: the right article among the first three",
                "at least " + Judged.AIM,
                right + (failed.isEmpty() ? "" : ", not for " + String.join("; ", failed)),
                right >= Judged.AIM));
    }

    private static void say(String what) {
        System.err.println(what);
    }
}
