package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.beans.factory.annotation.Autowired;

@ArticleServiceTest
class RenderingTest {

    private static final String MANY_ATTRIBUTES = "<a" + " a=b".repeat(2_000) + ">";

    private final Api api;
    private final RenderingThreads rendering;
    private final Staff author = Staff.author();

    @Autowired
    RenderingTest(Api api, RenderingThreads rendering) {
        this.api = api;
        this.rendering = rendering;
    }

    @ParameterizedTest
    @ValueSource(strings = {"markdown", "html"})
    void aTagOfVeryManyAttributesIsAnswered(String format) {
        Answer draft = api.draft(
                author, "Attributes " + UUID.randomUUID(), "body", MANY_ATTRIBUTES + "x</a>", "format", format);
        assertThat(api.get("/api/drafts/" + draft.id() + "/preview", author).status())
                .isEqualTo(200);
        assertThat(api.publish(author, draft.id()).status()).isEqualTo(200);
    }

    @Test
    void whatIsTooComplexIsRefusedOnItsField() {
        String body = "![".repeat(20_000) + "a" + "](u)".repeat(20_000);
        Answer draft = api.draft(author, "Too complex " + UUID.randomUUID(), "body", body);
        for (Answer refused : new Answer[] {
            api.get("/api/drafts/" + draft.id() + "/preview", author),
            api.post("/api/articles/" + draft.id() + "/publication", author, null, "If-Match", draft.etag())
        }) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().get("errors").get(0).get("field").asString())
                    .isEqualTo("body");
        }
    }

    @Test
    void bodiesWaitForThreadsOfTheirOwnAndAreRefusedWhenTooManyDo() {
        Answer draft = api.draft(author, "Waiting " + UUID.randomUUID());
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger inARow = new AtomicInteger();
        try {
            // A thread that has not begun yet leaves its place in the queue once it does.
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                int before = refused.get();
                rendering
                        .render(() -> {
                            busy.await();
                            return "";
                        })
                        .subscribe(rendered -> {}, full -> refused.incrementAndGet());
                return inARow.updateAndGet(times -> refused.get() > before ? times + 1 : 0) == 20;
            });
            Answer preview = api.get("/api/drafts/" + draft.id() + "/preview", author);
            assertThat(preview.status()).isEqualTo(503);
            assertThat(preview.header("Retry-After")).isNotNull();
            assertThat(api.post("/api/articles/" + draft.id() + "/publication", author, null, "If-Match", draft.etag())
                            .status())
                    .isEqualTo(503);
        } finally {
            busy.countDown();
        }
    }
}
