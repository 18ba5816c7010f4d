package org.pressroom.suite;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.ServerSentEvents.Event;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;
import tools.jackson.databind.JsonNode;

/**
 * A steady stream of writes of three kinds, side by side: articles are published, comments posted, subscriptions asked
 * for; and somebody watches the comments as they appear. Whoever does not learn what became of a request sends it again,
 * the same, until it is answered; what was accepted is remembered, so that it can be held against what the suite knows in
 * the end.
 */
final class Traffic implements AutoCloseable {
    private static final Duration UNTIL_ANSWERED = Duration.ofMinutes(3);
    private static final int SUBSCRIBERS = 3;
    private static final int PAUSE = 500;

    private final Suite suite;
    private final Newsroom newsroom;
    private final boolean insisting;
    private final String name = Newsroom.unique();
    private final Article talkedAbout;
    private final List<String> subscribers = new ArrayList<>();
    private final List<Article> articles = new CopyOnWriteArrayList<>();
    private final List<Posted> comments = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> withoutConfirmation = new ArrayList<>();
    private final List<ScheduledFuture<?>> rounds = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Onlooker onlooker;
    private volatile boolean closing;
    private final ScheduledExecutorService writers = Executors.newScheduledThreadPool(5, runnable -> {
        Thread thread = new Thread(runnable, "traffic");
        thread.setDaemon(true);
        return thread;
    });

    private Traffic(Suite suite, Newsroom newsroom, boolean insisting) {
        this.suite = suite;
        this.insisting = insisting;
        this.newsroom = newsroom;
        this.talkedAbout = newsroom.publish("Talked about " + name);
        this.onlooker = new Onlooker(suite.stranger(), "/api/articles/" + talkedAbout.id() + "/comments/stream");
        for (int count = 0; count < SUBSCRIBERS; count++) {
            String address = Newsroom.address("subscriber");
            newsroom.subscribe(address, Newsroom.tag("tag-" + name));
            subscribers.add(address);
        }
        newsroom.comment(talkedAbout, "Bea", Newsroom.address("bea"), Newsroom.sentence());
    }

    /** Of those who do not give up. */
    static Traffic start(Suite suite, Newsroom newsroom) {
        return start(new Traffic(suite, newsroom, true));
    }

    /** Of those who ask once, for whom everything but an acceptance is a failure. */
    static Traffic startOfThoseWhoAskOnce(Suite suite, Newsroom newsroom) {
        return start(new Traffic(suite, newsroom, false));
    }

    private static Traffic start(Traffic traffic) {
        traffic.often(traffic::publish);
        traffic.often(traffic::comment);
        traffic.often(traffic::comment);
        traffic.often(traffic::subscribe);
        traffic.often(traffic.onlooker::look);
        return traffic;
    }

    private void often(Runnable write) {
        rounds.add(writers.scheduleWithFixedDelay(
                () -> {
                    try {
                        write.run();
                    } catch (RuntimeException | AssertionError failed) {
                        if (!closing) {
                            failures.add(failed);
                        }
                    }
                },
                0,
                PAUSE,
                MILLISECONDS));
    }

    private void publish() {
        Map<String, Object> manuscript = new HashMap<>(
                Newsroom.manuscript("News " + name + " " + Newsroom.unique(), "About " + Newsroom.sentence()));
        manuscript.put("tags", List.of("tag-" + name));
        articles.add(insisting ? newsroom.publish(manuscript) : newsroom.publishAtOnce(manuscript));
    }

    private void comment() {
        Call call = Call.post("/api/articles/" + talkedAbout.id() + "/comments")
                .json(Newsroom.comment("Cid", Newsroom.address("cid"), Newsroom.sentence()))
                .once();
        Answer answer = sent(call).expect(202);
        comments.add(new Posted(
                answer.json().path("id").asString(),
                answer.json().path("editToken").asString()));
    }

    private void subscribe() {
        String address = Newsroom.address("asks");
        sent(Call.post("/api/subscriptions")
                        .json(Map.of(
                                "email",
                                address,
                                "topics",
                                List.of(Newsroom.tag("other-" + name)),
                                "frequency",
                                "instant"))
                        .once())
                .expect(202);
        requests.add(address);
    }

    private Answer sent(Call call) {
        return insisting
                ? suite.stranger().insist(call, UNTIL_ANSWERED)
                : suite.stranger().send(call);
    }

    /** Waits until so many more of each kind are accepted. */
    void awaitMore(int count) {
        int moreArticles = articles.size() + count;
        int moreComments = comments.size() + 2 * count;
        int moreRequests = requests.size() + count;
        await("more writes of each kind").atMost(UNTIL_ANSWERED).until(() -> {
            assertNoFailures();
            return articles.size() >= moreArticles
                    && comments.size() >= moreComments
                    && requests.size() >= moreRequests;
        });
    }

