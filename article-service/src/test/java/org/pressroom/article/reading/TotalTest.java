package org.pressroom.article.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.pressroom.testkit.OwnThread;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/** How many articles there are in all. */
@ArticleServiceTest
class TotalTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final DatabaseClient database;
    private final Staff author = Staff.author();
    private final Staff editor = Staff.editor();

    @Autowired
    TotalTest(Api api, DatabaseClient database) {
        this.api = api;
        this.database = database;
    }

    @Test
    void theTotalIsOfWhatListsShow() {
        Answer listed = api.published(author, "Listed");
        Answer hidden = api.published(author, "Hidden");
        api.published(author, "Unlisted", "visibility", "unlisted");
        api.published(editor, "A page", "kind", "page");
        assertTotal();
        api.put("/api/drafts/" + hidden.id(), author, Api.content("Hidden", "visibility", "unlisted"), "If-Match", "*");
        api.publish(author, hidden.id());
        assertTotal();
        String path = "/api/articles/" + listed.id() + "/publication";
        assertThat(api.delete(path, author, "If-Match", "*").status()).isEqualTo(204);
        assertTotal();
        api.delete("/api/drafts/" + listed.id(), editor, "If-Match", "*");
        assertTotal();
    }

    /** Each transaction counts in a place of its connection's. */
    @Test
    void manyAtOnceAreAllCounted() {
        List<UUID> drafts = IntStream.range(0, 16)
                .mapToObj(number -> api.draft(author, "At once " + number).id())
                .toList();
        List<CompletableFuture<Answer>> answers = drafts.stream()
                .map(draft -> CompletableFuture.supplyAsync(() -> api.publish(author, draft), OwnThread.EACH))
                .toList();
        assertThat(answers.stream().map(each -> each.join().status())).containsOnly(200);
        assertTotal();
    }

    private void assertTotal() {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        api.get("/api/totals").json().get("articles").asLong())
                .isEqualTo(shown()));
    }

    private Long shown() {
        return Objects.requireNonNull(
                database.sql("""
                        SELECT count(*) FROM article
                        WHERE status = 'published' AND kind = 'article' AND visibility <> 'unlisted'
                        """).mapValue(Long.class).one().block(LIMIT));
    }
}
