package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Newsroom.Article;

/** The comment service away: articles are read all the same, and say what is missing. */
@WithSuite
class CommentsAwayTest {
    private static final String COMMENTS = "comment-service";
    private static final String AWAY = "Comments are away just now";

    private final Suite suite;

    CommentsAwayTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void anArticleIsReadWhileCommentsAreAwayAndCommentsComeBack() {
        Newsroom newsroom = Newsroom.of(suite);
        Article article = newsroom.publish("Read without comments " + Newsroom.unique());
        String sentence = Newsroom.sentence();
        newsroom.awaitStatus(newsroom.comment(article, "Eve", Newsroom.address("eve"), sentence), "approved");
        Article untouched = newsroom.publish("Not yet read " + Newsroom.unique());
        newsroom.awaitStatus(newsroom.comment(untouched, "Fay", Newsroom.address("fay"), sentence), "approved");

        Client reader = suite.stranger();
        await("the page that is kept").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        reader.get("/articles/" + article.slug()).expect(200).text())
                .contains(sentence));
        suite.parts().freeze(COMMENTS);
        try {
            assertThat(reader.get("/articles/" + article.slug()).expect(200).text())
                    .contains(sentence)
                    .doesNotContain(AWAY);
            Answer page = reader.get("/articles/" + untouched.slug()).expect(200);
            assertThat(page.text()).contains(untouched.title()).contains(AWAY).doesNotContain(sentence);
            reader.get("/api/articles/" + untouched.slug()).expect(200);

            Answer refused = reader.send(Call.post("/api/articles/" + untouched.id() + "/comments")
                    .json(Newsroom.comment("Gil", Newsroom.address("gil"), "Hello")));
            assertThat(refused.status()).isIn(503, 504);
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            // The form keeps what was typed.
            Answer form = reader.send(Call.post("/articles/" + untouched.slug() + "/comments")
                    .form(Map.of("name", "Gil", "email", Newsroom.address("gil"), "body", "Typed with care")));
            assertThat(form.header("Content-Type")).startsWith("text/html");
            assertThat(form.text()).contains("Typed with care");
        } finally {
            suite.parts().thaw(COMMENTS);
        }
        await("the page with its comments").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        reader.get("/articles/" + untouched.slug()).expect(200).text())
                .contains(sentence)
                .doesNotContain(AWAY));
        newsroom.awaitStatus(
                newsroom.comment(untouched, "Hal", Newsroom.address("hal"), Newsroom.sentence()), "approved");
    }
}
