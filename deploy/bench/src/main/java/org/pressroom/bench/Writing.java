package org.pressroom.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/** What writers wait for, and what they have ordered for a time to come. */
final class Writing {
    private static final Duration PREVIEW_AIM = Duration.ofMillis(500);
    private static final Duration SAVING_AIM = Duration.ofMillis(200);
    private static final Duration TASK_AIM = Duration.ofMillis(50);
    private static final Duration WIDTHS_AIM = Duration.ofSeconds(1);
    private static final Duration DUE_AIM = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int LENGTH = 299_000;
    private static final int PICTURES = 200;
    private static final int TIMES = 50;
    private static final int WARM_UP = 10;
    private static final int DUE = 1_000;
    private static final int DUE_WARM_UP = 200;
    private static final int AT_ONCE = 8;

    private final Path root;
    private final String password = UUID.randomUUID().toString();
    private final List<Figure> figures = new ArrayList<>();

    Writing(Path root) {
        this.root = root;
    }

    List<Figure> measure() throws IOException, SQLException, InterruptedException {
        try (OwnSuite suite = OwnSuite.start(root, password, "--scale", "article-service=2")) {
            Site site = new Site(suite.site(), password);
            measureLongArticle(site);
            measurePictures(site);
            SuiteFolder folder = new SuiteFolder(suite.data());
            folder.awaitRest();
            measureDue(site.staff(), folder);
        }
        return figures;
    }

    private void measureLongArticle(Site site) throws IOException, InterruptedException {
        Client staff = site.staff();
        System.err.println("a long article");
        List<String> pictures = new ArrayList<>();
        for (int number = 0; number < PICTURES; number++) {
            pictures.add(uploaded(site));
        }
        String body = longBody(pictures);
        Map<String, Object> content = Map.of("title", "Long " + Words.name(), "body", body, "format", "markdown");
        Answer draft = staff.send(Call.post("/api/articles").json(content)).expect(201);
        String id = draft.json().path("id").asString();
        String of = " of an article of " + LENGTH + " characters with " + PICTURES + " pictures";
        figures.add(figure("preview" + of, PREVIEW_AIM, times(() -> staff.send(
                        Call.post("/api/previews").json(Map.of("body", body, "format", "markdown")))
                .expect(200))));
        figures.add(figure("saving" + of, SAVING_AIM, times(() -> staff.send(Call.put("/api/drafts/" + id)
                        .ifMatch("*")
                        .json(Map.of("title", "Long", "body", body + Words.sentence(), "format", "markdown")))
                .expect(200))));
        measureTyping(site, id, of);
    }

    private void measureTyping(Site site, String id, String of) throws InterruptedException {
        String name = "typing in the middle" + of + ": the longest task between a key and the next, 0 below 50 ms";
        String aim = "p99 at most " + TASK_AIM.toMillis() + " ms";
        if (!Typing.isPossible()) {
            figures.add(Figure.notMeasured(name, aim, "no Chromium"));
            return;
        }
        System.err.println("somebody who types");
        Latencies longest = new Typing(site, password).measure(id);
        boolean met = longest.count() == Typing.KEYS && longest.percentile(0.99).compareTo(TASK_AIM) <= 0;
        figures.add(Figure.of(name, aim, longest.toString(), met));
    }

    private void measurePictures(Site site) throws IOException {
        System.err.println("pictures");
        PictureLoad.Outcome outcome = new PictureLoad(site).measure();
        String name = "widths of a photo of 24 megapixels, made when one is asked for";
        figures.add(widths(name, outcome.alone()));
        figures.add(widths(name + " as WebP", outcome.webp()));
        figures.add(Figure.of(
                "the same of " + PictureLoad.AT_ONCE + " photos at once",
                "none refused",
                outcome.together() + (outcome.refused() == 0 ? "" : ", " + outcome.refused() + " refused"),
                outcome.refused() == 0));
    }

    private static Figure widths(String name, Latencies latencies) {
        return Figure.of(
                name,
                "at most " + WIDTHS_AIM.toSeconds() + " s",
                latencies.toString(),
                latencies.percentile(1).compareTo(WIDTHS_AIM) <= 0);
    }

    private static Figure figure(String name, Duration aim, Latencies latencies) {
        return Figure.of(
                name,
                "p99 at most " + aim.toMillis() + " ms",
                latencies.toString(),
                latencies.percentile(0.99).compareTo(aim) <= 0);
    }

    private static Latencies times(Runnable task) {
        for (int count = 0; count < WARM_UP; count++) {
            task.run();
        }
        Latencies latencies = new Latencies();
        for (int count = 0; count < TIMES; count++) {
            long began = System.nanoTime();
            task.run();
            latencies.add(System.nanoTime() - began);
        }
        return latencies;
    }

