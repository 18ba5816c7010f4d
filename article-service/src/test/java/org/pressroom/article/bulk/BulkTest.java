package org.pressroom.article.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class BulkTest {

    private final Api api;
    private final Staff author = Staff.author();

    @Autowired
    BulkTest(Api api) {
        this.api = api;
    }

    private static Map<String, Object> target(Answer draft) {
        return target(draft.id(), version(draft));
    }

    private static Map<String, Object> target(UUID id, long version) {
        return Map.of("id", id, "version", version);
    }

    private static long version(Answer draft) {
        return Long.parseLong(draft.etag().replace("\"", ""));
    }

    private Answer change(String action, List<Map<String, Object>> drafts, Object... more) {
        Map<String, Object> request = new HashMap<>(Map.of("action", action, "drafts", drafts));
        for (int i = 0; i < more.length; i += 2) {
            request.put((String) more[i], more[i + 1]);
        }
        return api.post("/api/drafts/bulk", author, request);
    }

    private static List<String> outcomes(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        List<String> outcomes = new ArrayList<>();
        answer.json()
                .get("items")
                .forEach(item -> outcomes.add(item.get("outcome").asString()));
        return outcomes;
    }

    private JsonNode read(UUID id) {
        return api.get("/api/drafts/" + id, author).json();
    }

    @Test
    void eachHasAnOutcomeOfItsOwnAndHoldsUpNoOther() {
        Answer first = api.draft(author, "First");
        Answer stale = api.draft(author, "Stale");
        Answer empty = api.draft(author, "Empty", "body", "");
        Answer others = api.draft(Staff.author(), "Another's");
        Answer last = api.draft(author, "Last");
        Answer answer = change(
                "publish",
                List.of(
                        target(first),
                        target(stale.id(), 77),
                        target(others),
                        target(UUID.randomUUID(), 1),
                        target(empty),
                        target(last)));
        assertThat(outcomes(answer).subList(0, 4)).containsExactly("done", "changed", "notAllowed", "unknown");
        assertThat(outcomes(answer).get(5)).isEqualTo("done");
        assertThat(answer.json().get("items").get(0).get("id").asString())
                .isEqualTo(first.id().toString());
        assertThat(answer.json().get("items").get(0).get("version").asLong())
                .isEqualTo(read(first.id()).get("version").asLong());
        assertThat(read(first.id()).get("status").asString()).isEqualTo("published");
        assertThat(read(stale.id()).get("status").asString()).isEqualTo("draft");
        assertThat(read(last.id()).get("status").asString()).isEqualTo("published");
    }

    @Test
    void aContributorPublishesNothing() {
        Staff contributor = Staff.with("contributor");
        Answer draft = api.draft(contributor, "Handed in");
        for (String action : List.of("publish", "unpublish")) {
            Answer answer = api.post(
                    "/api/drafts/bulk", contributor, Map.of("action", action, "drafts", List.of(target(draft))));
            assertThat(outcomes(answer)).containsExactly("notAllowed");
        }
        assertThat(api.get("/api/drafts/" + draft.id(), contributor).text("status"))
                .isEqualTo("draft");
    }

    @Test
    void articlesAreWithdrawnAndThenDeleted() {
        Answer shown = api.published(author, "Shown");
        Answer draft = api.draft(author, "Draft");
        List<Map<String, Object>> both = List.of(target(shown), target(draft));
        assertThat(outcomes(change("delete", both))).containsExactly("conflict", "done");
        Answer withdrawn = change("unpublish", both);
        assertThat(outcomes(withdrawn)).containsExactly("done", "unknown");
        long version = withdrawn.json().get("items").get(0).get("version").asLong();
        assertThat(outcomes(change("delete", List.of(target(shown.id(), version)))))
                .containsExactly("done");
        assertThat(api.get("/api/drafts/" + shown.id(), author).status()).isEqualTo(404);
    }

    @Test
    void aCategoryAndTagsAreSetWithNothingElseChanged() {
        Answer draft = api.draft(
                author,
                "Whole",
                "summary",
                "Its summary",
                "category",
                "Old",
                "tags",
                List.of("Rain"),
                "cover",
                Map.of("url", "/a.png", "alt", "A door"),
                "seo",
                Map.of("title", "Found"));
        Answer set = change("setCategory", List.of(target(draft)), "category", "New");
        assertThat(outcomes(set)).containsExactly("done");
        long version = set.json().get("items").get(0).get("version").asLong();
        Answer added = change("addTag", List.of(target(draft.id(), version)), "tag", "Clouds");
        version = added.json().get("items").get(0).get("version").asLong();
        JsonNode read = read(draft.id());
        assertThat(read.get("category").asString()).isEqualTo("New");
        assertThat(read.get("tags").toString()).isEqualTo("[\"Rain\",\"Clouds\"]");
        for (String kept : List.of("title", "body", "slug", "summary", "cover", "seo", "commentPolicy", "kind")) {
            assertThat(read.get(kept)).as(kept).isEqualTo(draft.json().get(kept));
        }
        Answer again = change("addTag", List.of(target(draft.id(), version)), "tag", "CLOUDS");
        assertThat(again.json().get("items").get(0).get("version").asLong()).isEqualTo(version);
        assertThat(outcomes(change("removeTag", List.of(target(draft.id(), version)), "tag", "rain")))
                .containsExactly("done");
        assertThat(read(draft.id()).get("tags").toString()).isEqualTo("[\"Clouds\"]");
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() {
        Answer full = api.draft(
                author,
                "Full",
                "tags",
                IntStream.range(0, 20).mapToObj(i -> "Tag " + i).toList());
        Answer answer = change("addTag", List.of(target(full)), "tag", "One more");
        assertThat(outcomes(answer)).containsExactly("invalid");
        assertThat(answer.json().get("items").get(0).get("detail").asString()).contains("at most 20");
    }

    @Test
    void aHundredAreChangedAtOnce() {
        List<Map<String, Object>> drafts = IntStream.range(0, 100)
                .mapToObj(i -> target(api.draft(author, "Of many " + i)))
                .toList();
        assertThat(outcomes(change("publish", drafts, "notify", false)))
                .hasSize(100)
                .containsOnly("done");
        List<Map<String, Object>> more = new ArrayList<>(drafts);
        more.add(target(UUID.randomUUID(), 1));
        assertThat(change("publish", more).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\": \"publish\", \"drafts\": []}",
                "{\"action\": \"publish\", \"drafts\": [null]}",
                "{\"action\": \"publish\", \"drafts\": [{\"version\": 1}]}",
                "{\"action\": \"publish\", \"drafts\": [{\"id\": \"00000000-0000-7000-8000-000000000000\"}]}",
                "{\"action\": \"burn\", \"drafts\": [{\"id\": \"00000000-0000-7000-8000-000000000000\", \"version\": 1}]}",
                "{\"action\": \"addTag\", \"drafts\": [{\"id\": \"00000000-0000-7000-8000-000000000000\", \"version\": 1}]}",
                "{\"action\": \"addTag\", \"tag\": \"\", \"drafts\": [{\"id\": \"00000000-0000-7000-8000-000000000000\", \"version\": 1}]}"
            })
    void whatIsNotWholeIsRefused(String body) {
        assertThat(api.post("/api/drafts/bulk", author, body).status()).isEqualTo(422);
    }
}
