package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;

/** Every page of site and desk, in each of its states, before axe and the HTML checker, in both themes and windows. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String LONG_WORD =
            "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft";

    private static final String LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Llanfairpwllgwyn";

    private static final String RICH = """
            An opening with [a link](https://example.org/), `code`, **bold**, *emphasis*, ~~struck~~ and a very long \
            word: %s.

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
            """.formatted(LONG_WORD);

    private static final String BLANK = "about:blank";

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;
    private final Page site;
    private final Page atDesk;
    private final PageChecks checks = new PageChecks();
    private Article rich = new Article("", "", "");
    private Article parts = new Article("", "", "");
    private Article rightToLeft = new Article("", "", "");
    private Article answers = new Article("", "", "");
    private Article thread = new Article("", "", "");
    private Article held = new Article("", "", "");
    private Article closed = new Article("", "", "");
    private Article unread = new Article("", "", "");
    private Posted reply = new Posted("", "");

    PagesTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
        this.site = tabs.open(Window.DESK, true);
        this.atDesk = tabs.open(Window.DESK, true);
    }

    @BeforeAll
    void fill() {
        for (int count = 0; count < 14; count++) {
            newsroom.publish(filed("One of many " + Newsroom.unique(), "About " + Newsroom.sentence()));
        }
        rich = newsroom.publish(filed("Everything " + Newsroom.unique(), RICH));
        parts = newsroom.publish(filed(
                "In parts " + Newsroom.unique(),
                ("## A part with `code`\n\n" + "About it. ".repeat(120) + "\n\n### Within " + LONG_WORD
                                + "\n\nWords.\n\n")
                        .repeat(4)));
        Map<String, Object> arabic =
                filed("عنوان المقال (2026) " + Newsroom.unique(), "نص المقال مع English في الوسط.");
        arabic.put("summary", "ملخص المقال");
        arabic.put("language", "ar");
        rightToLeft = newsroom.publish(arabic);
        answers = newsroom.publish(filed("Much answered " + Newsroom.unique(), "About " + Newsroom.sentence()));
        fillAnswers();
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
        unread = newsroom.publish(filed("Not yet read " + Newsroom.unique(), "About " + Newsroom.sentence()));
        describe();
        desk.signIn(atDesk);
    }

    /** A category with something said of it, a picture, one above it, and one beneath it. */
    private void describe() {
        Client admin = suite.admin();
        String upper = "Shelves " + Newsroom.unique();
        admin.send(Call.post("/api/categories").json(Map.of("name", upper))).expect(201);
        admin.send(Call.patch("/api/categories/checked")
                        .json(Map.of(
                                "description",
                                "What is looked at: " + LONG_WORD + "\n\nIn two paragraphs.",
                                "picture",
                                "/favicon.svg",
                                "pictureAlt",
                                "A shelf",
                                "parent",
                                upper.toLowerCase(Locale.ROOT).replace(' ', '-'))))
                .expect(200);
        Map<String, Object> beneath = filed("Beneath " + Newsroom.unique(), "About " + Newsroom.sentence());
        beneath.put("category", "Beneath it " + Newsroom.unique());
        String slug = newsroom.publish(beneath).slug();
        String category = suite.stranger()
                .get("/api/articles/" + slug)
                .json()
                .path("category")
                .path("slug")
                .asString();
        admin.send(Call.patch("/api/categories/" + category).json(Map.of("parent", "checked")))
                .expect(200);
    }

    private static Map<String, Object> filed(String title, String body) {
        Map<String, Object> manuscript = Newsroom.manuscript(title, body);
        manuscript.put("category", "Checked");
        manuscript.put("tags", List.of("checked", "Ünïcode & more", LONG_WORD.substring(0, 40)));
        manuscript.put("summary", "What it is about, in a sentence or two.");
        return manuscript;
    }

    /** A chain of answers as deep as it may be. */
    private void fillAnswers() {
        Posted parent = newsroom.comment(
                answers,
                "Oda",
                Newsroom.address("oda"),
                "```\n" + "wide ".repeat(60) + "\n```\n\n" + Newsroom.sentence());
        newsroom.awaitStatus(parent, "approved");
        for (int depth = 1; depth <= 5; depth++) {
            parent = answer(parent, depth == 2 ? "ليلى" : LONG_NAME);
            newsroom.awaitStatus(parent, "approved");
        }
        reply = parent;
    }

    /** More than a page of comments. */
    private void fillThread() {
        List<Posted> posted = IntStream.range(0, 101)
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
                .send(Call.post("/api/articles/" + answers.id() + "/comments").json(comment))
                .expect(202)
                .json();
        return new Posted(answer.path("id").asString(), answer.path("editToken").asString());
    }

    /** Each test comes to the same two tabs as if they were new. */
    @BeforeEach
    void begin() {
        tabs.expect(PagesTest::isRefusal);
        for (Page page : List.of(site, atDesk)) {
            page.setViewportSize(Window.DESK.width(), Window.DESK.height());
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        }
    }

    @AfterEach
    void leave() {
        site.context().clearCookies();
        for (Page page : List.of(site, atDesk)) {
            page.unrouteAll();
            if (!page.url().equals(BLANK)) {
                page.evaluate("() => localStorage.clear()");
                page.navigate(BLANK);
            }
        }
        tabs.assertNoComplaints();
    }

    @AfterAll
    void close() {
        checks.close();
        tabs.close();
    }

    /** Brings a page into a state; answers the HTML that the server sent for it, or null where the browser drew it. */
    @FunctionalInterface
    private interface Arrival {
        @Nullable
        String at(Page page);
    }

    // ---- the reading site ----

    private Stream<Named<Arrival>> site() {
        String article = "/articles/" + thread.slug();
        String answered = "/articles/" + answers.slug();
        return Stream.of(
                at("the front page", "/"),
                at("the front page, its second part", next("/")),
                in("de", "the front page in German", "/"),
                in("hi", "the front page in Hindi", "/"),
                in("ar", "the front page in Arabic", "/"),
                in("ar", "an article with answers in Arabic", answered),
                in("ar", "subscribing in Arabic", "/subscriptions"),
                at("an article with everything", "/articles/" + rich.slug()),
                at("a long article with its contents", "/articles/" + parts.slug()),
                in("ar", "a long article in Arabic", "/articles/" + parts.slug()),
                at("an article from right to left", "/articles/" + rightToLeft.slug()),
                at("an article whose comments are closed", "/articles/" + closed.slug()),
                at("an article with many comments", article),
                at("their second part", next(article)),
                at("an article with answers to answers", answered),
                at("an answer's form", answered + "/comments/new?to=" + reply.id()),
                at("somebody else's comment", answered + "/comments/" + reply.id()),
                at("a category", "/categories/checked"),
                at("a category, its second part", next("/categories/checked")),
                at("all categories", "/categories"),
                at("the search", "/search"),
                at("what was searched for", "/search?q=checked&from=2020-01-01"),
                at("what was searched for in vain", "/search?q=nothing-of-the-kind"),
                at("a tag", "/tags/checked"),
                at("an author", "/authors/" + author()),
                at("subscribing", "/subscriptions"),
                at("check your mail", "/subscriptions/check-mail"),
                at("subscribed", "/subscriptions/confirmed"),
                at("confirming", "/subscriptions/confirm?token=any"),
                at("confirming without a token", "/subscriptions/confirm"),
                at("managing", "/subscriptions/manage?token=" + manageToken()),
                at("managing nothing", "/subscriptions/manage?token=none"),
                at("leaving", "/subscriptions/unsubscribe?token=any"),
                Named.of("the documentation of the API", this::documentation),
                at("nothing there", "/articles/there-is-no-such-article"),
                at("no such page", "/no/such/page"));
    }

    private Named<Arrival> at(String name, String path) {
        return Named.of(name, page -> tabs.visit(page, path).text());
    }

    /** In a language that is chosen at the foot of the page. */
    private Named<Arrival> in(String language, String name, String path) {
        return Named.of(name, page -> {
            tabs.visit(page, path);
            page.locator(".language-choice button[value=" + language + "]").click();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            return tabs.visit(page, path).text();
        });
    }

    /** Of its hundreds of parts, which are all made alike, axe has to look at a few alone: it takes minutes for all. */
    private String documentation(Page page) {
        String served = tabs.visit(page, "/api/docs").text();
        for (Window window : Window.values()) {
            page.setViewportSize(window.width(), window.height());
            Tabs.assertFits(page);
        }
        page.evaluate("""
                () => {
                  document.querySelectorAll('.operation ~ .operation, .docs-type ~ .docs-type ~ .docs-type')
                      .forEach(more => more.remove());
                  [...document.querySelectorAll('.docs-section:has(.operation)')].slice(4)
                      .forEach(more => more.remove());
                }
                """);
        return served;
    }

    /** Where "older" or "more" leads. */
    private String next(String path) {
        Matcher link = Pattern.compile("href=\"([^\"]*[?&](?:amp;)?after=[^\"]*)\"")
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
    @MethodSource({"site", "siteAfterSending"})
    void aPageOfTheSite(Arrival arrival) {
        String served = arrival.at(site);
        checks.assertSound(site.url(), site, served);
    }

    // ---- after something was sent ----

    private Stream<Named<Arrival>> siteAfterSending() {
        return Stream.of(
                Named.of("a comment that is published", page -> {
                    comment(page, rich);
                    sent(page, ".comment-form");
                    Locator place = page.getByText("See it under the article");
                    await("the comment to be published").pollInSameThread().until(() -> {
                        page.reload();
                        return place.count() > 0;
                    });
                    return page.reload().text();
                }),
                Named.of("a comment that waits", page -> {
                    comment(page, held);
                    sent(page, ".comment-form");
                    assertThat(page.locator("main h1")).hasText("Thank you, we have your comment");
                    await("the comment to wait").pollInSameThread().until(() -> {
                        page.reload();
                        return page.getByText("Look again").count() == 0;
                    });
                    return page.reload().text();
                }),
                Named.of("a change that says nothing", page -> {
                    comment(page, held);
                    sent(page, ".comment-form");
                    page.locator("#comment-text").fill("");
                    String served = sent(page, ".own-sheet form");
                    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
                    page.locator(".own-delete summary").click();
                    return served;
                }),
                Named.of("a comment with faults", page -> {
                    tabs.visit(page, "/articles/" + rich.slug());
                    page.locator("#comment-website").fill("nowhere");
                    String served = sent(page, ".comment-form");
                    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
                    return served;
                }),
                Named.of("a comment with faults, on the article's page", page -> {
                    tabs.visit(page, "/articles/" + rich.slug());
                    desk.press(page, "Post comment");
                    assertThat(page.locator("#comment-text-wrong")).isVisible();
                    return null;
                }),
                Named.of("a comment that is published, on the article's page", page -> {
                    Locator mine = commented(page, rich);
                    assertThat(mine.getByText("Edit")).isVisible();
                    assertThat(page.locator(".comment-pending")).hasCount(0);
                    return null;
                }),
                Named.of("a comment that waits, on the article's page", page -> {
                    assertThat(commented(page, held)).containsText("A moderator will read it");
                    return null;
                }),
                Named.of("a comment that is changed, on the article's page", page -> {
                    Locator mine = commented(page, held);
                    assertThat(mine).containsText("A moderator will read it");
                    mine.getByText("Edit").click();
                    page.getByLabel("Your comment, changed").fill("");
                    desk.press(page, "Save");
                    assertThat(mine.locator(".wrong")).isVisible();
                    return null;
                }),
                Named.of("a comment to be deleted, on the article's page", page -> {
                    Locator mine = commented(page, held);
                    assertThat(mine).containsText("A moderator will read it");
                    mine.getByText("Delete").click();
                    assertThat(mine.getByText("Keep it")).isFocused();
                    return null;
                }),
                Named.of("an answer, on the article's page", page -> {
                    tabs.visit(page, "/articles/" + answers.slug());
                    page.locator("#comment-" + reply.id() + " a.reply").click();
                    assertThat(page.getByText("Your reply to")).isVisible();
                    return null;
                }),
                Named.of("subscribing with a fault", page -> {
                    tabs.visit(page, "/subscriptions");
                    page.locator("#subscribe-email").fill("nobody@");
                    String served = sent(page, ".subscribe-form");
                    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
                    return served;
                }),
                Named.of("subscribing with a fault, seen at once", page -> {
                    tabs.visit(page, "/subscriptions");
                    page.locator("main")
                            .getByText("Subscribe", new Locator.GetByTextOptions().setExact(true))
                            .click();
                    assertThat(page.locator("#subscribe-email-wrong")).isVisible();
                    return null;
                }),
                Named.of("having subscribed at the foot of a page", page -> {
                    tabs.visit(page, "/");
                    page.locator("#subscribe-email").fill(Newsroom.address("foot"));
                    page.locator("#subscribe-email").press("Enter");
                    assertThat(page.getByText("Check your mail")).isVisible();
                    return null;
                }),
                Named.of("a subscription that was changed", page -> {
                    tabs.visit(page, "/subscriptions/manage?token=" + manageToken());
                    page.getByLabel("Everything").check();
                    desk.press(page, "Save");
                    assertThat(page.getByText("From now on you get what is said below."))
                            .isVisible();
                    return null;
                }),
                Named.of("a subscription to nothing", page -> {
                    tabs.visit(page, "/subscriptions/manage?token=" + manageToken());
                    page.locator(".choices input:checked").first().uncheck();
                    desk.press(page, "Save");
                    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
                    return null;
                }),
                Named.of("a subscription that has ended", page -> {
                    tabs.visit(page, "/subscriptions/manage?token=" + manageToken());
                    desk.press(page, "Unsubscribe");
                    assertThat(page.getByText("Subscribe again")).isVisible();
                    return null;
                }));
    }

    private void comment(Page page, Article article) {
        tabs.visit(page, "/articles/" + article.slug());
        page.locator("#comment-text").fill(Newsroom.sentence());
        page.locator("#comment-name").fill(LONG_NAME);
        page.locator("#comment-email").fill(Newsroom.address("pages"));
        page.locator("#comment-website").fill("https://reader.example/");
    }

    /** A comment that was just sent from the article's page, as its writer sees it there. */
    private Locator commented(Page page, Article article) {
        comment(page, article);
        String sentence = page.locator("#comment-text").inputValue();
        desk.press(page, "Post comment");
        Locator mine = page.locator(".comment").filter(new Locator.FilterOptions().setHasText(sentence));
        assertThat(mine).isVisible();
        return mine;
    }

    /** Sends a form unchecked, as a browser without JavaScript may, and answers the page that comes of it. */
    private static String sent(Page page, String form) {
        return page.waitForResponse(
                        answer -> answer.request().isNavigationRequest() && answer.status() / 100 != 3,
                        () -> page.evaluate(
                                "form => HTMLFormElement.prototype.submit.call(document.querySelector(form))", form))
                .text();
    }

    private static boolean isRefusal(String complaint) {
        return complaint.contains("status of 4")
                || complaint.contains("status of 503")
                || complaint.matches("(4..|503) for .*");
    }

    // ---- while a part is away ----

    @Test
    void aPageThatCannotBePutTogether() {
        away("article-service", "/tags/not-read-before-" + Newsroom.unique(), "We will be right back");
    }

    @Test
    void anArticleWithoutItsComments() {
        away("comment-service", "/articles/" + unread.slug(), "Comments are away just now");
    }

    private void away(String part, String path, String said) {
        suite.parts().freeze(part);
        String served;
        try {
            served = tabs.visit(site, path).text();
        } finally {
            suite.parts().thaw(part);
        }
        assertThat(site.locator("main")).containsText(said);
        checks.assertSound(said, site, served);
        await(part + " to be back")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !suite.stranger().get(path).text().contains(said));
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
                Named.of("the outline", page -> {
                    edit(page, rich);
                    desk.press(page, "Outline");
                    assertThat(page.locator(".outline-line").first()).isVisible();
                }),
                Named.of("a preview that does not come", page -> {
                    edit(page, rich);
                    page.route("**/api/previews", json(503, "{}"));
                    desk.press(page, "Preview");
                    assertThat(page.locator(".preview-said")).not().isEmpty();
                }),
                Named.of("the keys of the editor", page -> {
                    edit(page, rich);
                    desk.press(page, "Keys");
                    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
                }),
                Named.of("fields that are wrong", page -> {
                    desk.open(page, "#/articles/new");
                    page.route("**/api/articles", json(422, WRONG));
                    desk.press(page, "Save");
                    assertThat(page.locator("#tags-wrong")).not().isEmpty();
                }),
                Named.of("an article's versions", page -> {
                    desk.open(page, "#/articles/" + savedTwice() + "/versions");
                    assertThat(page.locator(".difference ins").first()).isVisible();
                }),
                Named.of("the categories", page -> {
                    desk.open(page, "#/categories");
                    assertThat(page.locator(".term-branch .row-title").first()).isVisible();
                }),
                Named.of("a category", page -> {
                    desk.open(page, "#/categories/checked");
                    assertThat(page.getByLabel("Description")).isVisible();
                }),
                Named.of("a category with faults", page -> {
                    desk.open(page, "#/categories/+new");
                    desk.press(page, "Make the category");
                    assertThat(page.locator("#name-wrong")).not().isEmpty();
                }),
                Named.of("the tags", page -> {
                    desk.open(page, "#/tags");
                    assertThat(page.locator(".row-item").first()).isVisible();
                }),
                Named.of("how the site looks", page -> {
                    desk.open(page, "#/site");
                    assertThat(page.frameLocator(".look-frame-shown").locator(".brand"))
                            .isVisible();
                }),
                Named.of("what was searched for in vain", page -> {
                    page.route("**/api/statistics/searches?*", json(200, SEARCHES));
                    desk.open(page, "#/searches");
                    assertThat(page.locator(".row-item").first()).isVisible();
                }),
                Named.of("figures", page -> {
                    page.route("**/api/statistics/articles?*", json(200, FIGURES));
                    desk.open(page, "#/figures/7");
                    assertThat(page.locator(".chart")).hasCount(4);
                    page.getByText("As a table").nth(1).click();
                    assertThat(page.locator(".row-item").first()).isVisible();
                }),
                Named.of("figures that do not come", page -> {
                    page.route("**/api/statistics/articles?*", json(503, "{}"));
                    desk.open(page, "#/figures");
                    assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
                }),
                Named.of("what waits for a review", page -> {
                    handedIn();
                    desk.open(page, "#/review");
                    assertThat(page.locator(".row-item .said").first()).isVisible();
                }),
                Named.of("nothing that waits", page -> {
                    page.route("**/api/submissions?*", json(200, "{\"items\":[],\"next\":null}"));
                    desk.open(page, "#/review/returned");
                    assertThat(page.getByText("Nothing was sent back")).isVisible();
                }),
                Named.of("an article that is handed in, with notes", page -> {
                    desk.open(page, "#/articles/" + handedIn());
                    assertThat(page.locator(".editor-review")).isVisible();
                    assertThat(page.locator(".note").first()).isVisible();
                    page.getByText("Resolved (1)").click();
                    desk.press(page, "Add a note");
                }),
                Named.of("the message with which an article is sent back", page -> {
                    desk.open(page, "#/articles/" + handedIn());
                    desk.press(page, "Send back …");
                    DeskHand.inDialog(page, "Send back").click();
                    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Say what is still to be done.");
                }),
                Named.of("pictures", page -> {
                    sendPicture();
                    desk.open(page, "#/pictures");
                    assertThat(page.locator(".picture").first()).isVisible();
                }),
                Named.of("a picture of the library", page -> {
                    sendPicture();
                    desk.open(page, "#/pictures");
                    page.locator(".picture button").first().click();
                    assertThat(page.locator(".picture-sheet")).isVisible();
                }),
                Named.of("a picture to choose", page -> {
                    sendPicture();
                    desk.open(page, "#/articles/new");
                    desk.press(page, "Pictures");
                    assertThat(page.locator(".chooser .picture").first()).isVisible();
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

    private static final String FIGURES = """
            {"from": "2026-11-28", "to": "2026-11-29", "views": 1234, "reads": 300, "comments": -2,
             "days": [{"day": "2026-11-28", "views": 1200, "reads": 300, "comments": 0},
                {"day": "2026-11-29", "views": 34, "reads": 0, "comments": -2}],
             "sources": [{"source": null, "views": 900}, {"source": "a-very-long-name-of-a-host.of-many-parts.example", "views": 300},
                {"source": "other", "views": 34}],
             "languages": [{"language": "de", "country": "AT", "views": 900}, {"language": "hi", "country": null, "views": 300},
                {"language": null, "country": null, "views": 34}],
             "items": [{"id": "019a0000-0000-7000-8000-000000000001", "slug": "a", "title": "عنوان المقال (2026)",
                "publishedAt": "2026-11-01T10:00:00Z", "views": 1234, "reads": 300, "comments": -2}], "next": null}
            """;

    private static final String SEARCHES = """
            {"items": [{"words": "unicorns", "times": 3, "lastDay": "2026-11-30"}], "next": null}
            """;

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

    private void sendPicture() {
        newsroom.staff()
                .send(FileForm.of("Harbour.png", FileForm.picture(700, 400), "A harbour")
                        .sentBy(Call.post("/api/media")))
                .expect(201);
    }

    private String savedTwice() {
        String body = "Same\n\n".repeat(9);
        String id = newsroom.staff()
                .send(Call.post("/api/articles").json(Newsroom.manuscript("Saved twice", body + "A slow press")))
                .expect(201)
                .json()
                .path("id")
                .asString();
        Map<String, Object> later = Newsroom.manuscript("Saved again", body + "A quick press\n\nAnd more");
        later.put("tags", List.of("Ink"));
        newsroom.staff()
                .send(Call.put("/api/drafts/" + id).json(later).ifMatch("*"))
                .expect(200);
        return id;
    }

    /** An article that waits for a review, with notes on it: one on words that are gone, and one that is done. */
    private String handedIn() {
        String id = newsroom.draft("Handed in, with a title that is long enough to need a second line on a phone");
        String notes = "/api/drafts/" + id + "/notes";
        newsroom.staff()
                .send(Call.post(notes)
                        .json(Map.of(
                                "text",
                                "Are these the words?\n\nOr others: " + "verylongword".repeat(9),
                                "passage",
                                Map.of("quote", "Words", "start", 0, "end", 5))))
                .expect(201);
        String done = newsroom.staff()
                .send(Call.post(notes).json(Map.of("text", "Done")))
                .expect(201)
                .json()
                .path("id")
                .asString();
        newsroom.staff()
                .send(Call.patch(notes + "/" + done).json(Map.of("resolved", true)))
                .expect(200);
        newsroom.staff()
                .send(Call.put("/api/drafts/" + id)
                        .json(Newsroom.manuscript("Handed in, with another title", "Others"))
                        .ifMatch("*"))
                .expect(200);
        newsroom.staff()
                .send(Call.post(notes)
                        .json(Map.of("text", "Are these?", "passage", Map.of("quote", "Others", "start", 0, "end", 6))))
                .expect(201);
        newsroom.staff()
                .send(Call.post("/api/drafts/" + id + "/submission")
                        .json(Map.of("message", "Please look at\nthe end of it."))
                        .ifMatch("*"))
                .expect(200);
        return id;
    }

    private void edit(Page page, Article article) {
        desk.open(page, "#/articles/" + article.id());
        assertThat(page.locator("#title")).hasValue(article.title());
    }

    @ParameterizedTest
    @MethodSource("desk")
    void aPageOfTheDesk(Consumer<Page> arrival) {
        arrival.accept(atDesk);
        checks.assertSound("the desk", atDesk, null);
    }

    @Test
    void theDeskBeforeSigningIn() {
        Response response = tabs.visit(site, "/desk/");
        assertThat(site.getByLabel("Password")).isVisible();
        checks.assertSound("signing in", site, response.text());
    }

    @Test
    void theDeskAfterAWrongPassword() {
        tabs.visit(site, "/desk/");
        site.getByLabel("Username").fill("admin");
        site.getByLabel("Password").fill("not the password");
        desk.press(site, "Sign in");
        assertThat(site.getByRole(AriaRole.ALERT)).containsText("That did not fit");
        checks.assertSound("a wrong password", site, null);
    }
}