    private static String longBody(List<String> pictures) {
        StringBuilder body = new StringBuilder();
        int between = LENGTH / pictures.size();
        for (int number = 0; number < pictures.size(); number++) {
            body.append("![A picture](")
                    .append(pictures.get(number))
                    .append(")\n\n## ")
                    .append(Words.name())
                    .append("\n\n");
            while (body.length() < (number + 1) * between - 150) {
                body.append("A *word* of [it](https://example.org), ")
                        .append(Words.sentence())
                        .append(' ');
            }
            body.append("\n\n");
        }
        return body.toString();
    }

    /** Uploads a small picture that is like no other; its address. */
    private static String uploaded(Site site) throws IOException {
        BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, ThreadLocalRandom.current().nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return site.upload(Words.name() + ".png", bytes.toByteArray());
    }

    private void measureDue(Client staff, SuiteFolder folder) throws IOException, SQLException, InterruptedException {
        System.err.println("articles that are due");
        try (Connection database = folder.database("article")) {
            due(staff, folder, database, DUE_WARM_UP);
            Due due = due(staff, folder, database, DUE);
            Duration took = due.took();
            figures.add(Figure.of(
                    DUE
                            + " articles that are due in one second, two processes: from the last one's time to the last one public",
                    "at most " + DUE_AIM.toSeconds() + " s, each once",
                    String.format(Locale.ROOT, "%.1f s, each once (CPU %s)", took.toMillis() / 1e3, due.cpu()),
                    took.compareTo(DUE_AIM) <= 0));
        }
    }

    /**
     * What it came to.
     *
     * @param took from the time of the last of them until all are public
     * @param cpu of each part from the time of the first of them on, in words
     */
    private record Due(Duration took, String cpu) {}

    private static Due due(Client staff, SuiteFolder folder, Connection database, int count)
            throws IOException, SQLException, InterruptedException {
        long began = System.nanoTime();
        List<UUID> ids = drafts(staff, count);
        // So late that all of them are ordered before: that takes about as long as to write them.
        Instant first = Instant.now().plusNanos(2 * (System.nanoTime() - began)).plusSeconds(5);
        each(
                ids,
                (number, id) -> staff.sendAsync(Call.post("/api/articles/" + id + "/publication")
                        .ifMatch("*")
                        .json(Map.of(
                                "at", first.plusMillis(number * 1_000L / count).toString(), "notify", false))));
        if (!Instant.now().isBefore(first)) {
            throw new IOException("they could not be ordered in time");
        }
        TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), first).toMillis());
        Map<String, Double> before = folder.cpuByPart();
        Instant last = first.plusMillis((count - 1) * 1_000L / count);
        Instant end = last.plus(LONGEST);
        try (PreparedStatement statement = database.prepareStatement("""
                SELECT count(*), coalesce(max(publication), 0), coalesce(max(version), 0) FROM article
                WHERE id = ANY (?) AND status = 'published'
                """)) {
            statement.setArray(1, database.createArrayOf("uuid", ids.toArray()));
            while (Instant.now().isBefore(end)) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == count) {
                        Duration took = Duration.between(last, Instant.now());
                        if (row.getInt(2) != 1 || row.getLong(3) != 1) {
                            throw new IOException("some were published more than once");
                        }
                        return new Due(took, told(before, folder.cpuByPart()));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("not all were published within " + LONGEST);
    }

    private static String told(Map<String, Double> before, Map<String, Double> after) {
        return after.entrySet().stream()
                .map(part -> String.format(
                        Locale.ROOT,
                        "%s %.1f s",
                        part.getKey(),
                        part.getValue() - before.getOrDefault(part.getKey(), 0.0)))
                .collect(Collectors.joining(", "));
    }

    private static List<UUID> drafts(Client staff, int count) throws IOException, InterruptedException {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            numbers.add(number);
        }
        return each(
                        numbers,
                        (place, number) -> staff.sendAsync(Call.post("/api/articles")
                                .json(Map.of(
                                        "title",
                                        "Due " + Words.name(),
                                        "body",
                                        Words.article(),
                                        "format",
                                        "markdown"))))
                .stream()
                .map(answer ->
                        UUID.fromString(answer.expect(201).json().path("id").asString()))
                .toList();
    }

    /** Something to be asked for, of which the place is known. */
    @FunctionalInterface
    private interface Asking<T> {
        CompletableFuture<Answer> ask(int place, T what);
    }

    /** Asks for each, some at once; the answers in order. */
    private static <T> List<Answer> each(List<T> all, Asking<T> asking) throws IOException, InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int place = 0; place < all.size(); place++) {
            free.acquire();
            asked.add(asking.ask(place, all.get(place)).whenComplete((answer, failure) -> free.release()));
        }
        List<Answer> answers = new ArrayList<>();
        for (CompletableFuture<Answer> each : asked) {
            Answer answer = each.join();
            if (answer.status() >= 300) {
                throw new IOException("refused: " + answer);
            }
            answers.add(answer);
        }
        return answers;
    }
}
