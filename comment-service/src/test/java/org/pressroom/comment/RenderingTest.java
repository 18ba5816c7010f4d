package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

class RenderingTest extends ServiceTest {

    @Autowired
    private RenderingThreads rendering;

    @Test
    void whatIsTooComplexIsRefusedOnItsField() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Short"), "approved");
        String body = "[a]: https://x.test/" + "x".repeat(5_000) + "\n\n" + "[a]".repeat(1_600);

        for (WebTestClient.RequestHeadersSpec<?> request : List.of(
                stranger.post().uri("/api/articles/{id}/comments", article).bodyValue(comment(body)),
                stranger.patch()
                        .uri("/api/comments/{id}", posted.id())
                        .header("X-Edit-Token", posted.editToken())
                        .bodyValue(Map.of("body", body)))) {
            request.exchange()
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("body");
        }
    }

    /** So no body is rendered on an event loop, neither the HTTP server's nor the database's. */
    @Test
    void commentsWaitForThreadsOfTheirOwnAndAreRefusedWhenTooManyDo() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Short"), "approved");
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger all = new AtomicInteger();
        AtomicInteger inARow = new AtomicInteger();
        try {
            // A thread that has not begun yet leaves its place in the queue once it does.
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                int before = refused.get();
                all.incrementAndGet();
                rendering
                        .render(() -> {
                            busy.await();
                            return "";
                        })
                        .subscribe(rendered -> done.incrementAndGet(), full -> refused.incrementAndGet());
                return inARow.updateAndGet(times -> refused.get() > before ? times + 1 : 0) == 20;
            });
            stranger.post()
                    .uri("/api/articles/{id}/comments", article)
                    .bodyValue(comment("Too many"))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After");
            stranger.patch()
                    .uri("/api/comments/{id}", posted.id())
                    .header("X-Edit-Token", posted.editToken())
                    .bodyValue(Map.of("body", "Too many"))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503);
            assertThat(thread(article)).hasSize(1);
        } finally {
            busy.countDown();
        }
        await().atMost(PATIENCE).until(() -> done.get() + refused.get() == all.get());
        posted(article, comment("After the rush"), "approved");
    }

    /** What the rules read is written with the text, and goes when it is judged. */
    @Test
    void theRulesReadWhatWasRenderedOnce() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Short"), "approved");
        assertThat(readings(posted)).isZero();

        edit(posted, "```\nonline casino\n```");
        awaitStatus(posted, "held");
        assertThat(readings(posted)).isZero();
        assertThat(reasons(posted)).containsExactly("blocked-phrases: contains online casino");
    }

    private String[] reasons(Posted posted) {
        return Objects.requireNonNull(database.sql(
                        "SELECT reasons FROM moderation WHERE comment_id = :id ORDER BY comment_version DESC LIMIT 1")
                .bind("id", posted.id())
                .map(row -> Objects.requireNonNull(row.get("reasons", String[].class)))
                .one()
                .block());
    }

    private long readings(Posted posted) {
        Long count = database.sql("SELECT count(reading) AS n FROM comment WHERE id = :id")
                .bind("id", posted.id())
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
        return count == null ? -1 : count;
    }
}
