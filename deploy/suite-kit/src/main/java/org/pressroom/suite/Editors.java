package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import tools.jackson.databind.JsonNode;

/**
 * Editors at work, each on an article at a time: it is begun, saved again and again, and then published at once, or at a
 * time to come, or taken back and published anew. Whoever does not learn what became of a request sends it again, and looks
 * where that is refused because it was done. What was accepted is held against what the suite knows in the end.
 */
final class Editors implements AutoCloseable {
    private static final Duration UNTIL_ANSWERED = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final String PASSWORD = "many hands at one desk";
    private static final int SAVES = 3;
    private static final int LONGEST_PAUSE = 8_000;

    private final Suite suite;
    private final Newsroom newsroom;
    private final String name = Newsroom.unique();
    private final String category = "Desk " + name;
    private final String subscriber = Newsroom.address("desk");
    private final List<Piece> pieces = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ExecutorService desks;
    private volatile boolean ending;

    private Editors(Suite suite, Newsroom newsroom, int count) {
        this.suite = suite;
        this.newsroom = newsroom;
        this.desks = Executors.newFixedThreadPool(count, runnable -> {
            Thread thread = new Thread(runnable, "editor");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What became of an article, as its editor was told.
     *
     * @param publications how often it went public
     */
    private record Piece(String id, String author, String title, String body, int revisions, int publications) {}

    /** So many of them, each with an account. */
    static Editors start(Suite suite, Newsroom newsroom, int count) {
        Editors editors = new Editors(suite, newsroom, count);
        newsroom.subscribe(editors.subscriber, Map.of("kind", "category", "key", editors.slug()));
        for (int each = 0; each < count; each++) {
            Client editor = editors.account(each);
            int first = each;
            editors.desks.execute(() -> editors.work(editor, first));
        }
        return editors;
    }

    private Client account(int each) {
        String username = "desk-" + each + "-" + name;
        newsroom.staff()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                username,
                                "name",
                                "Desk " + each,
                                "roles",
                                List.of("author"),
                                "password",
                                PASSWORD)))
                .expect(201);
        return Client.signedIn(suite.site(), username, PASSWORD);
    }

    private void work(Client editor, int first) {
        try {
            for (int turn = first; !ending; turn++) {
                pieces.add(new Desk(editor).piece(turn));
            }
        } catch (RuntimeException | AssertionError failed) {
            failures.add(failed);
        }
    }

    /** One editor at one article. */
    private final class Desk {
        private final Client editor;
        private final String title = "Edited " + name + " " + Newsroom.unique();
        private String body = "First words, " + Newsroom.sentence();
        private String id = "";
        private String etag = "";
        private int publications;

        Desk(Client editor) {
            this.editor = editor;
        }

        Piece piece(int turn) {
            Answer begun = editor.insist(
                            Call.post("/api/articles").json(content()).once(), UNTIL_ANSWERED)
                    .expect(201);
            id = begun.json().path("id").asString();
            etag = begun.etag();
            for (int save = 0; save < SAVES; save++) {
                pause();
                save();
            }
            pause();
            switch (turn % 3) {
                case 0 -> publish();
                case 1 -> schedule();
                default -> {
                    publish();
                    pause();
                    takeBack();
                    pause();
                    publish();
                }
            }
            return new Piece(
                    id, begun.json().path("author").path("slug").asString(), title, body, 1 + SAVES, publications);
        }

        private Map<String, Object> content() {
            Map<String, Object> content = new HashMap<>(Newsroom.manuscript(title, body));
            content.put("category", category);
            return content;
        }

        private void save() {
            body = body + "\n\nMore words, " + Newsroom.sentence();
            done(
                    Call.put("/api/drafts/" + id).json(content()),
                    draft -> draft.path("body").asString().equals(body));
        }

        private void publish() {
            done(publication(), draft -> draft.path("status").asString().equals("published"));
            publications++;
        }

        private void schedule() {
            done(
                    publication().json(Map.of("at", Instant.now().plus(SOON).toString())),
                    draft -> draft.path("schedule").isObject()
                            || draft.path("status").asString().equals("published"));
            publications++;
        }

        private void takeBack() {
            done(
                    Call.delete("/api/articles/" + id + "/publication"),
                    draft -> !draft.path("status").asString().equals("published"));
        }

        private Call publication() {
            return Call.post("/api/articles/" + id + "/publication");
        }

