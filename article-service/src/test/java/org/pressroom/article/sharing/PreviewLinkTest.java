package org.pressroom.article.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@ArticleServiceTest
class PreviewLinkTest {

    private final Api api;
    private final DatabaseClient database;
    private final Staff author = Staff.author();

    @Autowired
    PreviewLinkTest(Api api, DatabaseClient database) {
        this.api = api;
        this.database = database;
    }

    @Test
    void whoHasTheLinkReadsTheDraftAsItIsThen() {
        UUID id = api.draft(
                        author, "Not out yet", "summary", "In short", "category", "News", "tags", new String[] {"a"})
                .id();
        String preview = preview(make(id));
        Answer read = api.get(preview);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        assertThat(read.text("title")).isEqualTo("Not out yet");
        assertThat(read.text("summary")).isEqualTo("In short");
        assertThat(read.text("category")).isEqualTo("News");
        assertThat(read.text("bodyHtml")).contains("<em>words</em>");
        assertThat(read.json().get("author").get("name").asString()).isEqualTo(author.name());

        api.put("/api/drafts/" + id, author, Api.content("Nearly out", "body", "More."), "If-Match", "*");
        assertThat(api.get(preview).text("title")).isEqualTo("Nearly out");
        assertThat(api.get(preview).text("bodyHtml")).contains("More.");
    }

    @Test
    void aLinkThatIsWithdrawnLeadsNowhere() {
        UUID id = api.draft(author, "Withdrawn").id();
        String preview = preview(make(id));
        assertThat(api.delete(path(id), author).status()).isEqualTo(204);
        assertThat(api.get(preview).status()).isEqualTo(404);
        assertThat(api.get(path(id), author).status()).isEqualTo(404);
    }

    @Test
    void aNewLinkEndsTheFormer() {
        UUID id = api.draft(author, "Twice").id();
        String first = preview(make(id));
        Answer second = make(id);
        assertThat(preview(second)).isNotEqualTo(first);
        assertThat(api.get(first).status()).isEqualTo(404);
        assertThat(api.get(preview(second)).status()).isEqualTo(200);
        assertThat(api.get(path(id), author).text("url")).isEqualTo(second.text("url"));
    }

    @Test
    void itsTimeEnds() {
        UUID id = api.draft(author, "Timed").id();
        Answer usual = make(id);
        assertThat(Duration.between(Instant.parse(usual.text("createdAt")), Instant.parse(usual.text("expiresAt"))))
                .isEqualTo(Duration.ofDays(30));
        Answer week = api.post(path(id), author, Map.of("days", 7));
        assertThat(Duration.between(Instant.parse(week.text("createdAt")), Instant.parse(week.text("expiresAt"))))
                .isEqualTo(Duration.ofDays(7));
        database.sql("UPDATE preview_link SET expires_at = now() - interval '1 second' WHERE article_id = :id")
                .bind("id", id)
                .then()
                .block();
        assertThat(api.get(preview(week)).status()).isEqualTo(404);
        assertThat(api.get(path(id), author).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 366, Integer.MAX_VALUE})
    void itStandsForAYearAtMost(int days) {
        UUID id = api.draft(author, "Bounded").id();
        Answer answer = api.post(path(id), author, Map.of("days", days));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("days");
    }

    @Test
    void itGoesWithTheDraft() {
        UUID id = api.draft(author, "Thrown away").id();
        String preview = preview(make(id));
        assertThat(api.delete("/api/drafts/" + id, author, "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(api.get(preview).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "..%2Fdrafts", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%F0%9F%94%91"})
    void nothingIsFoundByWhatIsNoLink(String token) {
        assertThat(api.get("/api/previews/" + token).status()).isIn(400, 404);
    }

    @Test
    void itIsForWhoeverMayTouchTheDraft() {
        UUID id = api.draft(author, "Not yours").id();
        Staff other = Staff.author();
        assertThat(api.get(path(id), other).status()).isEqualTo(403);
        assertThat(api.post(path(id), other, null).status()).isEqualTo(403);
        assertThat(api.delete(path(id), other).status()).isEqualTo(403);
        assertThat(api.post(path(id), Staff.editor(), null).status()).isEqualTo(201);
        assertThat(api.post(path(UUID.randomUUID()), author, null).status()).isEqualTo(404);
    }

    private Answer make(UUID id) {
        Answer made = api.post(path(id), author, null);
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    private static String preview(Answer made) {
        String url = made.text("url");
        return "/api/previews/" + url.substring(url.lastIndexOf('/') + 1);
    }

    private static String path(UUID id) {
        return "/api/drafts/" + id + "/preview-link";
    }
}
