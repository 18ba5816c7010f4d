package org.pressroom.article.opening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class FirstPagesTest {

    private final Api api;
    private final FirstPages firstPages;
    private final DatabaseClient database;

    @Autowired
    FirstPagesTest(Api api, FirstPages firstPages, DatabaseClient database) {
        this.api = api;
        this.firstPages = firstPages;
        this.database = database;
    }

    @Test
    void aSiteHasPagesInItsMenuFromTheStart() {
        JsonNode about = api.get("/api/articles/about").json();
        assertThat(about.get("kind").asString()).isEqualTo("page");
        assertThat(about.get("menuPosition").asInt()).isEqualTo(1);
        assertThat(about.get("bodyHtml").asString()).contains("Who we are");
        JsonNode services = api.get("/api/articles/services").json();
        assertThat(services.get("menuPosition").asInt()).isEqualTo(2);
        assertThat(services.get("bodyHtml").asString()).contains("<li>");
    }

    @Test
    void editorsMayWriteOnThem() {
        String id = api.get("/api/articles/about").json().get("id").asString();
        assertThat(api.get("/api/drafts/" + id, Staff.editor()).status()).isEqualTo(200);
        assertThat(api.get("/api/drafts/" + id, Staff.author()).status()).isEqualTo(403);
    }

    /** As each start after the first, and as another instance that starts at the same time. */
    @Test
    void theyAreMadeOnce() {
        long before = drafts();
        firstPages.run(new DefaultApplicationArguments());
        firstPages.run(new DefaultApplicationArguments());
        assertThat(drafts()).isEqualTo(before);
    }

    private long drafts() {
        return Objects.requireNonNull(database.sql("SELECT count(*) FROM draft WHERE title IN ('About', 'Services')")
                .mapValue(Long.class)
                .one()
                .block(Duration.ofSeconds(10)));
    }
}