        /** Nobody else has the article in hand: where its version is another, the request was carried out, and shows. */
        private void done(Call call, Predicate<JsonNode> shows) {
            Answer answer = editor.insist(call.ifMatch(etag), UNTIL_ANSWERED);
            if (answer.status() == 412) {
                Answer draft = editor.insist(Call.get("/api/drafts/" + id), UNTIL_ANSWERED)
                        .expect(200);
                assertThat(shows.test(draft.json()))
                        .as("%s was refused, and is not to be seen in %s", call, draft)
                        .isTrue();
                etag = draft.etag();
            } else {
                etag = (answer.status() == 204 ? answer : answer.expect(200)).etag();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets everybody finish the article in hand. */
    void stop() {
        ending = true;
        desks.shutdown();
        try {
            assertThat(desks.awaitTermination(UNTIL_ANSWERED.toSeconds(), TimeUnit.SECONDS))
                    .as("all editors are done")
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        assertThat(failures).as("what editors were refused").isEmpty();
        assertThat(pieces).as("articles").isNotEmpty();
    }

    /** Holds what was accepted against what the suite knows: no word is lost, nothing went public twice, counts are even. */
    void assertNothingLostNothingTwice() {
        List<String> ids = pieces.stream().map(Piece::id).toList();
        String listed = "/api/articles?category=" + slug();
        await("all articles, what was scheduled among them")
                .atMost(UNTIL_ANSWERED)
                .untilAsserted(() -> assertThat(ids(Newsroom.all(suite.stranger(), listed)))
                        .containsExactlyInAnyOrderElementsOf(ids));
        pieces.forEach(this::assertWhole);
        assertThat(Newsroom.all(suite.stranger(), "/api/categories").stream()
                        .filter(found -> found.path("slug").asString().equals(slug()))
                        .map(found -> found.path("articleCount").asInt()))
                .containsExactly(pieces.size());
        Set<String> authors = pieces.stream().map(Piece::author).collect(Collectors.toSet());
        assertThat(Newsroom.all(suite.stranger(), "/api/authors").stream()
                        .filter(found -> authors.contains(found.path("slug").asString()))
                        .mapToInt(found -> found.path("articleCount").asInt())
                        .sum())
                .isEqualTo(pieces.size());
        assertMails();
    }

    private void assertWhole(Piece piece) {
        Client staff = newsroom.staff();
        Answer draft = staff.get("/api/drafts/" + piece.id()).expect(200);
        assertThat(draft.json().path("body").asString()).isEqualTo(piece.body());
        assertThat(draft.json().path("changed").asBoolean()).isFalse();
        assertThat(Newsroom.all(staff, "/api/articles/" + piece.id() + "/revisions"))
                .as("revisions of %s", piece)
                .hasSizeGreaterThanOrEqualTo(piece.revisions());
        // What is public already goes public no second time, and says how often it did.
        JsonNode publication = staff.send(Call.post("/api/articles/" + piece.id() + "/publication")
                        .ifMatch(draft.etag()))
                .expect(200)
                .json();
        assertThat(publication.path("publication").asInt())
                .as("publications of %s", piece)
                .isEqualTo(piece.publications());
    }

    /**
     * Of each the first time alone, and once. What was cut off while it was sent is not sent again; what was taken back
     * before it was sent may be told nobody.
     */
    private void assertMails() {
        Map<String, String> notifications = Newsroom.completedNotifications(
                newsroom.staff(),
                stayed().stream()
                        .map(piece -> new Newsroom.Article(piece.id(), "", piece.title()))
                        .toList());
        Map<String, Long> mails = suite.mailbox().to(subscriber).stream()
                .collect(Collectors.groupingBy(Mailbox.Mail::subject, Collectors.counting()));
        List<String> wrong = new ArrayList<>();
        pieces.stream()
                .filter(piece -> mails.getOrDefault(piece.title(), 0L) > 1)
                .forEach(piece -> wrong.add(piece.title() + ": " + mails.get(piece.title()) + " mails"));
        for (Piece piece : stayed()) {
            List<JsonNode> deliveries = Newsroom.all(
                    newsroom.staff(), "/api/notifications/" + notifications.get(piece.id()) + "/deliveries");
            long came = mails.getOrDefault(piece.title(), 0L);
            boolean sent = deliveries.size() == 1
                    && deliveries.get(0).path("status").asString().equals("sent");
            if (deliveries.size() != 1 || (sent && came != 1)) {
                wrong.add(piece.title() + ": " + came + " mails, " + deliveries);
            }
        }
        assertThat(wrong).as("mails about articles").isEmpty();
    }

    /** Those that were never taken back. */
    private List<Piece> stayed() {
        return pieces.stream().filter(piece -> piece.publications() == 1).toList();
    }

    private String slug() {
        return "desk-" + name;
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.path("id").asString()).toList();
    }

    @Override
    public void close() {
        ending = true;
        desks.shutdownNow();
    }
}
