package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Client;
import org.pressroom.suite.Newsroom.Article;

/**
 * Of each program there are two: whichever ends or hangs, the other does its work, and nobody who reads notices.
 */
@WithSuite(options = {"--scale", "gateway=2,article-service=2,comment-service=2,subscription-service=2"})
class TwoOfEachTest {
    private static final int SOME = 3;
    private static final List<String> PROGRAMS =
            List.of("gateway", "article-service", "comment-service", "subscription-service");
    private static final List<String> SERVICES = PROGRAMS.subList(1, PROGRAMS.size());
    private static final List<String> SECONDS =
            PROGRAMS.stream().map(name -> name + "-2").toList();

    private final Suite suite;

    TwoOfEachTest(Suite suite) {
        this.suite = suite;
    }

    /** What has just started takes its time over what it does first, and who asks once would notice. */
    @BeforeAll
    static void comeToWork(Suite suite) {
        try (Traffic traffic = Traffic.start(suite, Newsroom.of(suite))) {
            traffic.awaitMore(SOME);
            traffic.stop();
        }
    }

    @Test
    void whereEachIsIsSaidBeforeReady() {
        List<String> output = suite.output();
        String said = String.join(
                "\n",
                output.stream().takeWhile(line -> !line.startsWith("ready ")).toList());
        Stream.concat(PROGRAMS.stream(), SECONDS.stream())
                .forEach(name -> assertThat(suite.parts().part(name).status()).isEqualTo("ready"));
        SECONDS.forEach(name -> assertThat(said)
                .containsPattern("Also " + name + " at http://\\S+:"
                        + suite.parts().part(name).port() + "/"));
    }

    @Test
    void whatOneGatewayKnowsTheOtherKnows() {
        Newsroom newsroom = Newsroom.of(suite);
        Article article = newsroom.publish("Written at one, read at the other " + Newsroom.unique());
        String sentence = Newsroom.sentence();
        newsroom.awaitStatus(newsroom.comment(article, "Ada", Newsroom.address("ada"), sentence), "approved");

        Client reader = Client.stranger(second());
        assertThat(reader.get("/articles/" + article.slug()).expect(200).text()).contains(sentence);
        Client staff = Client.signedIn(second(), "admin", suite.adminPassword());
        staff.get("/api/drafts").expect(200);
    }

    @Test
    void whicheverIsKilledNothingIsLostOrDoubledAndNobodyWhoReadsNotices() {
        Newsroom newsroom = Newsroom.of(suite);
        try (Traffic traffic = Traffic.start(suite, newsroom);
                Readers readers = readers(newsroom)) {
            traffic.awaitMore(SOME);
            readers.awaitMore(SOME);
            suite.parts().signalAndAwaitRestart(SECONDS, "KILL");
            readers.awaitMore(SOME);
            traffic.awaitMore(SOME);
            traffic.stop();
            traffic.assertNothingLostNothingTwice();
        }
    }

    @Test
    void whicheverIsToldToEndNobodyNotices() {
        Newsroom newsroom = Newsroom.of(suite);
        try (Traffic traffic = Traffic.startOfThoseWhoAskOnce(suite, newsroom);
                Readers readers = readers(newsroom)) {
            traffic.awaitMore(SOME);
            // One after another, as whoever replaces them does.
            SERVICES.forEach(name -> suite.parts().signalAndAwaitRestart(name, "TERM"));
            readers.awaitMore(SOME);
            traffic.awaitMore(SOME);
            traffic.stop();
            traffic.assertNothingLostNothingTwice();
        }
    }

    private static Readers readers(Newsroom newsroom) {
        return Readers.of(
                newsroom.staff(), "/api/drafts", "/api/moderation/comments?status=held", "/api/notifications");
    }

    /** As on a machine that hangs: its connections stay, and nothing comes over them. */
    @Test
    void whicheverHangsTheOtherDoesItsWork() {
        Newsroom newsroom = Newsroom.of(suite);
        try (Traffic traffic = Traffic.start(suite, newsroom)) {
            traffic.awaitMore(SOME);
            for (String hanging : List.of("", "-2")) {
                SERVICES.forEach(name -> suite.parts().freeze(name + hanging));
                try {
                    traffic.awaitMore(SOME);
                    Article article = newsroom.publish("While others hang " + Newsroom.unique());
                    newsroom.awaitStatus(
                            newsroom.comment(article, "Bo", Newsroom.address("bo"), Newsroom.sentence()), "approved");
                    Newsroom.completedDeliveries(newsroom.staff(), article);
                } finally {
                    SERVICES.forEach(name -> suite.parts().thaw(name + hanging));
                }
                traffic.awaitMore(SOME);
            }
            traffic.stop();
            traffic.assertNothingLostNothingTwice();
        }
    }

    private URI second() {
        return URI.create("http://localhost:" + suite.parts().part("gateway-2").port());
    }
}
