package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** What several people wrote, as readers find it and others are told of it. */
@ArticleServiceTest
class SeveralAuthorsPublishedTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Events events;
    private final DatabaseClient database;
    private final Staff ada = Staff.author();
    private final Staff bo = Staff.author();
    private final Staff cleo = Staff.author();
    private final Staff editor = Staff.editor();

    @Autowired
    SeveralAuthorsPublishedTest(Api api, Events events, DatabaseClient database) {
        this.api = api;
        this.events = events;
        this.database = database;
    }

    /** Who has written anything is known by the names of the token. */
    @BeforeEach
    void theyAreKnown() {
        for (Staff staff : List.of(ada, bo, cleo)) {
            api.draft(staff, "Own");
        }
    }

    private static String[] slugs(Staff... staff) {
        return Arrays.stream(staff).map(Staff::slug).toArray(String[]::new);
    }

    private Answer published(Staff by, Staff... authors) {
        return api.published(by, "Together", "authors", slugs(authors));
    }

    private void name(UUID id, Staff... authors) {
        Answer named = api.put(
                "/api/drafts/" + id, editor, Api.content("Together", "authors", slugs(authors)), "If-Match", "*");
        assertThat(named.status()).isEqualTo(200);
    }

    private List<UUID> listed(Staff author) {
        return api.get("/api/articles?author=" + author.slug())
                .json()
                .get("items")
                .valueStream()
                .map(each -> UUID.fromString(each.get("id").asString()))
                .toList();
    }

    private long count(Staff author) {
        Answer found = api.get("/api/authors/" + author.slug());
        return found.status() == 404 ? 0 : found.json().get("articleCount").asLong();
    }

    private List<Long> counts() {
        return List.of(count(ada), count(bo), count(cleo));
    }

    private static List<String> names(JsonNode authors) {
        return authors.valueStream().map(each -> each.get("name").asString()).toList();
    }

    @Test
    void readersSeeAllOfThemInTheirOrder() {
        Answer article = published(ada, bo, ada);
        JsonNode whole = api.get("/api/articles/" + article.text("slug")).json();
        assertThat(whole.get("author").get("slug").asString()).isEqualTo(bo.slug());
        assertThat(names(whole.get("authors"))).containsExactly(bo.name(), ada.name());
        for (Staff author : List.of(ada, bo)) {
            assertThat(listed(author)).containsExactly(article.id());
            JsonNode line = api.get("/api/articles?author=" + author.slug())
                    .json()
                    .get("items")
                    .get(0);
            assertThat(names(line.get("authors"))).containsExactly(bo.name(), ada.name());
        }
        assertThat(counts()).containsExactly(1L, 1L, 0L);
        JsonNode told =
                events.of(EventTopic.ARTICLE_EVENTS, article.id(), 1).get(0).data();
        assertThat(told.get("author").get("name").asString()).isEqualTo(bo.name());
        assertThat(names(told.get("authors"))).containsExactly(bo.name(), ada.name());
    }

    @Test
    void othersAreFoundByItOnceThatIsPublished() {
        UUID id = published(ada, ada, bo).id();
        name(id, cleo, ada);
        assertThat(listed(cleo)).isEmpty();
        assertThat(listed(bo)).containsExactly(id);
        assertThat(counts()).containsExactly(1L, 1L, 0L);

        api.publish(editor, id);
        assertThat(listed(cleo)).containsExactly(id);
        assertThat(listed(ada)).containsExactly(id);
        assertThat(listed(bo)).isEmpty();
        assertThat(counts()).containsExactly(1L, 0L, 1L);

        name(id, bo);
        api.publish(editor, id);
        assertThat(counts()).containsExactly(0L, 1L, 0L);

        name(id, bo, ada, cleo);
        api.publish(editor, id);
        assertThat(counts()).containsExactly(1L, 1L, 1L);
    }

    @Test
    void nobodyIsFoundByWhatIsWithdrawn() {
        UUID id = published(ada, ada, bo).id();
        // Who is named since then was never shown.
        name(id, cleo, bo);
        assertThat(api.delete("/api/articles/" + id + "/publication", editor, "If-Match", "*")
                        .status())
                .isEqualTo(204);
        assertThat(counts()).containsExactly(0L, 0L, 0L);
        assertThat(listed(ada)).isEmpty();
        assertThat(listed(bo)).isEmpty();

        api.publish(editor, id);
        assertThat(counts()).containsExactly(0L, 1L, 1L);
        api.delete("/api/articles/" + id + "/publication", editor, "If-Match", "*");
        assertThat(api.delete("/api/drafts/" + id, editor, "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(counts()).containsExactly(0L, 0L, 0L);
    }

    @Test
    void whatIsInNoListCountsForNobody() {
        UUID id = api.published(ada, "Together", "authors", slugs(ada, bo), "visibility", "unlisted")
                .id();
        assertThat(counts()).containsExactly(0L, 0L, 0L);
        assertThat(listed(bo)).isEmpty();
        name(id, ada, bo);
        api.publish(editor, id);
        assertThat(counts()).containsExactly(1L, 1L, 0L);
        assertThat(listed(bo)).containsExactly(id);
    }

    @Test
    void eachOfThemReadsWhatHasAPassword() {
        Answer article = api.published(
                ada, "Together", "authors", slugs(ada, bo), "visibility", "password", "password", "open sesame");
        String path = "/api/articles/" + article.text("slug");
        assertThat(api.get(path, bo).json().get("locked").asBoolean()).isFalse();
        assertThat(api.get(path, cleo).json().get("locked").asBoolean()).isTrue();
    }

    @Test
    void pagesOfAListFollowEachOtherWithoutGapOrRepeat() {
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(0, (i % 3 == 0 ? published(bo, bo) : published(ada, ada, bo)).id());
        }
        List<UUID> found = new ArrayList<>();
        String next = "";
        do {
            Answer page = api.get("/api/articles?limit=2&author=" + bo.slug() + next);
            page.json()
                    .get("items")
                    .forEach(item -> found.add(UUID.fromString(item.get("id").asString())));
            next = page.json().get("next").isNull() ? "" : "&after=" + page.text("next");
        } while (!next.isEmpty());
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aNewNameOfAnyOfThemReachesWhatTheyWrote() {
        List<Answer> articles = List.of(published(ada, ada, bo), published(ada, ada, cleo, bo), published(bo, bo));
        rename(bo, 2, "renamed-" + bo.id(), "Renamed");
        for (Answer article : articles) {
            List<Events.Told> told = events.of(EventTopic.ARTICLE_EVENTS, article.id(), all -> all.stream()
                    .anyMatch(each -> names(each.data().get("authors")).contains("Renamed")));
            assertThat(told)
                    .extracting(Events.Told::type)
                    .containsExactly("article.published.v1", "article.revised.v1");
            assertThat(names(api.get("/api/articles/" + article.text("slug"))
                            .json()
                            .get("authors")))
                    .contains("Renamed")
                    .doesNotContain(bo.name());
        }
        assertThat(api.get("/api/articles?author=renamed-" + bo.id()).json().get("items"))
                .hasSize(3);
        await().atMost(LIMIT).until(() -> !isDue(bo));
    }

    private boolean isDue(Staff staff) {
        return Boolean.TRUE.equals(database.sql("SELECT bylines_due FROM author WHERE account_id = :id")
                .bind("id", staff.id())
                .mapValue(Boolean.class)
                .one()
                .block(LIMIT));
    }

    private void rename(Staff staff, long version, String slug, String name) {
        events.tell(EventType.ACCOUNT_CHANGED, staff.id(), new AccountState(staff.id(), version, slug, name, true));
    }

    /** Those who write together are locked in one order, whoever of them is the first. */
    @Test
    void whoWritesTogetherPublishesSideBySideWhileANameChanges() {
        List<Staff[]> bylines =
                List.of(new Staff[] {ada, bo}, new Staff[] {bo, ada}, new Staff[] {cleo, bo, ada}, new Staff[] {bo});
        List<UUID> drafts = IntStream.range(0, 24)
                .mapToObj(number -> api.draft(editor, "Number " + number, "authors", slugs(bylines.get(number % 4)))
                        .id())
                .toList();
        List<CompletableFuture<Answer>> publications = drafts.stream()
                .map(draft -> CompletableFuture.supplyAsync(() -> api.publish(editor, draft)))
                .toList();
        for (int version = 2; version <= 4; version++) {
            rename(bo, version, bo.slug(), "Name " + version);
        }
        assertThat(publications)
                .allSatisfy(
                        publication -> assertThat(publication.join().status()).isIn(200, 409));
        drafts.forEach(draft -> assertThat(api.publish(editor, draft).status()).isEqualTo(200));

        assertThat(counts()).containsExactly(18L, 24L, 6L);
        for (UUID draft : drafts) {
            events.of(
                    EventTopic.ARTICLE_EVENTS,
                    draft,
                    all -> !all.isEmpty()
                            && names(all.get(all.size() - 1).data().get("authors"))
                                    .contains("Name 4"));
        }
    }

    /** As a version of this program writes it that knows of one author alone. */
    private void publishAsOlder(UUID id) {
        database.sql("""
                        INSERT INTO article (id, version, publication, status, draft_version, author_id, byline_version,
                            slug, title, description, body_html, reading_minutes, comment_policy, first_published_at,
                            published_at, updated_at, notifies)
                        SELECT id, 1, 1, 'published', version, author_id, 0, slug, title, '', '<p>Text</p>', 1, 'open',
                            now(), now(), now(), true
                        FROM draft WHERE id = :id
                        ON CONFLICT (id) DO UPDATE SET version = article.version + 1, status = 'published',
                            updated_at = excluded.updated_at
                        """).bind("id", id).then().block(LIMIT);
        database.sql("INSERT INTO figure (article_id) VALUES (:id) ON CONFLICT DO NOTHING")
                .bind("id", id)
                .then()
                .block(LIMIT);
    }

    private void countAsOlder(UUID id, int change) {
        database.sql("""
                        UPDATE author SET article_count = article_count + :change
                        WHERE account_id = (SELECT author_id FROM draft WHERE id = :id)
                        """).bind("change", change).bind("id", id).then().block(LIMIT);
    }

    @Test
    void whatAnOlderVersionPublishesIsByAllOfThemToo() {
        UUID id = api.draft(ada, "Together", "authors", slugs(ada, bo)).id();
        publishAsOlder(id);
        countAsOlder(id, 1);
        assertThat(listed(bo)).containsExactly(id);
        assertThat(counts()).containsExactly(1L, 1L, 0L);
        JsonNode line = api.get("/api/articles?author=" + ada.slug())
                .json()
                .get("items")
                .get(0);
        assertThat(names(line.get("authors"))).containsExactly(ada.name(), bo.name());

        name(id, cleo, ada);
        publishAsOlder(id);
        countAsOlder(id, 0);
        assertThat(counts()).containsExactly(1L, 0L, 1L);
        assertThat(listed(cleo)).containsExactly(id);
        assertThat(listed(bo)).isEmpty();

        name(id, bo);
        database.sql("UPDATE article SET status = 'unpublished', version = version + 1 WHERE id = :id")
                .bind("id", id)
                .then()
                .block(LIMIT);
        countAsOlder(id, -1);
        assertThat(counts()).containsExactly(0L, 0L, 0L);
        assertThat(listed(cleo)).isEmpty();
    }

    @Test
    void whatAnOlderVersionSavesStaysByAllOfThem() {
        UUID id = api.draft(ada, "Together", "authors", slugs(ada, bo)).id();
        database.sql("UPDATE draft SET version = version + 1, title = 'Rewritten', updated_at = now() WHERE id = :id")
                .bind("id", id)
                .then()
                .block(LIMIT);
        JsonNode listed = api.get("/api/drafts?q=rewritten", bo).json().get("items");
        assertThat(listed).hasSize(1);
        assertThat(names(listed.get(0).get("bylines"))).containsExactly(ada.name(), bo.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"category=%s", "tag=%s", "category=%s&tag=%s", "lang=de", "tag=%s&lang=de"})
    void aListOfACoauthorIsFilteredWithinAnIndex(String filter) {
        String unique = "x" + UUID.randomUUID().toString().replace("-", "");
        UUID matching = api.published(
                        ada,
                        "Together",
                        "authors",
                        slugs(ada, bo),
                        "category",
                        unique,
                        "tags",
                        List.of(unique, "Other"),
                        "language",
                        "de")
                .id();
        api.published(ada, "Together", "authors", slugs(ada, bo));
        api.published(ada, "Together", "category", unique, "tags", List.of(unique), "language", "de");
        JsonNode found = api.get("/api/articles?author=" + bo.slug() + "&" + filter.replace("%s", unique))
                .json()
                .get("items");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("id").asString()).isEqualTo(matching.toString());
    }

    @Test
    void whoWroteAPageTogetherIsFoundByItsKindAlone() {
        UUID page = api.published(editor, "Page", "authors", slugs(ada, bo), "kind", "page")
                .id();
        assertThat(listed(bo)).isEmpty();
        assertThat(count(bo)).isZero();
        JsonNode pages =
                api.get("/api/articles?kind=page&author=" + bo.slug()).json().get("items");
        assertThat(pages).hasSize(1);
        assertThat(pages.get(0).get("id").asString()).isEqualTo(page.toString());
    }

    @Test
    void aSchedulePublishesForAllOfThem() {
        UUID id = api.draft(ada, "Together", "authors", slugs(ada, bo)).id();
        String soon = Instant.now().plusSeconds(1).toString();
        api.post("/api/articles/" + id + "/publication", bo, Map.of("at", soon), "If-Match", "*");
        await().atMost(LIMIT).until(() -> listed(bo).contains(id));
        assertThat(counts()).containsExactly(1L, 1L, 0L);
    }
}
