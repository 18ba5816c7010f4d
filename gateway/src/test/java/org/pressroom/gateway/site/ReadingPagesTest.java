package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class ReadingPagesTest extends SiteFixture {
    private static final String OTHER = "019a0000-0000-7000-8000-000000000002";
    private static final String THREAD = "/api/articles/" + ARTICLE + "/comments";

    @Test
    void theFrontPageFeaturesTheNewestArticleAndLeadsToOlderOnes() {
        ARTICLES.answers(
                "GET",
                "/api/articles",
                200,
                list(
                        "a+b/c==",
                        article("one", "The newest", "open"),
                        article("two", "The one before", "open").replace(ARTICLE, OTHER)));
        String page = page(get("/").expectStatus().isOk().expectHeader().values("Cache-Tag", tags -> assertThat(tags)
                .startsWith("list,article:" + ARTICLE + ",article:" + OTHER)));
        assertThat(page).containsSubsequence("class=\"feature\"", "The newest", "class=\"card\"", "The one before");
        assertThat(page).contains("<title>The Daily Proof</title>", "href=\"/?after=a%2Bb%2Fc%3D%3D\"");
        assertThat(page).contains("<link rel=\"canonical\" href=\"https://press.example/\">");
    }

    @Test
    void aCursorIsHandedOnAsItCame() {
        ARTICLES.answers(
                "GET", "/api/articles?limit=12&after=a%2Bb%2Fc%3D%3D", 200, list(null, article("x", "X", "open")));
        assertThat(page(get("/?after=a%2Bb%2Fc%3D%3D").expectStatus().isOk()))
                .contains("<link rel=\"prev\" href=\"/\">", "rel=\"prev\" href=\"/\">Newer</a>")
                .doesNotContain(">Newest</a>")
                .doesNotContain("rel=\"next\"");
    }

    @Test
    void whatIsPinnedStandsAtTheTopAndNotTwice() {
        String pinned = article("pinned", "The pinned one", "open").replace(ARTICLE, OTHER);
        ARTICLES.answers("GET", "/api/pins", 200, list(null, pinned));
        ARTICLES.answers("GET", "/api/articles", 200, list("c2", article("one", "The newest", "open"), pinned));
        assertThat(page(get("/").expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueMatches("Cache-Tag", "list,article:" + OTHER + ",article:" + ARTICLE + ".*")))
                .containsSubsequence("class=\"feature\"", "The pinned one", "class=\"card\"", "The newest")
                .containsOnlyOnce("<h2 dir=\"auto\"><a href=\"/articles/pinned\">");
        assertThat(page(get("/?after=c2").expectStatus().isOk())).doesNotContain("class=\"feature\"");
        ARTICLES.answers("GET", "/api/pins", 503, "{}");
        assertThat(page(get("/").expectStatus().isOk())).containsSubsequence("class=\"feature\"", "The newest");
    }

    /** Each page has one address, whichever side it is reached from. */
    @Test
    void aPageFarDownLeadsBothWays() {
        ARTICLES.answers(
                "GET",
                "/api/articles?limit=12&after=c3",
                200,
                list("c4", article("x", "X", "open")).replaceAll("}$", ", \"previous\": \"c2\"}"));
        assertThat(page(get("/?after=c3").expectStatus().isOk()))
                .contains(
                        "<link rel=\"prev\" href=\"/?after=c2\">",
                        "<link rel=\"next\" href=\"/?after=c4\">",
                        "href=\"/\">Newest</a>",
                        "rel=\"prev\" href=\"/?after=c2\">Newer</a>",
                        "rel=\"next\" href=\"/?after=c4\">Older</a>");
    }

    @Test
    void beyondTheLastPageThereIsNothing() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        assertThat(page(get("/?after=c9").expectStatus().isNotFound())).contains("not in print");
        get("/tags/ink?after=c9").expectStatus().isNotFound();
    }

    @Test
    void aCursorOfAnotherListIsToldToBeNone() {
        ARTICLES.answers("GET", "/api/articles", 400, "{}");
        assertThat(page(get("/?after=of-a-tag").expectStatus().isBadRequest())).contains("We could not read that");
        get("/tags/ink?after=of-all").expectStatus().isBadRequest();
    }

    @Test
    void anEmptyPublicationSaysSo() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        assertThat(page(get("/").expectStatus().isOk())).contains("The presses are warming up");
    }

    @Test
    void theMastheadShowsTheFullestCategoriesAndTheMenuAndIsWholeWithoutThem() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        assertThat(page(get("/").expectStatus().isOk())).doesNotContain("class=\"sections\"");
        ARTICLES.answers("GET", "/api/categories", 200, list(null, category("craft", 1), category("notes", 7)));
        await().untilAsserted(() -> assertThat(page(get("/").expectStatus().isOk()))
                .containsSubsequence("<a href=\"/categories/notes\">", "<a href=\"/categories/craft\">"));
        ARTICLES.answers(
                "GET",
                "/api/articles?kind=page&limit=100",
                200,
                list(
                        null,
                        standalone("imprint", "Imprint", "null"),
                        standalone("services", "Services", "2"),
                        standalone("about", "About <us>", "1")));
        // What was read before is forgotten by another thread.
        await().untilAsserted(() -> assertThat(page(get("/").expectStatus().isOk()))
                .containsSubsequence(
                        "href=\"/categories/craft\">",
                        "href=\"/pages/about\">About &lt;us&gt;</a>",
                        "href=\"/pages/services\">Services</a>",
                        "<footer class=\"colophon\">",
                        "href=\"/pages/about\">About &lt;us&gt;</a>")
                .doesNotContain("/pages/imprint"));
    }

    @Test
    void aPageStandsAtItsOwnAddressWithoutWhatArticlesHave() {
        ARTICLES.answers("GET", "/api/articles/about", 200, standalone("about", "About", "1"));
        WebTestClient.ResponseSpec response = get("/pages/about").expectStatus().isOk();
        response.expectHeader().valueEquals("Cache-Tag", "article:" + ARTICLE + ",translations:" + ARTICLE);
        assertThat(page(response))
                .contains(
                        "<h1 dir=\"auto\">About</h1>",
                        "<p>The <em>whole</em> text.</p>",
                        "<link rel=\"canonical\" href=\"https://press.example/pages/about\">",
                        "\"@type\":\"WebPage\"",
                        "<img class=\"plate\" src=\"/a.png\" alt=\"A &quot;door&quot;\"")
                .doesNotContain("Ada Kern", "id=\"comments\"", "min read", "<article-");
        assertThat(COMMENTS.asked("GET")).isEmpty();
    }

    @Test
    void articlesAndPagesEachHaveOneAddress() {
        ARTICLES.answers("GET", "/api/articles/about", 200, standalone("about", "About", "1"));
        get("/articles/about").expectStatus().isEqualTo(301).expectHeader().location("/pages/about");
        publish("ink", "Ink", "open");
        get("/pages/ink").expectStatus().isEqualTo(301).expectHeader().location("/articles/ink");
        ARTICLES.answersMoved("GET", "/api/articles/we", "/api/articles/about");
        get("/pages/we").expectStatus().isEqualTo(301).expectHeader().location("/pages/about");
        get("/pages/nothing").expectStatus().isNotFound();
    }

    private static String standalone(String slug, String title, String menuPosition) {
        return article(slug, title, "closed")
                .replace("\"cover\": null", """
                        "kind": "page", "menuPosition": %s, "cover": {"url": "/a.png", "alt": "A \\"door\\""}""".formatted(menuPosition))
                .replace("press.example/articles/", "press.example/pages/");
    }

    @Test
    void anArticleIsCompleteWithItsThreadAndForm() {
        publish("ink", "What the ink remembers", "open");
        COMMENTS.answers(
                "GET",
                THREAD,
                200,
                thread(null, comment(FIRST, null, "Mira", "https://mira.example"), comment(ANSWER, FIRST, "Bo", "")));
        String page = page(get("/articles/ink").expectStatus().isOk());
        assertThat(page)
                .contains(
                        "<h1 dir=\"auto\">What the ink remembers</h1>",
                        "<p>The <em>whole</em> text.</p>",
                        "<time datetime=\"2026-11-01T08:00:00Z\"><bdi>November 1, 2026</bdi></time>",
                        "4 min read",
                        "<a href=\"https://mira.example\" rel=\"nofollow ugc noopener\">Mira</a>",
                        "action=\"/articles/ink/comments\"",
                        "action=\"/subscriptions\"",
                        "property=\"og:title\" content=\"What the ink remembers\"",
                        "\"@type\":\"Article\"",
                        "href=\"https://press.example/articles/ink\"")
                .containsSubsequence("comment-" + FIRST, "<ol class=\"thread\"", "comment-" + ANSWER);
    }

    private static String written(String authors) {
        return article("ink", "Ink", "open").replace("\"category\":", "\"authors\": [" + authors + "], \"category\":");
    }

    private static final String ADA = "{\"slug\": \"ada-kern\", \"name\": \"Ada Kern\"}";
    private static final String BO = "{\"slug\": \"bo\", \"name\": \"Bo <Lind>\"}";
    private static final String LAYLA = "{\"slug\": \"layla\", \"name\": \"ليلى\"}";

    @Test
    void whoWroteAnArticleTogetherIsNamedTogether() {
        String ada = "<a rel=\"author\" href=\"/authors/ada-kern\"><bdi>Ada Kern</bdi></a>";
        String bo = "<a rel=\"author\" href=\"/authors/bo\"><bdi>Bo &lt;Lind&gt;</bdi></a>";
        String layla = "<a rel=\"author\" href=\"/authors/layla\"><bdi>ليلى</bdi></a>";
        ARTICLES.answers("GET", "/api/articles/ink", 200, written(ADA));
        String byOne = page(get("/articles/ink").expectStatus().isOk());
        assertThat(byOne)
                .contains("<span>" + ada + "</span>")
                .containsPattern("\"author\":\\{[^}\\]]*\"@type\":\"Person\"")
                .contains("<meta name=\"author\" content=\"Ada Kern\">");

        ARTICLES.answers("GET", "/api/articles/ink", 200, written(ADA + "," + BO));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .contains("<span>" + ada + " and " + bo + "</span>");

        ARTICLES.answers("GET", "/api/articles/ink", 200, written(LAYLA + "," + ADA + "," + BO));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .contains("<span>" + layla + ", " + ada + " and " + bo + "</span>")
                .contains(
                        "<meta name=\"author\" content=\"ليلى\">",
                        "<meta name=\"author\" content=\"Bo &lt;Lind&gt;\">",
                        "<meta property=\"article:author\" content=\"Ada Kern\">")
                .contains("\"author\":[{\"")
                .containsPattern("\"author\":\\[\\{[^\\]]*ليلى[^\\]]*/authors/ada-kern[^\\]]*Bo \\\\u003cLind>");

        ARTICLES.answers("GET", "/api/articles", 200, list(null, written(ADA + "," + BO)));
        assertThat(page(get("/").expectStatus().isOk()))
                .contains("<span>" + ada + " and " + bo + "</span>")
                .doesNotContain("name=\"author\"");
    }

    @Test
    void aListOfWhatSomebodyWroteWithOthersIsNamedAfterThem() {
        ARTICLES.answers("GET", "/api/articles?limit=12&author=layla", 200, list(null, written(ADA + "," + LAYLA)));
        assertThat(page(get("/authors/layla").expectStatus().isOk())).contains("<h1 dir=\"auto\">ليلى</h1>");
    }

    @Test
    void anArticleNamesWhatDropsItFromTheCache() {
        publish("ink", "Ink", "open");
        COMMENTS.answers("GET", THREAD, 200, thread(null));
        get("/articles/ink")
                .expectHeader()
                .valueEquals("Cache-Tag", "article:" + ARTICLE + ",translations:" + ARTICLE, "thread:" + ARTICLE);
    }

    @Test
    void aThreadCarriesTheVersionThatItsStreamGoesOnFrom() {
        publish("ink", "Ink", "open");
        COMMENTS.answersWithTag("GET", THREAD, thread(null), "\"41\"");
        assertThat(page(get("/articles/ink"))).contains("data-version=\"41\"");
        COMMENTS.answersWithTag("GET", THREAD, thread(null), "W/\"41\"");
        assertThat(page(get("/articles/ink"))).doesNotContain("data-version");
    }

    @Test
    void moreCommentsAreOnALinkAndAnAnswerToAnEarlierOneSaysSo() {
        publish("ink", "Ink", "open");
        COMMENTS.answers("GET", THREAD, 200, thread("n/1", comment(ANSWER, FIRST, "Bo", "")));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .contains(
                        "/articles/ink?after=n%2F1#comments",
                        "href=\"/articles/ink?comment=" + FIRST + "#comment-" + FIRST + "\"",
                        "in reply to an earlier comment");
    }

    @Test
    void aLaterPageOfAThreadShowsTheThreadAloneAndLeadsBothWays() {
        publish("ink", "Ink & Paper", "open");
        COMMENTS.answers(
                "GET",
                THREAD + "?sort=oldest&limit=100&after=b",
                200,
                part(
                        "c",
                        "a",
                        "b",
                        "{\"id\": \"" + FIRST + "\", \"name\": \"Mira\"}",
                        comment(ANSWER, FIRST, "Bo", "")));
        String page = page(get("/articles/ink?after=b").expectStatus().isOk());
        assertThat(page)
                .contains(
                        "<link rel=\"canonical\" href=\"https://press.example/articles/ink?after=b\">",
                        "<link rel=\"prev\" href=\"/articles/ink?after=a\">",
                        "<link rel=\"next\" href=\"/articles/ink?after=c\">",
                        "rel=\"prev\" href=\"/articles/ink?after=a#comments\"",
                        "rel=\"next\" href=\"/articles/ink?after=c#comments\"",
                        "<a href=\"/articles/ink\">Ink &amp; Paper</a>",
                        "href=\"/articles/ink?comment=" + FIRST + "#comment-" + FIRST
                                + "\">in reply to \u2068Mira\u2069</a>",
                        "Words of Bo.",
                        "class=\"comment-form",
                        "<meta name=\"description\"")
                .doesNotContain(
                        "The <em>whole</em> text", "class=\"subscribe-form", "noindex", "\"@type\":\"Article\"");
    }

    @Test
    void theWayBackToTheBeginningLeadsToTheArticle() {
        publish("ink", "Ink", "open");
        COMMENTS.answers("GET", THREAD, 200, part(null, "start", "b", "", comment(ANSWER, null, "Bo", "")));
        assertThat(page(get("/articles/ink?after=b").expectStatus().isOk()))
                .contains("<link rel=\"prev\" href=\"/articles/ink\">", "rel=\"prev\" href=\"/articles/ink#comments\"")
                .doesNotContain("rel=\"next\"");
    }

    @Test
    void aLinkToACommentOpensItsPartOfTheThread() {
        publish("ink", "Ink", "open");
        COMMENTS.answers(
                "GET",
                THREAD + "?sort=oldest&limit=100&around=" + ANSWER,
                200,
                part("c", "a", "b", "", comment(ANSWER, null, "Bo", "")));
        assertThat(page(get("/articles/ink?comment=" + ANSWER).expectStatus().isOk()))
                .contains(
                        "id=\"comment-" + ANSWER + "\"",
                        "<link rel=\"canonical\" href=\"https://press.example/articles/ink?after=b\">");
    }

    @Test
    void aLinkToACommentNearTheBeginningShowsTheArticleToo() {
        publish("ink", "Ink", "open");
        COMMENTS.answers(
                "GET",
                THREAD + "?sort=oldest&limit=100&around=" + FIRST,
                200,
                part("c", null, "start", "", comment(FIRST, null, "Bo", "")));
        assertThat(page(get("/articles/ink?comment=" + FIRST).expectStatus().isOk()))
                .contains(
                        "id=\"comment-" + FIRST + "\"",
                        "The <em>whole</em> text",
                        "<link rel=\"canonical\" href=\"https://press.example/articles/ink\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"019b0000-0000-7000-8000-00000000dead", "x", "", "%00", "1%27"})
    void aLinkToACommentThatIsNotThereLeadsToTheArticle(String comment) {
        publish("ink", "Ink", "open");
        COMMENTS.answers("GET", THREAD + "?sort=oldest&limit=100", 200, thread(null, comment(FIRST, null, "Mira", "")));
        assertThat(page(get("/articles/ink?comment=" + comment).expectStatus().isOk()))
                .contains("The <em>whole</em> text", "Words of Mira.");
    }

    @Test
    void answersAreIndentedToALimitAndEachSaysWhatItAnswers() {
        publish("ink", "Ink", "open");
        List<String> chain = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chain.add(comment(id(i), i == 0 ? null : id(i - 1), "Reader" + i, ""));
        }
        COMMENTS.answers("GET", THREAD, 200, thread(null, chain.toArray(String[]::new)));
        String page = page(get("/articles/ink").expectStatus().isOk());
        int depth = 0;
        int deepest = 0;
        for (MatchResult tag : Pattern.compile("</?ol").matcher(page).results().toList()) {
            depth += tag.group().equals("<ol") ? 1 : -1;
            deepest = Math.max(deepest, depth);
        }
        assertThat(deepest).isEqualTo(5);
        for (int i = 1; i < 100; i++) {
            assertThat(page)
                    .contains("href=\"#comment-" + id(i - 1) + "\">in reply to \u2068Reader" + (i - 1) + "\u2069</a>");
        }
    }

    private static String id(int n) {
        return "019b0000-0000-7000-8000-%012d".formatted(n);
    }

    @Test
    void theFormIsReachedFromTheHeadOfTheThreadAndSaysWhatItAsksFor() {
        publish("ink", "Ink", "open");
        COMMENTS.answers("GET", THREAD, 200, thread(null));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .containsSubsequence("class=\"skip\" href=\"#content\"", "class=\"skip\" href=\"#comments\"", "<main")
                .containsSubsequence(
                        "<h2 id=\"comments-title\"", "<a href=\"#respond\">Leave a reply</a>", "id=\"respond\"")
                .contains(
                        "Your e-mail address will not be published.",
                        "Required fields are marked",
                        "autocomplete=\"name\"",
                        "autocomplete=\"email\"",
                        "autocomplete=\"url\"");
        publish("ink", "Ink", "closed");
        assertThat(page(get("/articles/ink").expectStatus().isOk())).doesNotContain("#respond");
    }

    @Test
    void whoeverCommentsReadsUntilWhenThatIsPossible() {
        ARTICLES.answers(
                "GET",
                "/api/articles/ink",
                200,
                article("ink", "Ink", "open")
                        .replace("\"somethingNew\": 1", "\"commentsCloseAt\": \"2026-12-12T08:00:00Z\""));
        COMMENTS.answers("GET", THREAD, 200, thread(null));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .containsSubsequence(
                        "id=\"respond\"",
                        "Comments are open until",
                        "<time datetime=\"2026-12-12T08:00:00Z\">December 12, 2026</time>",
                        "<form");
    }

    @ParameterizedTest
    @CsvSource({
        "Über Schreibkräfte, ltr, ''",
        "מדריך קצר לדפוס עם Heidelberg, rtl, he",
        "مرحبا بالعالم, rtl, und-Arab",
        "活版印刷のすすめ, ltr, ja",
        "中文排版, ltr, zh",
        "활자의 역사, ltr, ko",
        "Η ιστορία του τύπου, ltr, el",
        "История печати, ltr, und-Cyrl",
        "मुद्रण का इतिहास, ltr, und-Deva",
        "ประวัติการพิมพ์, ltr, th",
    })
    void wordsRunAsTheyAreWritten(String title, String dir, String language) {
        String json = article("ink", title, "open")
                .replace("What it says in short.", title)
                .replace("The <em>whole</em> text.", title);
        ARTICLES.answers("GET", "/api/articles/ink", 200, json);
        ARTICLES.answers("GET", "/api/articles", 200, list(null, json));
        String lang = language.isEmpty() ? "" : " lang=\"" + language + "\"";
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .contains(
                        "<html lang=\"en\" dir=\"ltr\">",
                        "<article class=\"article\" dir=\"" + dir + "\">",
                        "<h1 dir=\"auto\"" + lang + ">" + title);
        assertThat(page(get("/").expectStatus().isOk()))
                .contains("<article class=\"feature\" dir=\"" + dir + "\">", "<h2 dir=\"auto\"" + lang + ">");
    }

    @Test
    void textOfOthersNeverBecomesMarkup() {
        publish("ink", "</title><script>alert(1)</script>", "open");
        COMMENTS.answers(
                "GET", THREAD, 200, thread(null, comment(FIRST, null, "<img src=x onerror=1>", "javascript:alert(1)")));
        String page = page(get("/articles/ink").expectStatus().isOk());
        assertThat(page).doesNotContain("<script>alert", "javascript:alert", "</title><script", "href=\"javascript:");
        assertThat(page).contains("&lt;img src=x onerror=1&gt;</span>", "\\u003c/title>");
    }

    @Test
    void aCommentThatIsGoneKeepsItsPlaceForTheAnswers() {
        publish("ink", "Ink", "open");
        String gone = comment(FIRST, null, "", "").replace("\"score\": 0", "\"score\": 0, \"status\": \"deleted\"");
        COMMENTS.answers("GET", THREAD, 200, thread(null, gone, comment(ANSWER, FIRST, "Bo", "")));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .containsSubsequence("This comment was taken away.", "Words of Bo.")
                .doesNotContain("?to=" + FIRST);
    }

    @Test
    void theArticleIsWholeWhileCommentsAreAway() {
        publish("ink", "Ink", "open");
        COMMENTS.answers("GET", THREAD, 503, "{}");
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .contains("The <em>whole</em> text.", "Comments are away just now")
                .doesNotContain("class=\"comment-form");
    }

    @Test
    void theArticleDoesNotWaitForSlowComments() {
        publish("ink", "Ink", "open");
        COMMENTS.answersLate("GET", THREAD, thread(null));
        assertThat(page(get("/articles/ink").expectStatus().isOk())).contains("Comments are away just now");
    }

    @Test
    void anArticleThatTakesNoCommentsShowsNoForm() {
        publish("ink", "Ink", "closed");
        COMMENTS.answers("GET", THREAD, 200, thread(null, comment(FIRST, null, "Mira", "")));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .contains("Words of Mira.", "takes no more comments")
                .doesNotContain("class=\"comment-form", "/comments/new?to=");
    }

    @Test
    void listsCarryTheNameOfWhatTheyList() {
        ARTICLES.answers("GET", "/api/articles?limit=12&category=craft", 200, list(null, article("a", "A", "open")));
        ARTICLES.answers("GET", "/api/articles?limit=12&tag=ink", 200, list(null, article("a", "A", "open")));
        ARTICLES.answers("GET", "/api/articles?limit=12&author=ada-kern", 200, list(null, article("a", "A", "open")));
        assertThat(page(get("/categories/craft").expectStatus().isOk()))
                .contains("<h1 dir=\"auto\">Craft</h1>", "category:craft");
        assertThat(page(get("/tags/ink").expectStatus().isOk())).contains("<h1 dir=\"auto\">Ink</h1>");
        assertThat(page(get("/authors/ada-kern").expectStatus().isOk())).contains("<h1 dir=\"auto\">Ada Kern</h1>");
    }

    @Test
    void anAuthorsPageSaysWhatTheAuthorSays() {
        ARTICLES.answers("GET", "/api/articles?limit=12&author=ada-kern", 200, list(null, article("a", "A", "open")));
        ARTICLES.answers("GET", "/api/authors/ada-kern", 200, """
                {"slug": "ada-kern", "name": "Ada Kern", "bio": "Writes on <rivers>.", "picture": "/ada.jpg",
                    "articleCount": 1}
                """);
        assertThat(page(get("/authors/ada-kern").expectStatus().isOk()))
                .contains("<h1 dir=\"auto\">Ada Kern</h1>", "Writes on &lt;rivers&gt;.", "src=\"/ada.jpg\"");
        ARTICLES.answers("GET", "/api/authors/ada-kern", 503, "{}");
        assertThat(page(get("/authors/ada-kern").expectStatus().isOk()))
                .contains("<h1 dir=\"auto\">Ada Kern</h1>")
                .doesNotContain("author-bio");
    }

    @ParameterizedTest
    @CsvSource({
        "/categories/craft, category=craft, Craft, Articles in the category Craft",
        "/tags/ink, tag=ink, Ink, Articles about Ink",
        "/authors/ada-kern, author=ada-kern, Ada Kern, Articles by Ada Kern",
    })
    void listsTellSearchEnginesWhatTheyAre(String path, String filter, String name, String description) {
        for (String place : List.of("", "&after=b")) {
            ARTICLES.answers(
                    "GET", "/api/articles?limit=12&" + filter + place, 200, list(null, article("a", "A", "open")));
        }
        assertThat(page(get(path).expectStatus().isOk()))
                .contains(
                        "<title>" + name + " · The Daily Proof</title>",
                        "<meta name=\"description\" content=\"" + description,
                        "<link rel=\"canonical\" href=\"https://press.example" + path + "\">")
                .doesNotContain("noindex");
        assertThat(page(get(path + "?after=b").expectStatus().isOk()))
                .contains(
                        "<title>" + name + ": older articles · The Daily Proof</title>",
                        "<link rel=\"canonical\" href=\"https://press.example" + path + "?after=b\">",
                        "<link rel=\"prev\" href=\"" + path + "\">",
                        "rel=\"prev\" href=\"" + path + "\">Newer</a>");
    }

    @Test
    void whatIsNotThereIsAPageOf404() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        assertThat(page(get("/articles/nothing").expectStatus().isNotFound())).contains("not in print", "noindex");
        get("/categories/none").expectStatus().isNotFound();
    }

    @Test
    void aFormerSlugLeadsToWhereTheArticleIsNow() {
        ARTICLES.answersMoved("GET", "/api/articles/old", "/api/articles/%D0%BD-slug");

        get("/articles/old")
                .expectStatus()
                .isEqualTo(301)
                .expectHeader()
                .valueEquals("Location", "/articles/%D0%BD-slug");
    }

    @Test
    void aBadCursorIsAPageOf400() {
        ARTICLES.answers("GET", "/api/articles", 400, "{\"title\": \"Bad Request\"}");
        assertThat(page(get("/?after=%00").expectStatus().isBadRequest())).contains("We could not read that");
    }

    @Test
    void anArticleServiceThatIsAwayIsAPageOf503() {
        ARTICLES.answers("GET", "/api/articles/ink", 500, "{\"detail\": \"at org.Secret.method\"}");
        assertThat(page(get("/articles/ink")
                        .expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .exists("Retry-After")))
                .contains("right back")
                .doesNotContain("Secret");
    }

    @Test
    void pagesAreReadAndFormsAreForms() {
        send("/", "a=b").expectStatus().isEqualTo(405).expectHeader().exists("Allow");
        browser.delete().uri("/articles/ink/comments").exchange().expectStatus().isEqualTo(405);
        browser.post()
                .uri("/articles/ink/comments")
                .header("Content-Type", "application/json")
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @Test
    void headIsAnsweredLikeGet() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        browser.head().uri("/").exchange().expectStatus().isOk();
    }

    @Test
    void noPageHoldsInlineScriptsOrStyles() {
        publish("ink", "Ink", "open");
        COMMENTS.answers("GET", THREAD, 200, thread(null, comment(FIRST, null, "Mira", "")));
        assertThat(page(get("/articles/ink").expectStatus().isOk()))
                .doesNotContainPattern("<ol[^>]*>\\s*</ol>")
                .doesNotContain("style=\"", "<style", " onclick=", " th:", "xmlns:th")
                .doesNotContainPattern("<script(?! type=\"(module\" src=|application/ld))");
    }

    private static String category(String slug, int articles) {
        return category(slug, slug, articles, 0, "");
    }

    /** @param above slugs of those that it lies beneath, from the top on */
    private static String category(String slug, String name, int articles, int position, String above) {
        String path = Stream.of(above.split(" "))
                .filter(each -> !each.isEmpty())
                .map(each -> "{\"slug\": \"%1$s\", \"name\": \"Name of %1$s\"}".formatted(each))
                .collect(Collectors.joining(", "));
        return """
                {"slug": "%s", "name": "%s", "articleCount": %d, "totalCount": %d, "path": [%s], "position": %d}
                """.formatted(slug, name, articles, articles, path, position);
    }

    @Test
    void aCategorysPageSaysWhatItIsAndWhereItStands() {
        ARTICLES.answers("GET", "/api/articles?limit=12&category=rivers", 200, list(null, article("a", "A", "open")));
        ARTICLES.answers("GET", "/api/categories/rivers", 200, """
                {"slug": "rivers", "name": "Rivers & <streams>", "description": "On <water>.", "articleCount": 1,
                    "picture": {"url": "/api/media/019a0000-0000-7000-8000-000000000001/elbe.jpg", "alt": "The \\"Elbe\\""},
                    "totalCount": 3, "path": [{"slug": "nature", "name": "Nature"}, {"slug": "water", "name": "Water"}],
                    "position": 1}
                """);
        ARTICLES.answers(
                "GET",
                "/api/categories",
                200,
                list(
                        null,
                        category("nature", "Nature", 9, 0, ""),
                        category("water", "Water", 4, 0, "nature"),
                        category("rivers", "Rivers", 3, 0, "nature water"),
                        category("elbe", "Elbe", 2, 2, "nature water rivers"),
                        category("rhine", "Rhine", 1, 1, "nature water rivers"),
                        category("lakes", "Lakes", 1, 0, "nature water")));
        assertThat(page(get("/categories/rivers").expectStatus().isOk()))
                .contains(
                        "<h1 dir=\"auto\">Rivers &amp; &lt;streams&gt;</h1>",
                        "On &lt;water&gt;.",
                        "elbe.jpg?w=480 480w",
                        "alt=\"The &quot;Elbe&quot;\"",
                        "<meta name=\"description\" content=\"On &lt;water&gt;.\">",
                        "property=\"og:image\" content=\"https://press.example/api/media/")
                .containsSubsequence("href=\"/categories/nature\">Nature", "href=\"/categories/water\">Water", "<h1")
                .containsSubsequence(
                        "href=\"/categories/rhine\"", ">1<", "href=\"/categories/elbe\"", ">2<", "class=\"card")
                .doesNotContain("/categories/lakes");
    }

    @Test
    void aCategoryWithoutArticlesSaysSo() {
        ARTICLES.answers("GET", "/api/articles?limit=12&category=rivers", 200, list(null));
        ARTICLES.answers("GET", "/api/categories/rivers", 200, category("rivers", "Rivers", 0, 0, ""));
        assertThat(page(get("/categories/rivers").expectStatus().isOk()))
                .contains("<h1 dir=\"auto\">Rivers</h1>", "Nothing is published here yet", "noindex");
        ARTICLES.answers("GET", "/api/articles?limit=12&category=rivers&after=b", 200, list(null));
        get("/categories/rivers?after=b").expectStatus().isNotFound();
    }

    @Test
    void aTagsPageSaysWhatItIs() {
        ARTICLES.answers("GET", "/api/articles?limit=12&tag=ink", 200, list(null, article("a", "A", "open")));
        ARTICLES.answers(
                "GET",
                "/api/tags/ink",
                200,
                "{\"slug\": \"ink\", \"name\": \"Ink and more\", \"description\": \"Of all colours.\", \"articleCount\": 1}");
        assertThat(page(get("/tags/ink").expectStatus().isOk()))
                .contains("<h1 dir=\"auto\">Ink and more</h1>", "Of all colours.");
    }

    @ParameterizedTest
    @CsvSource({"categories, category", "tags, tag", "authors, author"})
    void aFormerAddressLeadsOn(String folder, String filter) {
        ARTICLES.answers(
                "GET", "/api/articles?limit=12&" + filter + "=old", 200, list(null, article("a", "A", "open")));
        ARTICLES.answersMoved("GET", "/api/" + folder + "/old", "/api/" + folder + "/newer");
        get("/" + folder + "/old").expectStatus().isEqualTo(301).expectHeader().location("/" + folder + "/newer");
    }

    @Test
    void allCategoriesAreATree() {
        ARTICLES.answers(
                "GET",
                "/api/categories",
                200,
                list(
                        null,
                        category("beta", "Beta", 9, 2, ""),
                        category("alpha", "Alpha <b>", 4, 1, ""),
                        category("leaf", "Leaf", 3, 0, "alpha")));
        ARTICLES.answers("GET", "/api/totals", 200, "{\"articles\": 21}");
        assertThat(page(get("/categories").expectStatus().isOk()))
                .containsSubsequence(
                        "class=\"tree\"",
                        "<a href=\"/\"><span>All articles</span> <span class=\"count\">21</span></a>",
                        "href=\"/categories/alpha\"",
                        "Alpha &lt;b&gt;",
                        ">4<",
                        "href=\"/categories/leaf\"",
                        ">3<",
                        "href=\"/categories/beta\"",
                        ">9<");
    }

    @Test
    void theTreeIsShownThoughNobodyCanSayHowManyThereAreInAll() {
        ARTICLES.answers("GET", "/api/categories", 200, list(null, category("one", 1)));
        ARTICLES.answers("GET", "/api/totals", 503, "{}");
        assertThat(page(get("/categories").expectStatus().isOk()))
                .contains("<a href=\"/\"><span>All articles</span> </a>", "href=\"/categories/one\"");
    }

    /** More than the service tells at once. */
    @Test
    void theTreeIsWholeHoweverLargeItIs() {
        ARTICLES.answers("GET", "/api/categories?limit=100", 200, list("a1", category("one", 1)));
        ARTICLES.answers("GET", "/api/categories?limit=100&after=a1", 200, list(null, category("two", 2)));
        assertThat(page(get("/categories").expectStatus().isOk()))
                .contains("href=\"/categories/one\"", "href=\"/categories/two\"");
    }

    @Test
    void whoHasALinkReadsADraftThatNothingKeeps() {
        ARTICLES.answers("GET", "/api/previews/abc", 200, """
                {"slug": "soon", "title": "Out soon", "summary": "In short", "author": {"slug": "a", "name": "Ada Kern"},
                 "authors": [{"slug": "a", "name": "Ada Kern"}, {"slug": "b", "name": "Bo"}],
                 "category": "Craft <b>", "tags": ["Ink"], "updatedAt": "2026-11-01T08:00:00Z", "readingMinutes": 1,
                 "cover": {"url": "/cover.jpg", "alt": "A press"}, "kind": "article", "bodyHtml": "<p>The <em>text</em>.</p>",
                 "expiresAt": "2026-12-01T08:00:00Z"}
                """);
        String page = page(get("/previews/abc")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .doesNotExist("Cache-Tag")
                .expectHeader()
                .valueEquals("X-Robots-Tag", "noindex, nofollow, noarchive"));
        assertThat(page)
                .contains(
                        "This is a draft.",
                        "2026-12-01T08:00:00Z",
                        "Out soon",
                        "In short",
                        "<bdi>Ada Kern</bdi> and <bdi>Bo</bdi>",
                        "Craft &lt;b&gt;")
                .contains("alt=\"A press\"", "<p>The <em>text</em>.</p>", "<meta name=\"robots\" content=\"noindex\">")
                .doesNotContain("comment-form", "ld+json", "og:title");
        get("/previews/withdrawn").expectStatus().isNotFound();
    }

    private static String kept(String slug, String visibility, boolean locked) {
        return article(slug, "Kept back", "closed")
                .replace("\"somethingNew\": 1", "\"visibility\": \"" + visibility + "\", \"locked\": " + locked)
                .replace("<p>The <em>whole</em> text.</p>", locked ? "" : "<p>The <em>whole</em> text.</p>");
    }

    @Test
    void whatIsUnlistedIsShownAndLeftOutBySearchEngines() {
        ARTICLES.answers("GET", "/api/articles/by-address", 200, kept("by-address", "unlisted", false));
        assertThat(page(get("/articles/by-address").expectStatus().isOk()))
                .contains("The <em>whole</em> text.", "<meta name=\"robots\" content=\"noindex\">")
                .doesNotContain("og:title");
    }

    /** What is for some alone is described by its summary, and by nothing where it has none, shown or not. */
    @ParameterizedTest
    @CsvSource({"password, true", "password, false", "subscribers, true", "subscribers, false"})
    void whatIsForSomeAloneMayHaveNoDescription(String visibility, boolean locked) {
        ARTICLES.answers(
                "GET",
                "/api/articles/bare",
                200,
                kept("bare", visibility, locked)
                        .replace("\"summary\": \"What it says in short.\"", "\"summary\": null")
                        .replace("\"description\": \"What it says in short.\"", "\"description\": \"\""));
        assertThat(page(get("/articles/bare").expectStatus().isOk()))
                .contains("Kept back")
                .doesNotContain("name=\"description\"", "og:description");
    }

    @Test
    void aPasswordIsAskedForBeforeTheText() {
        ARTICLES.answers("GET", "/api/articles/kept", 200, kept("kept", "password", true));
        String page = page(get("/articles/kept")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Tag", "article:" + ARTICLE + ",translations:" + ARTICLE));
        assertThat(page)
                .contains(
                        "Kept back", "What it says in short.", "action=\"/articles/kept/access\"", "type=\"password\"")
                .doesNotContain("comment-form", "whole");
    }

    @Test
    void theRightPasswordOpensTheArticleForThisBrowserAlone() {
        ARTICLES.answers("GET", "/api/articles/kept", 200, kept("kept", "password", true));
        ARTICLES.answers("POST", "/api/articles/kept/access", 200, "{\"access\": \"proof\"}");
        send("/articles/kept/access", "password=ink")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .valueEquals("Location", "/articles/kept")
                .expectHeader()
                .value("Set-Cookie", cookie -> assertThat(cookie)
                        .startsWith("__Secure-PRESSROOM_ACCESS=proof;")
                        .contains("Path=/articles/kept", "HttpOnly", "Secure", "SameSite=Lax"));

        ARTICLES.answers("GET", "/api/articles/kept", 200, kept("kept", "password", false));
        String page = page(browser.get()
                .uri("/articles/kept")
                .cookie("__Secure-PRESSROOM_ACCESS", "proof")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
        assertThat(page).contains("The <em>whole</em> text.").doesNotContain("comment-form", "#comments");
        assertThat(ARTICLES.asked("GET"))
                .filteredOn(asked -> asked.uri().equals("/api/articles/kept"))
                .last()
                .extracting(PathStub.Asked::articleAccess)
                .isEqualTo("proof");
    }

    @Test
    void aWrongPasswordIsSaidAtItsField() {
        ARTICLES.answers("GET", "/api/articles/kept", 200, kept("kept", "password", true));
        ARTICLES.answers("POST", "/api/articles/kept/access", 403, "{\"status\": 403}");
        String page = page(send("/articles/kept/access", "password=wrong")
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
        assertThat(page)
                .contains("That is not its password.", "aria-invalid=\"true\"")
                .doesNotContain("value=\"wrong\"");
        send("/articles/nothing/access", "password=any").expectStatus().isNotFound();
    }

    /** An article, a page of its own and a draft alike. */
    @Test
    void whatIsOfAnotherSiteIsOfferedWhereverATextIsShown() {
        String text = "<figure class=\\\"embed\\\" data-embed=\\\"vimeo\\\" data-id=\\\"76979871\\\"></figure>";
        String article = article("film", "A film", "open").replace("<p>The <em>whole</em> text.</p>", text);
        ARTICLES.answers("GET", "/api/articles/film", 200, article);
        COMMENTS.answers("GET", THREAD, 200, thread(null));
        ARTICLES.answers(
                "GET", "/api/articles/films", 200, article.replace("\"somethingNew\": 1", "\"kind\": \"page\""));
        ARTICLES.answers("GET", "/api/previews/film", 200, """
                {"slug": "film", "title": "A film", "summary": null, "author": {"slug": "a", "name": "Ada Kern"},
                 "category": null, "tags": [], "updatedAt": "2026-11-01T08:00:00Z", "readingMinutes": 1, "cover": null,
                 "kind": "article", "bodyHtml": "%s", "expiresAt": "2026-12-01T08:00:00Z"}
                """.formatted(text));
        for (String address : List.of("/articles/film", "/pages/films", "/previews/film")) {
            String page = page(get(address)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Page-Policy", "frame-src https://player.vimeo.com"));
            assertThat(page).as(address).contains("data-blank=\"embed\"", "data-load");
        }
    }
}
