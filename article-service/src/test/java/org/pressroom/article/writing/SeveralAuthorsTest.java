package org.pressroom.article.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import tools.jackson.databind.JsonNode;

/** Drafts that several people write, and who of them may do what. */
@ArticleServiceTest
class SeveralAuthorsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Events events;
    private final Staff ada = Staff.author();
    private final Staff bo = Staff.author();
    private final Staff cleo = Staff.contributor();
    private final Staff editor = Staff.editor();

    @Autowired
    SeveralAuthorsTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    /** Who has written anything is known by the names of the token. */
    @BeforeEach
    void theyAreKnown() {
        for (Staff staff : List.of(ada, bo, cleo, editor)) {
            api.draft(staff, "Own");
        }
    }

    private static String[] slugs(Staff... staff) {
        return Arrays.stream(staff).map(Staff::slug).toArray(String[]::new);
    }

    private Answer draft(Staff by, Staff... authors) {
        return api.draft(by, "Together", "authors", slugs(authors));
    }

    private Answer name(Staff by, UUID id, Staff... authors) {
        return api.put("/api/drafts/" + id, by, Api.content("Together", "authors", slugs(authors)), "If-Match", "*");
    }

    private static List<String> names(JsonNode bylines) {
        return bylines.valueStream().map(each -> each.get("name").asString()).toList();
    }

    private List<String> authors(UUID id) {
        return names(api.get("/api/drafts/" + id, editor).json().get("bylines"));
    }

    @Test
    void whoStartsItIsItsAuthorWhereNobodyIsNamed() {
        JsonNode draft = api.draft(ada, "Alone").json();
        assertThat(draft.get("authors").values())
                .extracting(JsonNode::asString)
                .containsExactly(ada.id().toString());
        assertThat(draft.get("author").get("slug").asString()).isEqualTo(ada.slug());
        assertThat(names(draft.get("bylines"))).containsExactly(ada.name());
    }

    @Test
    void authorsStandInTheOrderInWhichTheyAreNamedBySlugOrById() {
        Answer draft = api.draft(
                ada, "Together", "authors", List.of(bo.slug(), ada.id().toString(), cleo.slug()));
        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft.json().get("author").get("name").asString()).isEqualTo(bo.name());
        assertThat(names(draft.json().get("bylines"))).containsExactly(bo.name(), ada.name(), cleo.name());
        JsonNode listed = api.get("/api/drafts", ada).json().get("items").get(0);
        assertThat(names(listed.get("bylines"))).containsExactly(bo.name(), ada.name(), cleo.name());
        // What was read can be sent back.
        Answer again = api.put("/api/drafts/" + draft.id(), cleo, draft.json(), "If-Match", "*");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("authors")).isEqualTo(draft.json().get("authors"));
    }

    @Test
    void whoIsNotNamedStaysWhereNobodyIs() {
        UUID id = draft(ada, ada, bo).id();
        assertThat(api.put("/api/drafts/" + id, editor, Api.content("By others"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(authors(id)).containsExactly(ada.name(), bo.name());
    }

    @Test
    void whoIsNamedIsSomebodyAndOnce() {
        assertThat(faults(List.of(ada.slug(), "nobody-" + ada.id()))).containsExactly("authors[1]");
        assertThat(faults(List.of(ada.slug(), UUID.randomUUID().toString()))).containsExactly("authors[1]");
        assertThat(faults(List.of(ada.slug(), bo.slug(), ada.id().toString()))).containsExactly("authors[2]");
        assertThat(faults(List.of("", ada.slug()))).containsExactly("authors[0]");
        assertThat(faults(Arrays.asList(ada.slug(), null))).containsExactly("authors[1]");
        assertThat(faults(List.of())).containsExactly("authors");
        assertThat(faults(Collections.nCopies(11, ada.slug()))).containsExactly("authors");
    }

    private List<String> faults(List<String> authors) {
        Answer refused = api.draft(ada, "Together", "authors", authors);
        assertThat(refused.status()).isEqualTo(422);
        return refused.json()
                .get("errors")
                .valueStream()
                .map(error -> error.get("field").asString())
                .toList();
    }

    /** By whoever may name them, and only what others do: nobody is told of what one did oneself. */
    @Test
    void whoIsNamedIsToldOf() {
        UUID id = draft(ada, ada, bo).id();
        name(bo, id, ada, bo, cleo);
        name(editor, id, cleo, editor);
        name(editor, id, ada, cleo, editor);
        List<Events.Told> told = events.of(EventTopic.REVIEW_EVENTS, id, 3);
        assertThat(told)
                .allSatisfy(each -> assertThat(each.type()).isEqualTo(EventType.AUTHORS_NAMED.typeName()))
                .extracting(each -> each.data().get("actorId").asString())
                .containsExactly(
                        ada.id().toString(), bo.id().toString(), editor.id().toString());
        assertThat(told)
                .extracting(each -> each.data().get("concernedIds").toString())
                .containsExactly("[\"" + bo.id() + "\"]", "[\"" + cleo.id() + "\"]", "[\"" + ada.id() + "\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ada\"", "{}", "[1]", "[{}]", "[[\"ada\"]]"})
    void authorsAreAListOfNames(String authors) {
        String body = "{\"title\": \"T\", \"body\": \"b\", \"format\": \"markdown\", \"authors\": " + authors + "}";
        assertThat(api.post("/api/articles", ada, body).status()).isEqualTo(422);
    }

    @Test
    void eachOfThemMayWorkOnIt() {
        UUID id = draft(ada, ada, bo, cleo).id();
        for (Staff author : List.of(ada, bo, cleo)) {
            String draft = "/api/drafts/" + id;
            assertThat(api.get(draft, author).status()).isEqualTo(200);
            assertThat(api.put(draft, author, Api.content("By " + author.slug()), "If-Match", "*")
                            .status())
                    .isEqualTo(200);
            assertThat(api.put(draft + "/editing?takeOver=true", author, "").status())
                    .isEqualTo(200);
            assertThat(api.post(draft + "/notes", author, Map.of("text", "Mind this"))
                            .status())
                    .isEqualTo(201);
            assertThat(api.post(draft + "/preview-link", author, null).status()).isEqualTo(201);
            assertThat(api.get("/api/articles/" + id + "/revisions", author).status())
                    .isEqualTo(200);
            assertThat(api.get(draft + "/translations", author).status()).isEqualTo(200);
            assertThat(api.post(draft + "/submission", author, null, "If-Match", "*")
                            .status())
                    .isEqualTo(200);
            // By whoever of them handed it in.
            assertThat(api.delete(draft + "/submission", bo, "If-Match", "*").status())
                    .isEqualTo(204);
        }
        assertThat(api.publish(cleo, id).status()).isEqualTo(403);
        assertThat(api.publish(bo, id).status()).isEqualTo(200);
        assertThat(api.draft(bo, "Gemeinsam", "language", "de", "translationOf", id.toString())
                        .status())
                .isEqualTo(201);
        Staff stranger = Staff.author();
        assertThat(api.get("/api/drafts/" + id, stranger).status()).isEqualTo(403);
        assertThat(name(stranger, id, stranger).status()).isEqualTo(403);
    }

    @Test
    void whoWasTakenOutMayNoMore() {
        UUID id = draft(ada, ada, bo).id();
        assertThat(name(ada, id, ada).status()).isEqualTo(200);
        assertThat(api.get("/api/drafts/" + id, bo).status()).isEqualTo(403);
        assertThat(titles(bo, "")).containsExactly("Own");
    }

    /** Of an article by ada and bo. */
    @ParameterizedTest
    @CsvSource({
        // The first author adds, sorts and takes out, but for herself.
        "ada, ada bo cleo, 200",
        "ada, ada, 200",
        "ada, bo ada, 200",
        "ada, cleo ada, 200",
        "ada, bo, 403",
        // Another adds behind.
        "bo, ada bo cleo, 200",
        "bo, ada cleo bo, 200",
        "bo, bo ada, 403",
        "bo, cleo ada bo, 403",
        "bo, bo, 403",
        "bo, ada, 403",
        "bo, ada cleo, 403",
        // Editors name anybody.
        "editor, cleo, 200",
        "editor, bo ada, 200",
        "editor, editor, 200",
        // All others nobody.
        "cleo, ada bo cleo, 403",
    })
    void whoMayNameWhom(String who, String named, int status) {
        UUID id = draft(ada, ada, bo).id();
        Staff[] authors = Arrays.stream(named.split(" ")).map(this::person).toArray(Staff[]::new);
        assertThat(name(person(who), id, authors).status()).isEqualTo(status);
        assertThat(authors(id))
                .isEqualTo(Arrays.stream(status == 200 ? authors : new Staff[] {ada, bo})
                        .map(Staff::name)
                        .toList());
    }

    private Staff person(String name) {
        return switch (name) {
            case "ada" -> ada;
            case "bo" -> bo;
            case "cleo" -> cleo;
            default -> editor;
        };
    }

    @Test
    void whoStartsItIsAmongTheAuthorsUnlessThatIsAnEditor() {
        assertThat(draft(ada, bo).status()).isEqualTo(403);
        assertThat(draft(cleo, ada).status()).isEqualTo(403);
        assertThat(draft(cleo, ada, cleo).status()).isEqualTo(201);
        assertThat(draft(editor, ada, bo).status()).isEqualTo(201);
    }

    private List<String> titles(Staff staff, String query) {
        List<String> titles = new ArrayList<>();
        String next = "";
        do {
            Answer page = api.get("/api/drafts?limit=2&" + query + next, staff);
            assertThat(page.status()).isEqualTo(200);
            page.json()
                    .get("items")
                    .forEach(item -> titles.add(item.get("title").asString()));
            next = page.json().get("next").isNull() ? "" : "&after=" + page.text("next");
        } while (!next.isEmpty());
        return titles;
    }

    @ParameterizedTest
    @ValueSource(strings = {"updated", "created", "published", "title"})
    void aListOfWhatSomebodyWroteHasWhatTheyWroteWithOthers(String key) {
        api.draft(bo, "b");
        UUID second = api.draft(ada, "Ä", "authors", slugs(ada, bo)).id();
        api.draft(ada, "Not by bo");
        api.published(bo, "d", "authors", slugs(bo, ada));
        UUID third = api.published(ada, "c", "authors", slugs(ada, cleo, bo)).id();
        api.put("/api/drafts/" + third, ada, Api.content("cc"), "If-Match", "*");
        api.put("/api/drafts/" + second, ada, Api.content("Ä"), "If-Match", "*");

        List<String> all = List.of("Own", "b", "Ä", "d", "cc");
        List<String> ascending = titles(bo, "sort=" + key);
        assertThat(ascending).containsExactlyInAnyOrderElementsOf(all);
        List<String> descending = new ArrayList<>(titles(bo, "sort=-" + key));
        Collections.reverse(descending);
        assertThat(descending).isEqualTo(ascending);
        assertThat(titles(editor, "sort=" + key + "&author=" + bo.slug())).isEqualTo(ascending);
        switch (key) {
            case "title" -> assertThat(ascending).containsExactly("Ä", "b", "cc", "d", "Own");
            case "created" -> assertThat(ascending).isEqualTo(all);
            case "updated" -> assertThat(ascending).containsExactly("Own", "b", "d", "cc", "Ä");
            default -> assertThat(ascending.subList(3, 5)).containsExactly("d", "cc");
        }
    }

    @Test
    void aListOfWhatSomebodyWroteWithOthersIsFilteredAsAnyOther() {
        api.draft(ada, "Plain", "authors", slugs(ada, bo), "category", "Field  Notes", "tags", List.of("Rain"));
        UUID shown = api.published(ada, "Shown", "authors", slugs(ada, bo)).id();
        api.published(ada, "Shown as it is", "authors", slugs(ada, bo), "language", "de");
        api.put("/api/drafts/" + shown, bo, Api.content("Shown otherwise"), "If-Match", "*");

        assertThat(titles(bo, "status=draft")).containsExactly("Plain", "Own");
        assertThat(titles(bo, "status=published")).containsExactly("Shown otherwise", "Shown as it is");
        assertThat(titles(bo, "status=changed")).containsExactly("Shown otherwise");
        assertThat(titles(bo, "category=field%20notes")).containsExactly("Plain");
        assertThat(titles(bo, "tag=rain")).containsExactly("Plain");
        assertThat(titles(bo, "language=de")).containsExactly("Shown as it is");
        assertThat(titles(bo, "q=shown%20as")).containsExactly("Shown as it is");
        assertThat(titles(bo, "kind=page")).isEmpty();
    }

    @Test
    void whatIsHandedInIsToBeSeenByEachOfThem() {
        UUID id = draft(ada, ada, bo).id();
        api.post("/api/drafts/" + id + "/submission", bo, null, "If-Match", "*");
        for (Staff author : List.of(ada, bo)) {
            JsonNode handedIn = api.get("/api/submissions", author).json().get("items");
            assertThat(handedIn.valueStream().map(each -> each.get("id").asString()))
                    .containsExactly(id.toString());
            assertThat(names(handedIn.get(0).get("authors"))).containsExactly(ada.name(), bo.name());
        }
        assertThat(api.get("/api/submissions", cleo).json().get("items")).isEmpty();

        // Whose it is follows who is the first.
        name(editor, id, cleo);
        assertThat(api.get("/api/submissions", cleo).json().get("items")).hasSize(1);
        assertThat(api.get("/api/submissions", ada).json().get("items")).isEmpty();
        name(editor, id, ada, bo);

        api.post("/api/drafts/" + id + "/submission/return", editor, Map.of("message", "Why?"), "If-Match", "*");
        api.post("/api/drafts/" + id + "/notes", cleo, Map.of("text", "Not mine"));
        api.post("/api/drafts/" + id + "/notes", editor, Map.of("text", "Here"));
        List<Events.Told> told = events.of(EventTopic.REVIEW_EVENTS, id, all -> all.stream()
                .anyMatch(each -> each.type().contains("noted")));
        assertThat(told)
                .filteredOn(each -> Set.of(EventType.DRAFT_RETURNED.typeName(), EventType.DRAFT_NOTED.typeName())
                        .contains(each.type()))
                .hasSizeGreaterThan(1)
                .allSatisfy(each -> assertThat(
                                each.data().get("concernedIds").valueStream().map(JsonNode::asString))
                        .as(each.type())
                        .contains(ada.id().toString(), bo.id().toString()));
    }

    private JsonNode difference(UUID id, int number) {
        return api.get("/api/articles/" + id + "/revisions/" + number + "/difference", editor)
                .json()
                .get("fields");
    }

    private Answer restore(Staff by, UUID id, int number) {
        return api.post("/api/articles/" + id + "/revisions/" + number + "/restore", by, null, "If-Match", "*");
    }

    private JsonNode revision(UUID id, int number) {
        return api.get("/api/articles/" + id + "/revisions/" + number, editor).json();
    }

    @Test
    void revisionsKeepWhoTheAuthorsWere() {
        UUID id = draft(ada, ada).id();
        api.put("/api/drafts/" + id, ada, Api.content("Together", "summary", "More"), "If-Match", "*");
        name(ada, id, ada, bo);
        name(editor, id, bo);
        // Who is named as before is no news.
        name(editor, id, bo);
        assertThat(api.get("/api/articles/" + id + "/revisions", editor).json().get("items"))
                .hasSize(4);

        assertThat(names(revision(id, 1).get("bylines"))).containsExactly(ada.name());
        assertThat(names(revision(id, 2).get("bylines"))).containsExactly(ada.name());
        assertThat(names(revision(id, 3).get("bylines"))).containsExactly(ada.name(), bo.name());
        assertThat(names(revision(id, 4).get("bylines"))).containsExactly(bo.name());
        assertThat(revision(id, 3).get("content").get("authors").values())
                .extracting(JsonNode::asString)
                .containsExactly(ada.id().toString(), bo.id().toString());
        assertThat(difference(id, 2).valueStream().map(each -> each.get("field").asString()))
                .containsExactly("summary");
        JsonNode change = difference(id, 4).get(0);
        assertThat(change.get("field").asString()).isEqualTo("authors");
        assertThat(change.get("before").asString()).isEqualTo(ada.name() + ", " + bo.name());
        assertThat(change.get("after").asString()).isEqualTo(bo.name());
    }

    @Test
    void whatIsWrittenAutomaticallyByOthersIsARevisionOfItsOwn() {
        UUID id = draft(ada, ada).id();
        for (String summary : List.of("A", "A b")) {
            api.put(
                    "/api/drafts/" + id + "?autosave=true",
                    ada,
                    Api.content("Together", "summary", summary),
                    "If-Match",
                    "*");
        }
        api.put(
                "/api/drafts/" + id + "?autosave=true",
                ada,
                Api.content("Together", "summary", "A b c", "authors", slugs(ada, bo)),
                "If-Match",
                "*");
        assertThat(api.get("/api/articles/" + id + "/revisions", ada).json().get("items"))
                .hasSize(3);
        assertThat(names(revision(id, 2).get("bylines"))).containsExactly(ada.name());
        assertThat(names(revision(id, 3).get("bylines"))).containsExactly(ada.name(), bo.name());
    }

    @Test
    void whatIsRestoredHasItsAuthorsBackWhereOneMayNameThem() {
        UUID id = draft(ada, ada).id();
        name(ada, id, ada, bo);
        name(editor, id, bo, ada);

        // Ada is no more the first author, who alone could take out Bo; and Bo cannot take out himself.
        assertThat(restore(ada, id, 1).status()).isEqualTo(200);
        assertThat(authors(id)).containsExactly(bo.name(), ada.name());
        assertThat(restore(bo, id, 1).status()).isEqualTo(200);
        assertThat(authors(id)).containsExactly(bo.name(), ada.name());
        assertThat(restore(bo, id, 2).status()).isEqualTo(200);
        assertThat(authors(id)).containsExactly(ada.name(), bo.name());
        assertThat(restore(editor, id, 1).status()).isEqualTo(200);
        assertThat(authors(id)).containsExactly(ada.name());
    }

    @Test
    void changesSincePublicationNameTheAuthorsAndAreThrownAwayWithThem() {
        UUID id = api.published(ada, "Together").id();
        name(ada, id, ada, bo);
        JsonNode changes = api.get("/api/drafts/" + id + "/changes", bo).json().get("fields");
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).get("field").asString()).isEqualTo("authors");
        assertThat(changes.get(0).get("before").asString()).isEqualTo(ada.name());
        assertThat(changes.get(0).get("after").asString()).isEqualTo(ada.name() + ", " + bo.name());

        assertThat(api.delete("/api/drafts/" + id + "/changes", bo, "If-Match", "*")
                        .status())
                .isEqualTo(403);
        assertThat(api.delete("/api/drafts/" + id + "/changes", ada, "If-Match", "*")
                        .status())
                .isEqualTo(204);
        JsonNode draft = api.get("/api/drafts/" + id, ada).json();
        assertThat(names(draft.get("bylines"))).containsExactly(ada.name());
        assertThat(draft.get("changed").asBoolean()).isFalse();
    }

    @Test
    void aPreviewNamesAllOfThem() {
        UUID id = draft(ada, ada, bo).id();
        String link = api.post("/api/drafts/" + id + "/preview-link", ada, null).text("url");
        JsonNode preview = api.get("/api/previews/" + link.substring(link.lastIndexOf('/') + 1))
                .json();
        assertThat(names(preview.get("authors"))).containsExactly(ada.name(), bo.name());
    }

    @Test
    void whoHasAnAccountCanBeNamed() {
        Staff fresh = Staff.contributor();
        Staff gone = Staff.author();
        tell(fresh, true);
        tell(gone, true);
        await().atMost(LIMIT).until(() -> nameable().containsAll(List.of(fresh.slug(), gone.slug())));
        assertThat(nameable()).doesNotContain(ada.slug()).isSorted();
        events.tell(
                EventType.ACCOUNT_CHANGED, gone.id(), new AccountState(gone.id(), 2, gone.slug(), gone.name(), false));
        await().atMost(LIMIT).until(() -> !nameable().contains(gone.slug()));
        assertThat(draft(ada, ada, fresh).status()).isEqualTo(201);
        // For what they wrote while they were here.
        assertThat(draft(ada, ada, gone).status()).isEqualTo(201);
    }

    private void tell(Staff staff, boolean active) {
        events.tell(
                EventType.ACCOUNT_CHANGED,
                staff.id(),
                new AccountState(staff.id(), 1, staff.slug(), staff.name(), active));
    }

    private List<String> nameable() {
        List<String> slugs = new ArrayList<>();
        String next = "";
        do {
            Answer page = api.get("/api/bylines?limit=5" + next, ada);
            page.json().get("items").forEach(item -> slugs.add(item.get("slug").asString()));
            next = page.json().get("next").isNull() ? "" : "&after=" + page.text("next");
        } while (!next.isEmpty());
        return slugs;
    }
}
