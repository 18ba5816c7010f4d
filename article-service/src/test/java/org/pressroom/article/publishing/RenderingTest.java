package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
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
    private final PreviewRenderer previews;
    private final Staff author = Staff.author();

    @Autowired
    RenderingTest(Api api, RenderingThreads rendering, PreviewRenderer previews) {
        this.api = api;
        this.previews = previews;
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
    void whatWasRenderedIsNotTakenForAnotherFormatOrText() {
        String mark = UUID.randomUUID().toString();
        String body = "*One* " + mark;
        for (int time = 0; time < 2; time++) {
            assertThat(drafted(body, "markdown")).contains("<em>One</em>");
            assertThat(drafted(body, "html")).contains("*One*");
            assertThat(drafted(body + "!", "markdown")).contains("<em>One</em> " + mark + "!");
        }
    }

    private String drafted(String body, String format) {
        UUID draft =
                api.draft(author, "Rendered", "body", body, "format", format).id();
        return api.get("/api/drafts/" + draft + "/preview", author).text("bodyHtml");
    }

    @Test
    void aTextIsShownWhileItIsWrittenAsItWouldBePublished() {
        String body = "# Ink\n\nThe *quick* press.<script>alert(1)</script>\n\n日本語の新聞です。";
        Answer draft = api.draft(author, "Previewed " + UUID.randomUUID(), "body", body);
        Answer preview = preview(body, "markdown");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.header("Cache-Control")).isEqualTo("no-store");
        assertThat(preview.text("bodyHtml"))
                .isEqualTo(api.get("/api/drafts/" + draft.id() + "/preview", author)
                        .text("bodyHtml"))
                .contains("<em>quick</em>")
                .doesNotContain("script>");
        // Four of the first script, and as many as the dictionary knows in the other.
        assertThat(preview.json().get("words").asInt()).isBetween(4 + 3, 4 + 5);
        assertThat(preview.json().get("readingMinutes").asInt()).isEqualTo(1);
        assertThat(preview("<p>The <b>quick</b> press</p><p hidden>Not seen</p>", "html")
                        .json()
                        .get("words")
                        .asInt())
                .isEqualTo(3);
        Answer empty = preview("", "markdown");
        assertThat(empty.text("bodyHtml")).isEmpty();
        assertThat(empty.json().get("words").asInt()).isZero();
    }

    @Test
    void aTextThatIsWrittenIsRefusedOnItsFieldWhereItCannotBeShown() {
        for (String body : new String[] {"![".repeat(20_000) + "a" + "](u)".repeat(20_000), "x".repeat(300_001)}) {
            Answer refused = preview(body, "markdown");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().get("errors").get(0).get("field").asString())
                    .isEqualTo("body");
        }
        assertThat(preview("a", "troff").status()).isIn(400, 422);
    }

    @Test
    void thoseWhoWriteWaitForThreadsOfTheirOwnAndPublishingDoesNotWaitForThem() {
        CountDownLatch busy = new CountDownLatch(1);
        try {
            keepBusy(previews.threads(), busy);
            Answer preview = preview("Words", "markdown");
            assertThat(preview.status()).isEqualTo(503);
            assertThat(preview.header("Retry-After")).isNotNull();
            Answer draft = api.draft(author, "Not waiting " + UUID.randomUUID());
            assertThat(api.publish(author, draft.id()).status()).isEqualTo(200);
        } finally {
            busy.countDown();
        }
        await().until(() -> preview("Words", "markdown").status() == 200);
    }

    /** All threads, and all places where one can wait for them. */
    private static void keepBusy(RenderingThreads threads, CountDownLatch busy) {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger inARow = new AtomicInteger();
        // A thread that has not begun yet leaves its place in the queue once it does.
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            int before = refused.get();
            threads.render(() -> {
                        busy.await();
                        return "";
                    })
                    .subscribe(rendered -> {}, full -> refused.incrementAndGet());
            return inARow.updateAndGet(times -> refused.get() > before ? times + 1 : 0) == 20;
        });
    }

    private Answer preview(String body, String format) {
        return api.post("/api/previews", author, Map.of("body", body, "format", format));
    }

    @Test
    void bodiesWaitForThreadsOfTheirOwnAndAreRefusedWhenTooManyDo() {
        String unseen = "Not rendered before " + UUID.randomUUID();
        Answer draft = api.draft(author, "Waiting", "body", unseen);
        CountDownLatch busy = new CountDownLatch(1);
        try {
            keepBusy(rendering, busy);
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
