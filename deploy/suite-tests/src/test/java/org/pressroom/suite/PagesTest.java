package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;

/**
 * Every page of site and desk, in each of its states, before axe and the HTML checker, in both themes and windows. It takes
 * minutes, so it runs where {@code -Dpressroom.pages=true} asks for it.
 */
@WithChromium
@EnabledIfSystemProperty(named = "pressroom.pages", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Llanfairpwllgwyn";

    private static final String RICH = """
            An opening with [a link](https://example.org/), `code`, **bold**, *emphasis*, ~~struck~~ and a very long \
            word: Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft.

            ## A heading

            > Quoted.
            >
            > > And quoted within.

            1. one
               1. within
            2. two

            - a
            - b

            - [x] done
            - [ ] to do

            ### A smaller heading

            ```java
            public static void main(String... arguments) { System.out.println("a line that is much too long for a phone, and for a desk as well, so that it has to scroll"); }
            ```

            | Left | In the middle | Right | And more | Columns | Than fit | On a phone | By far |
            | :--- | :---: | ---: | --- | --- | --- | --- | --- |
            | unbreakable-cell | unbreakable-cell | 1,000.00 | unbreakable-cell | unbreakable-cell | unbreakable-cell | x | y |

            A claim with a footnote[^1].

            مرحبا بالعالم، هذا نص من اليمين إلى اليسار.

            ---

            <ruby>東京<rt>とうきょう</rt></ruby>, H<sub>2</sub>O, E = mc<sup>2</sup>, <kbd>Ctrl</kbd>

            # A heading of the first rank

            [^1]: Its ground.
            """;

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;
    private String signedIn = "";
    private Article rich = new Article("", "", "");
    private Article rightToLeft = new Article("", "", "");
    private Article thread = new Article("", "", "");
    private Article held = new Article("", "", "");
    private Article closed = new Article("", "", "");
    private Posted reply = new Posted("", "");

    PagesTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @BeforeAll
    void fill() {
        for (int count = 0; count < 14; count++) {
            newsroom.publish(filed("One of many " + Newsroom.unique(), "About " + Newsroom.sentence()));
        }
        rich = newsroom.publish(filed("Everything " + Newsroom.unique(), RICH));
        Map<String, Object> arabic =
                filed("عنوان المقال (2026) " + Newsroom.unique(), "نص المقال مع English في الوسط.");
        arabic.put("summary", "ملخص المقال");
        arabic.put("language", "ar");
        rightToLeft = newsroom.publish(arabic);
        thread = newsroom.publish(filed("Much discussed " + Newsroom.unique(), "About " + Newsroom.sentence()));
        fillThread();
        Map<String, Object> moderated = filed("Read before " + Newsroom.unique(), "About " + Newsroom.sentence());
        moderated.put("commentPolicy", "moderated");
        held = newsroom.publish(moderated);
        newsroom.awaitStatus(
                newsroom.comment(held, LONG_NAME, Newsroom.address("long"), RICH + Newsroom.sentence()), "held");
        newsroom.awaitStatus(
                newsroom.comment(held, "ليلى", Newsroom.address("layla"), "Oh\n\n".repeat(60) + Newsroom.sentence()),
                "held");
        Map<String, Object> quiet = filed("Said enough " + Newsroom.unique(), "About " + Newsroom.sentence());
        quiet.put("commentPolicy", "closed");
        closed = newsroom.publish(quiet);
        signedIn = desk.signedIn();
    }

    private static Map<String, Object> filed(String title, String body) {
        Map<String, Object> manuscript = Newsroom.manuscript(title, body);
        manuscript.put("category", "Checked");
        manuscript.put("tags", List.of("checked", "Ünïcode & more"));
        manuscript.put("summary", "What it is about, in a sentence or two.");
        return manuscript;
    }

    /** More than a page of comments, and a chain of answers as deep as it may be. */
    private void fillThread() {
        Posted parent = newsroom.comment(
                thread,
                "Oda",
                Newsroom.address("oda"),
                "```\n" + "wide ".repeat(60) + "\n```\n\n" + Newsroom.sentence());
        newsroom.awaitStatus(parent, "approved");
        for (int depth = 1; depth <= 5; depth++) {
            parent = answer(parent, depth == 2 ? "ليلى" : LONG_NAME);
            newsroom.awaitStatus(parent, "approved");
        }
        reply = parent;
        List<Posted> posted = IntStream.range(0, 104)
                .mapToObj(count ->
                        newsroom.comment(thread, "Reader " + count, Newsroom.address("reader"), Newsroom.sentence()))
                .toList();
        posted.forEach(each -> newsroom.awaitStatus(each, "approved"));
    }

    private Posted answer(Posted parent, String name) {
        Map<String, Object> comment =
                new java.util.HashMap<>(Newsroom.comment(name, Newsroom.address("deep"), Newsroom.sentence()));
        comment.put("parentId", parent.id());
        var answer = suite.stranger()
                .send(Call.post("/api/articles/" + thread.id() + "/comments").json(comment))
                .expect(202)
                .json();
        return new Posted(answer.path("id").asString(), answer.path("editToken").asString());
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    // ---- the reading site ----

    private Stream<Named<String>> site() {
        String article = "/articles/" + thread.slug();
        return Stream.of(
                Named.of("the front page", "/"),
                Named.of("the front page, its second part", next("/")),
                Named.of("an article with everything", "/articles/" + rich.slug()),
                Named.of("an article from right to left", "/articles/" + rightToLeft.slug()),
                Named.of("an article whose comments are closed", "/articles/" + closed.slug()),
                Named.of("an article with many comments", article),
                Named.of("their second part", next(article)),
                Named.of("an answer's form", article + "/comments/new?to=" + reply.id()),
                Named.of("a comment's own page", article + "/comments/" + reply.id()),
                Named.of("a category", "/categories/checked"),
                Named.of("a category, its second part", next("/categories/checked")),
                Named.of("a tag", "/tags/checked"),
                Named.of("an author", "/authors/" + author()),
                Named.of("subscribing", "/subscriptions"),
                Named.of("check your mail", "/subscriptions/check-mail"),
                Named.of("subscribed", "/subscriptions/confirmed"),
                Named.of("confirming", "/subscriptions/confirm?token=any"),
                Named.of("confirming without a token", "/subscriptions/confirm"),
                Named.of("managing", "/subscriptions/manage?token=" + manageToken()),
                Named.of("managing nothing", "/subscriptions/manage?token=none"),
                Named.of("leaving", "/subscriptions/unsubscribe?token=any"),
                Named.of("nothing there", "/articles/there-is-no-such-article"),
                Named.of("no such page", "/no/such/page"));
    }

    /** Where "older" or "more" leads. */
    private String next(String path) {
        java.util.regex.Matcher link = java.util.regex.Pattern.compile("href=\"([^\"]*[?&](?:amp;)?after=[^\"]*)\"")
                .matcher(suite.stranger().get(path).text());
        if (!link.find()) {
            throw new AssertionError("no second part of " + path);
        }
        return link.group(1).replace("&amp;", "&").replaceFirst("#.*", "");
    }

    private String author() {
        return suite.stranger()
                .get("/api/articles/" + rich.slug())
                .json()
                .path("author")
                .path("slug")
                .asString();
    }

    private String manageToken() {
        return newsroom.subscribe(Newsroom.address("managing"), Newsroom.tag("checked"));
    }

    @ParameterizedTest
    @MethodSource("site")
    void aPageOfTheSite(String path) {
        Page page = tabs.open(Window.DESK, true);
        tabs.expect(complaint -> complaint.contains("status of 40") || complaint.startsWith("40"));
        Response response = tabs.visit(page, path);
        PageChecks.assertSound(path, page, response.text());
    }

    // ---- the desk ----

    private Stream<Named<Consumer<Page>>> desk() {
        return Stream.of(
                Named.of("the list of articles", page -> {
                    desk.open(page, "#/articles");
                    assertThat(page.locator(".row-item").first()).isVisible();
                }),
                Named.of("an empty list", page -> {
                    page.route("**/api/drafts?*", json(200, "{\"items\":[],\"next\":null}"));
                    desk.open(page, "#/articles");
                    assertThat(page.getByText("A clean sheet")).isVisible();
                }),
                Named.of("a list that does not come", page -> {
                    page.route("**/api/drafts?*", json(503, "{}"));
                    desk.open(page, "#/articles");
                    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
                }),
                Named.of("a new article", page -> desk.open(page, "#/articles/new")),
                Named.of("an article in the editor", page -> edit(page, rich)),
                Named.of("an article from right to left in the editor", page -> edit(page, rightToLeft)),
                Named.of("the preview", page -> {
                    edit(page, rich);
                    desk.press(page, "Preview");
                    assertThat(page.locator(".preview table")).isVisible();
                }),
                Named.of("fields that are wrong", page -> {
                    desk.open(page, "#/articles/new");
                    page.route("**/api/articles", json(422, WRONG));
                    desk.press(page, "Save");
                    assertThat(page.locator("#tags-wrong")).not().isEmpty();
                }),
                Named.of("somebody else's changes", page -> {
                    edit(page, rich);
                    page.route("**/api/drafts/*", route -> {
                        if (route.request().method().equals("PUT")) {
                            json(412, "{}").accept(route);
                        } else {
                            route.resume();
                        }
                    });
                    page.locator("#body").fill("Mine");
                    desk.press(page, "Save");
                    assertThat(page.getByText("Somebody else saved this article meanwhile"))
                            .isVisible();
                }),
                Named.of("the question before publishing", page -> {
                    desk.open(page, "#/articles/new");
                    page.locator("#title")
                            .fill("A title that is long enough to fill more than a line of the dialog it is in");
                    desk.press(page, "Publish");
                    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
                }),
                Named.of("the question before withdrawing", page -> {
                    edit(page, rightToLeft);
                    desk.press(page, "Withdraw");
                    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
                }),
                Named.of("a message", page -> {
                    edit(page, rich);
                    page.keyboard().press("Control+s");
                    assertThat(page.locator(".toast")).isVisible();
                }),
                Named.of("the end of a session", page -> {
                    edit(page, rich);
                    page.route("**/api/drafts/*", json(401, "{}"));
                    page.locator("#body").fill("Mine");
                    desk.press(page, "Save");
                    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
                }),
                Named.of("comments to decide", page -> {
                    desk.open(page, "#/comments/held");
                    assertThat(page.locator(".queue-item").nth(1)).isVisible();
                    page.locator(".queue-item input").first().check();
                }),
                Named.of("approved comments", page -> {
                    desk.open(page, "#/comments/approved");
                    assertThat(page.locator(".queue-item").first()).isVisible();
                }),
                Named.of("an empty queue", page -> {
                    page.route("**/api/moderation/comments?*", json(200, "{\"items\":[],\"next\":null}"));
                    desk.open(page, "#/comments/pending");
                    assertThat(page.getByText("Nothing in between")).isVisible();
                }),
                Named.of("no page of the desk", page -> desk.open(page, "#/nowhere")));
    }

    private static final String WRONG = """
            {"errors": [{"field": "title", "message": "is required"}, {"field": "tags[2]", "message": "is required"},
              {"field": "body", "message": "is too long"}, {"field": "slug", "message": "is taken"},
              {"field": "surprise", "message": "is wrong"}]}
            """;

    private static Consumer<Route> json(int status, String body) {
        return route -> route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/json")
                .setBody(body));
    }

    private void edit(Page page, Article article) {
        desk.open(page, "#/articles/" + article.id());
        assertThat(page.locator("#title")).hasValue(article.title());
    }

    @ParameterizedTest
    @MethodSource("desk")
    void aPageOfTheDesk(Consumer<Page> arrival) {
        Page page = tabs.open(new Browser.NewContextOptions()
                .setViewportSize(Window.DESK.width(), Window.DESK.height())
                .setStorageState(signedIn));
        tabs.expect(complaint -> complaint.contains("status of 4")
                || complaint.contains("status of 503")
                || complaint.matches("(4..|503) for .*"));
        arrival.accept(page);
        PageChecks.assertSound("the desk", page);
    }

    @Test
    void theDeskBeforeSigningIn() {
        Page page = tabs.open(Window.DESK, true);
        Response response = tabs.visit(page, "/desk/");
        assertThat(page.getByLabel("Password")).isVisible();
        PageChecks.assertSound("signing in", page, response.text());
    }
}
