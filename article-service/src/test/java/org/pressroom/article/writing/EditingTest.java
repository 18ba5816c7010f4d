package org.pressroom.article.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@ArticleServiceTest
class EditingTest {

    private final Api api;
    private final DatabaseClient database;
    private final Staff author = Staff.author();
    private final Staff editor = Staff.editor();

    @Autowired
    EditingTest(Api api, DatabaseClient database) {
        this.api = api;
        this.database = database;
    }

    @Test
    void othersSeeWhoIsAtItUntilItEnds() {
        String path = path(api.draft(author, "At it").id());
        assertThat(api.get(path, editor).json().get("editor").isNull()).isTrue();
        Answer begun = api.put(path, author, "");
        assertThat(begun.json().get("mine").asBoolean()).isTrue();
        assertThat(Instant.parse(begun.text("until"))).isAfter(Instant.parse(begun.text("since")));
        Answer seen = api.put(path, editor, "");
        assertThat(seen.json().get("mine").asBoolean()).isFalse();
        assertThat(seen.json().get("editor").get("name").asString()).isEqualTo(author.name());
        assertThat(api.delete(path, editor).status()).isEqualTo(204);
        assertThat(api.get(path, author).json().get("mine").asBoolean()).isTrue();
        assertThat(api.delete(path, author).status()).isEqualTo(204);
        assertThat(api.put(path, editor, "").json().get("mine").asBoolean()).isTrue();
    }

    @Test
    void whoIsStillAtItHasBeenSinceTheBeginning() {
        String path = path(api.draft(author, "Still at it").id());
        String since = api.put(path, author, "").text("since");
        Answer again = api.put(path, author, "");
        assertThat(again.text("since")).isEqualTo(since);
    }

    @Test
    void itCanBeTakenOver() {
        String path = path(api.draft(author, "Taken over").id());
        api.put(path, author, "");
        assertThat(api.put(path + "?takeOver=true", editor, "")
                        .json()
                        .get("mine")
                        .asBoolean())
                .isTrue();
        Answer seen = api.put(path, author, "");
        assertThat(seen.json().get("mine").asBoolean()).isFalse();
        assertThat(seen.json().get("editor").get("name").asString()).isEqualTo(editor.name());
    }

    @Test
    void whoSaysNothingAnyMoreIsAtItNoMore() {
        UUID id = api.draft(author, "Gone silent").id();
        api.put(path(id), author, "");
        database.sql("UPDATE editing SET until = now() - interval '1 second' WHERE article_id = :id")
                .bind("id", id)
                .then()
                .block();
        assertThat(api.get(path(id), editor).json().get("editor").isNull()).isTrue();
        assertThat(api.put(path(id), editor, "").json().get("mine").asBoolean()).isTrue();
    }

    @Test
    void itKeepsNobodyFromSavingAndGoesWithTheArticle() {
        UUID id = api.draft(author, "Open to all").id();
        api.put(path(id), author, "");
        assertThat(api.put("/api/drafts/" + id, editor, Api.content("Saved"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(api.delete("/api/drafts/" + id, author, "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(api.get(path(id), author).status()).isEqualTo(404);
    }

    @Test
    void itIsForWhoeverMayTouchTheArticle() {
        String path = path(api.draft(author, "Not yours").id());
        Staff other = Staff.author();
        assertThat(api.get(path, other).status()).isEqualTo(403);
        assertThat(api.put(path, other, "").status()).isEqualTo(403);
        assertThat(api.delete(path, other).status()).isEqualTo(403);
        assertThat(api.put(path(UUID.randomUUID()), author, "").status()).isEqualTo(404);
    }

    private static String path(UUID id) {
        return "/api/drafts/" + id + "/editing";
    }
}
