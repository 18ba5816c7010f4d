package org.pressroom.article.searching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What readers search for, and find. */
@ArticleServiceTest
class SearchTest {

    private final Api api;
    private final Staff author = Staff.author();
    private final Staff editor = Staff.editor();

    /** A word that no other test has, of letters alone, so that it is one in every script. */
    private final String own = word();

    @Autowired
    SearchTest(Api api) {
        this.api = api;
    }

    private static String word() {
        IntUnaryOperator letter = digit -> digit >= '0' && digit <= '9' ? digit - '0' + 'p' : digit;
        return UUID.randomUUID()
                .toString()
                .replace("-", "")
                .chars()
                .map(letter)
                .limit(20)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private Answer search(String words, String... more) {
        return api.get("/api/articles?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8)
                + Stream.of(more).map(part -> "&" + part).collect(Collectors.joining()));
    }

    private static List<String> titles(Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json()
                .get("items")
                .valueStream()
                .map(item -> item.get("title").asString())
                .toList();
    }

    private List<String> found(String words, String... more) {
        return titles(search(words, more));
    }

    /** Publishes it, and waits until it is found by the word that is its own. */
    private Answer published(Staff staff, String title, String body, Object... more) {
        String mark = word();
        List<Object> fields = new ArrayList<>(List.of("body", body + "\n\n" + mark));
        fields.addAll(List.of(more));
        Answer published = api.published(staff, title, fields.toArray());
        assertThat(published.status()).as(published.raw().body()).isEqualTo(200);
        await().until(() -> !found(mark, "kind=" + kind(more)).isEmpty());
        return published;
    }

    private static Object kind(Object... more) {
        int at = List.of(more).indexOf("kind");
        return at < 0 ? "article" : more[at + 1];
    }

    // ---- what is found ----

    @Test
    void anArticleIsFoundByTitleSummaryBodyAndTags() {
        published(author, "Kilnfire " + own, "Of bricks.", "summary", "Wattle and daub.", "tags", List.of("Thatching"));
        for (String words : List.of("kilnfire", "wattle", "bricks", "thatching", "KILNFIRE Daub brick")) {
            assertThat(found(own + " " + words)).as(words).containsExactly("Kilnfire " + own);
        }
        assertThat(found(word() + " -kilnfire")).isEmpty();
    }

    @Test
    void allWordsHaveToBeThere() {
        published(author, "One " + own, "Herons fish.");
        published(author, "Two " + own, "Herons fly.");
        Answer both = search("herons " + own);
        assertThat(titles(both)).containsExactlyInAnyOrder("One " + own, "Two " + own);
        assertThat(both.text("match")).isEqualTo("all");
        assertThat(found("herons fly " + own)).containsExactly("Two " + own);
    }

    @Test
    void aPhraseStandsTogether() {
        published(author, "First " + own, "The red kite sails.");
        published(author, "Second " + own, "The kite is red.");
        assertThat(found("\"red kite\" " + own)).containsExactly("First " + own);
        assertThat(found("\u201ered kite\u201c " + own)).containsExactly("First " + own);
        assertThat(found("\"the kite is\" " + own)).containsExactly("Second " + own);
    }

    @Test
    void whatIsExcludedIsNotFound() {
        published(author, "Tea " + own, "Green leaves.");
        published(author, "Coffee " + own, "Green beans.");
        assertThat(found(own + " green -beans")).containsExactly("Tea " + own);
        assertThat(found(own + " -\"green leaves\"")).containsExactly("Coffee " + own);
        assertThat(found("-" + own)).isEmpty();
    }

    @Test
    void oneOfTwoIsEnough() {
        published(author, "Oak " + own, "A tree.");
        published(author, "Elm " + own, "A tree.");
        published(author, "Ash " + own, "A tree.");
        assertThat(found(own + " oak OR elm")).containsExactlyInAnyOrder("Oak " + own, "Elm " + own);
    }

    @Test
    void theTitleCountsMostAndThenTagsAndTheSummary() {
        String word = word();
        published(author, "In the body", "Of " + word + " and of other things that are told here.");
        published(author, "In the summary", "Of other things that are told here.", "summary", word);
        published(author, "In the tags", "Of other things that are told here.", "tags", List.of(word));
        published(author, word + " in the title", "Of other things that are told here.");
        assertThat(found(word)).containsExactly(word + " in the title", "In the tags", "In the summary", "In the body");
    }

    @Test
    void whatIsFoundIsMarked() {
        published(
                author,
                "A <b>bold</b> lighthouse " + own,
                "Before it. ".repeat(60) + "The keeper & his LIGHTHOUSES burn. " + "After it. ".repeat(60));
        JsonNode highlight = search("lighthouse " + own).json().at("/items/0/highlight");
        assertThat(highlight.get("titleHtml").asString())
                .isEqualTo("A &lt;b&gt;bold&lt;/b&gt; <mark>lighthouse</mark> <mark>" + own + "</mark>");
        assertThat(highlight.get("textHtml").asString())
                .contains("The keeper &amp; his <mark>LIGHTHOUSES</mark> burn.")
                .startsWith("\u2026")
                .endsWith("\u2026")
                .hasSizeLessThan(300);
        assertThat(api.get("/api/articles?limit=1").json().at("/items/0").has("highlight"))
                .isFalse();
    }

    @Test
    void aBeginningFindsWordsThatGoOn() {
        published(author, "Photosynthesis " + own, "Leaves.");
        Answer found = search(own + " photosyn");
        assertThat(titles(found)).containsExactly("Photosynthesis " + own);
        assertThat(found.text("match")).isEqualTo("beginnings");
        assertThat(found(own + " photosyn", "prefix=true")).containsExactly("Photosynthesis " + own);
        assertThat(found("photo " + own, "prefix=true")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binoculrs", "bincoulars", "binoculaars", "binokulars", "binokulors"})
    void aSlipOfThePenIsForgiven(String slip) {
        published(author, "Binoculars " + own, "Seen from afar.");
        Answer found = search(own + " " + slip);
        assertThat(titles(found)).containsExactly("Binoculars " + own);
        assertThat(found.text("match")).isEqualTo("corrected");
        assertThat(found.text("correctedTo")).isEqualTo(own + " binoculars");
    }

    @ParameterizedTest
    @CsvSource({"ru, Черемуха, Черемуза", "el, Θάλασσα, θαλασα", "hi, पुस्तकालय, पुस्तकालयय", "ar, مكتبتان, مكتبتاان"})
    void aSlipInAnyScriptIs(String language, String word, String slip) {
        published(author, word + " " + own, "…", "language", language);
        assertThat(found(own + " " + slip)).containsExactly(word + " " + own);
    }

    @Test
    void whereNothingHasAllWordsMostOfThemAreEnough() {
        published(author, "Gardens " + own, "Hedges and ponds.");
        published(author, "Ponds", "Of ponds.");
        Answer most = search("gardens hedges ponds volcanoes " + own);
        assertThat(titles(most)).containsExactly("Gardens " + own);
        assertThat(most.text("match")).isEqualTo("most");
        Answer some = search(own + " volcanoeszz");
        assertThat(titles(some)).containsExactly("Gardens " + own);
        assertThat(some.text("match")).isEqualTo("some");
    }

    @Test
    void smallWordsAreNotRequiredButStandInPhrases() {
        published(author, "Bees " + own, "Bees find home.");
        published(author, "Hamlet " + own, "To be or not to be.");
        Answer question = search("how do the bees find home " + own);
        assertThat(titles(question)).containsExactly("Bees " + own);
        assertThat(question.text("match")).isEqualTo("all");
        assertThat(found(own + " \"to be or not to be\"")).containsExactly("Hamlet " + own);
        assertThat(found("to be " + own)).contains("Hamlet " + own);
    }

    static Stream<List<String>> languages() {
        return Stream.of(
                List.of("en", "The rivers were running", "river run"),
                List.of("de", "Die Häuser und die Straßen", "haus strasse"),
                List.of("de", "Die Häuser und die Straßen", "haeuser"),
                List.of("fr", "Les chevaux de l'école à Orléans", "cheval ecole"),
                List.of("es", "Las canciones españolas", "cancion española"),
                List.of("hi", "किताबें और लड़कियाँ", "किताब"),
                List.of("ar", "المكتبات في المدينة", "مكتبات"),
                List.of("zh", "上海的图书馆今天开放", "图书馆"),
                List.of("zh", "上海的图书馆今天开放", "海"),
                List.of("ja", "東京の図書館とカメラ", "図書館 カメラ"),
                List.of("ko", "서울의 도서관에서 책을 읽다", "도서관"),
                List.of("th", "ห้องสมุดในกรุงเทพ", "กรุงเทพ"),
                List.of("ru", "Русские книги и ёлки", "книга елка"),
                List.of("tr", "İstanbul'un ışıkları", "istanbul"),
                List.of("vi", "Thư viện ở Hà Nội", "thu vien ha noi"),
                List.of("he", "סִפְרִיָּה בירושלים", "ספריה"),
                List.of("el", "Οι βιβλιοθήκες της Αθήνας", "αθηνας"),
                List.of("eo", "Bibliotheca 図書館 ห้องสมุด", "bibliotheca 図書 สมุด"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void wordsOfEveryLanguageAreFoundInTheirForms(List<String> sample) {
        published(author, "Words " + own, sample.get(1), "language", sample.get(0));
        Answer found = search(own + " " + sample.get(2));
        assertThat(titles(found)).as(sample.toString()).containsExactly("Words " + own);
        assertThat(found.text("match")).isEqualTo("all");
        assertThat(found.json().at("/items/0/highlight/textHtml").asString()).contains("<mark>");
        assertThat(titles(search(own + " " + sample.get(2), "lang=" + sample.get(0))))
                .hasSize(1);
        assertThat(found(own + " " + sample.get(2), "lang=nl")).isEmpty();
    }

    // ---- among which ----

    @Test
    void filtersGoTogether() {
        published(
                author,
                "Here " + own,
                "…",
                "category",
                "Crafts " + own,
                "tags",
                List.of("Loom " + own),
                "language",
                "de-AT");
        published(editor, "There " + own, "…", "category", "Arts " + own);
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        for (String filter : List.of(
                "category=crafts-" + own,
                "tag=loom-" + own,
                "author=" + author.slug(),
                "lang=de",
                "lang=de-AT",
                "category=crafts-" + own + "&tag=loom-" + own + "&author=" + author.slug() + "&lang=de&from=" + day)) {
            assertThat(found(own, filter)).as(filter).containsExactly("Here " + own);
        }
        assertThat(found(own, "category=arts-" + own, "tag=loom-" + own)).isEmpty();
        assertThat(found(own, "category=No-Slug!")).isEmpty();
    }

    @Test
    void daysAreThoseOfThePublication() {
        published(author, "Today " + own, "…");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(found(own, "from=" + today.minusDays(1), "to=" + today.plusDays(1)))
                .hasSize(1);
        assertThat(found(own, "from=" + today.minusYears(20))).hasSize(1);
        assertThat(found(own, "to=" + today.plusYears(20))).hasSize(1);
        assertThat(found(own, "to=" + today.minusDays(2))).isEmpty();
        assertThat(found(own, "from=" + today.plusDays(2))).isEmpty();
        assertThat(found(own, "from=" + today, "to=" + today.minusDays(1))).isEmpty();
    }

    @Test
    void aCategoryHasThoseBeneathIt() {
        Answer top = api.post("/api/categories", editor, Map.of("name", "Top " + own));
        api.post("/api/categories", editor, Map.of("name", "Beneath " + own, "parent", top.text("slug")));
        published(author, "Low " + own, "…", "category", "Beneath " + own);
        assertThat(found(own, "category=top-" + own)).containsExactly("Low " + own);
    }

    @Test
    void pagesAreFoundAsPages() {
        published(editor, "About " + own, "Who we are.", "kind", "page");
        assertThat(found("about " + own)).isEmpty();
        assertThat(found("about " + own, "kind=page")).containsExactly("About " + own);
    }

    // ---- what changes ----

    @Test
    void whatIsChangedIsFoundAsItIsNow() {
        Answer published = published(author, "Sandstone " + own, "…", "tags", List.of("Old " + own));
        Answer draft = api.get("/api/drafts/" + published.id(), author);
        api.put(
                "/api/drafts/" + published.id(),
                author,
                Api.content("Limestone " + own, "body", "Changed."),
                "If-Match",
                draft.etag());
        api.publish(author, published.id());
        await().until(() ->
                search("limestone " + own).json().path("match").asString().equals("all"));
        assertThat(found("limestone " + own)).containsExactly("Limestone " + own);
        assertThat(search("sandstone " + own).json().path("match").asString()).isNotEqualTo("all");
    }

    @Test
    void whatIsTakenBackIsNotFound() {
        Answer published = published(author, "Gone " + own, "…");
        api.delete("/api/articles/" + published.id() + "/publication", author, "If-Match", "*");
        assertThat(found("gone " + own)).isEmpty();
        api.publish(author, published.id());
        await().until(() -> !found("gone " + own).isEmpty());
    }

    @Test
    void aRenamedTagAndItsFormerAddressFind() {
        published(author, "Tagged " + own, "…", "tags", List.of("Kiln " + own));
        api.call(
                "PATCH", "/api/tags/kiln-" + own, editor.token(), Map.of("name", "Oven " + own, "slug", "oven-" + own));
        await().untilAsserted(() ->
                assertThat(found("tagged " + own, "tag=oven-" + own)).hasSize(1));
        assertThat(found("tagged " + own, "tag=kiln-" + own)).hasSize(1);
        await().untilAsserted(() -> assertThat(found("oven " + own)).contains("Tagged " + own));
    }

    @ParameterizedTest
    @CsvSource({"password", "subscribers"})
    void whatIsForSomeAloneIsNotGuessedBySearching(String visibility) {
        String secret = word();
        List<Object> more = new ArrayList<>(List.of("visibility", visibility, "body", "The word is " + secret));
        if (visibility.equals("password")) {
            more.addAll(List.of("password", "correct horse battery staple"));
        }
        api.published(author, "Locked " + own, more.toArray());
        await().until(() -> !found("locked " + own).isEmpty());
        assertThat(found(secret)).isEmpty();
        assertThat(search("locked " + own).raw().body()).doesNotContain(secret);
        assertThat(search(secret.substring(0, 6), "prefix=true").raw().body()).doesNotContain(secret);
    }

    @Test
    void whatIsUnlistedIsNotFound() {
        api.published(author, "Unlisted " + own, "visibility", "unlisted");
        published(author, "Listed " + own, "…");
        assertThat(found(own)).containsExactly("Listed " + own);
    }

    // ---- pages of them ----

    @Test
    void pagesGoOnWhereTheyEnded() {
        List<String> all =
                IntStream.range(0, 7).mapToObj(i -> "Part " + i + " " + own).toList();
        all.forEach(title -> api.published(author, title));
        await().until(() -> found(own, "limit=10").size() == all.size());
        List<String> read = new ArrayList<>();
        String after = "";
        while (after != null) {
            Answer page = search(own, "limit=3" + after);
            read.addAll(titles(page));
            after = page.json().get("next").isNull() ? null : "&after=" + page.text("next");
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(all).isEqualTo(found(own));
    }

    @Test
    void pagesOfWhatWasCorrectedGoOnToo() {
        IntStream.range(0, 3).forEach(i -> api.published(author, "Chrysanthemum " + i + " " + own));
        await().until(() -> found("chrysanthemum " + own).size() == 3);
        Answer first = search("chrysantemum " + own, "limit=2");
        assertThat(titles(first)).hasSize(2);
        Answer second = search("chrysantemum " + own, "limit=2", "after=" + first.text("next"));
        assertThat(titles(second)).hasSize(1).doesNotContainAnyElementsOf(titles(first));
        assertThat(second.text("correctedTo")).isEqualTo("chrysanthemum " + own);
    }

    @Test
    void aCursorOfAnotherSearchIsRefused() {
        IntStream.range(0, 2).forEach(i -> api.published(author, "Part " + i + " " + own));
        await().until(() -> found(own).size() == 2);
        String next = search(own, "limit=1").text("next");
        assertThat(search(own + " part", "limit=1", "after=" + next).status()).isEqualTo(400);
        assertThat(api.get("/api/articles?limit=1&after=" + next).status()).isEqualTo(400);
    }

    // ---- bad input ----

    static Stream<String> strange() {
        return Stream.of(
                "",
                " ",
                "\"",
                "\"\"",
                "-",
                "--",
                "OR",
                "OR OR",
                "a OR",
                "-OR",
                "((",
                "&",
                "|",
                "!",
                "a & b | !c",
                ":*",
                "'",
                "''",
                "\\",
                "'; DROP TABLE article; --",
                "<->",
                "%",
                "_",
                "#kind=page",
                "=title",
                "\u0000",
                "\n\r\t",
                "\ud83d\ude00",
                "\u202e\u202d",
                "\ufeff",
                "e\u0301",
                "a\u0300\u0301\u0302",
                "ﷺ",
                "👩‍👩‍👧‍👧",
                "a".repeat(200),
                "é".repeat(200),
                "界".repeat(200),
                "ก".repeat(200),
                "\"" + "a b ".repeat(49),
                "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
                "-a -b -c");
    }

    @ParameterizedTest
    @MethodSource("strange")
    void whateverIsTypedIsAnswered(String typed) {
        assertThat(search(typed).status()).as(typed).isEqualTo(200);
        assertThat(search(typed, "prefix=true").status()).as(typed).isEqualTo(200);
    }

    @Test
    void whatIsTooLongOrTooMuchIsRefused() {
        Answer tooLong = search("a".repeat(10_000));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text("detail")).contains("200 characters");
        Answer tooMany = search("a ".repeat(25));
        assertThat(tooMany.status()).isEqualTo(400);
        assertThat(tooMany.text("detail")).contains("24 words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=a&from=yesterday",
                "q=a&to=2026-13-01",
                "q=a&from=-1",
                "q=a&from=99999-01-01",
                "from=2026-01-01",
                "prefix=true",
                "q=a&prefix=perhaps",
                "q=a&lang=x-x-x-x",
                "q=a&kind=post",
                "q=a&limit=0",
                "q=a&after=x"
            })
    void whatCannotBeMeantIsRefused(String query) {
        assertThat(api.get("/api/articles?" + query).status()).isEqualTo(400);
    }

    // ---- what was not found ----

    private List<JsonNode> missed(@Nullable String more) {
        Answer answer = api.get("/api/statistics/searches?limit=100" + (more == null ? "" : more), editor);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json()
                .get("items")
                .valueStream()
                .filter(miss -> miss.get("words").asString().contains(own))
                .toList();
    }

    @Test
    void editorsSeeWhatWasSearchedInVain() {
        search("Nothing-" + own);
        search("nothing-" + own);
        search("other" + own);
        search("typing" + own, "prefix=true");
        search("narrow" + own, "tag=" + own);
        await().untilAsserted(() -> assertThat(missed(null)).hasSize(2));
        JsonNode first = missed(null).get(0);
        assertThat(first.get("words").asString()).isEqualTo("nothing-" + own);
        assertThat(first.get("times").asInt()).isEqualTo(2);
        assertThat(first.get("lastDay").asString())
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(missed("&to=2020-01-01")).isEmpty();
        assertThat(api.get("/api/statistics/searches", author).status()).isEqualTo(403);
        assertThat(api.get("/api/statistics/searches?from=x", editor).status()).isEqualTo(400);
    }
}