    void assertNoFailures() {
        assertThat(failures).as("writes that were refused").isEmpty();
    }

    /** Lets everybody finish what they began. */
    void stop() {
        writers.shutdown();
        try {
            assertThat(writers.awaitTermination(UNTIL_ANSWERED.toSeconds(), TimeUnit.SECONDS))
                    .as("all requests are answered")
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        assertNoFailures();
    }

    /** Holds what was accepted against what the suite knows: nothing is lost, nothing is there twice. */
    void assertNothingLostNothingTwice() {
        assertArticles();
        assertComments();
        Map<String, String> notifications = Newsroom.completedNotifications(newsroom.staff(), articles);
        // Mails that a person waits for go first, so that by now all of these were sent as well.
        Map<String, List<Mailbox.Mail>> mails = suite.mailbox().all().stream()
                .collect(Collectors.groupingBy(mail -> mail.to().get(0)));
        articles.forEach(
                article -> assertMails(article, Objects.requireNonNull(notifications.get(article.id())), mails));
        requests.forEach(address -> assertConfirmation(address, mails));
    }

    private void assertArticles() {
        List<String> accepted = articles.stream().map(Article::id).toList();
        await("the list of articles").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        ids(Newsroom.all(suite.stranger(), "/api/articles?tag=tag-" + name)))
                .containsExactlyInAnyOrderElementsOf(accepted));
        assertThat(ids(Newsroom.all(newsroom.staff(), "/api/drafts").stream()
                        .filter(draft -> draft.path("title").asString().contains(name))
                        .toList()))
                .containsOnlyOnceElementsOf(accepted)
                .hasSize(accepted.size() + 1);
        // Comments are told of every article, however the way there was.
        Article last = articles.get(articles.size() - 1);
        newsroom.awaitStatus(newsroom.comment(last, "Dora", Newsroom.address("dora"), Newsroom.sentence()), "approved");
    }

    private void assertComments() {
        comments.forEach(comment -> newsroom.awaitStatus(comment, "approved"));
        // And the first one, which was there before.
        int expected = comments.size() + 1;
        await("the list of comments").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        ids(newsroom.comments(talkedAbout)))
                .containsOnlyOnceElementsOf(comments.stream().map(Posted::id).toList())
                .hasSize(expected));
        await("the comments on the stream").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            onlooker.look();
            assertThat(onlooker.seen()).extracting(Event::name).containsOnly("comment-approved");
            assertThat(onlooker.seen())
                    .extracting(event -> event.json().path("id").asString())
                    .containsOnlyOnceElementsOf(
                            comments.stream().map(Posted::id).toList())
                    .hasSize(expected);
        });
        await("the count of comments").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(suite.stranger()
                        .get("/api/articles/" + talkedAbout.slug())
                        .expect(200)
                        .json()
                        .path("commentCount")
                        .asInt())
                .isEqualTo(expected));
    }

    private void assertMails(Article article, String notification, Map<String, List<Mailbox.Mail>> mails) {
        List<JsonNode> deliveries =
                Newsroom.all(newsroom.staff(), "/api/notifications/" + notification + "/deliveries");
        assertThat(deliveries)
                .as("deliveries of %s", article)
                .extracting(delivery -> delivery.path("address").asString())
                .containsAll(subscribers)
                // Those of other tests, who want everything, may be among them.
                .doesNotHaveDuplicates();
        for (JsonNode delivery : deliveries) {
            long count = mails.getOrDefault(delivery.path("address").asString(), List.of()).stream()
                    .filter(mail -> mail.subject().contains(article.title()))
                    .count();
            switch (delivery.path("status").asString()) {
                case "sent" -> assertThat(count).as("mails of %s", delivery).isEqualTo(1);
                case "uncertain" ->
                    assertThat(count).as("mails of %s", delivery).isLessThanOrEqualTo(1);
                default -> throw new AssertionError("neither sent nor uncertain: " + delivery);
            }
        }
    }

    /** One mail for one request at most; whether there may be none depends on what was killed. */
    private void assertConfirmation(String address, Map<String, List<Mailbox.Mail>> mails) {
        int count = mails.getOrDefault(address, List.of()).size();
        assertThat(count).as("mails to %s", address).isLessThanOrEqualTo(1);
        if (count == 0) {
            withoutConfirmation.add(address);
        }
    }

    /** Those to whom no confirmation came. */
    List<String> withoutConfirmation() {
        return withoutConfirmation;
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.path("id").asString()).toList();
    }

    int accepted() {
        return articles.size() + comments.size() + requests.size();
    }

    @Override
    public void close() {
        closing = true;
        onlooker.close();
        rounds.forEach(round -> round.cancel(true));
        writers.shutdownNow();
    }
}
