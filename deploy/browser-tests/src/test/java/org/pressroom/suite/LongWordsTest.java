package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;

/** Pages with an article of which each part is one word, as long as it may be: they are as wide as the window. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongWordsTest {
    private static final String NOWHERE = "about:blank";
    private static final int TITLE = 200;
    private static final int SUMMARY = 500;
    private static final int TERM = 60;
    private static final int NAME = 100;
    private static final String PASSWORD = "a long password";

    private final Suite suite;
    private final Tabs tabs;
    private final DeskHand desk;
    private final Page site;
    private final Page atDesk;
    private final PageChecks checks = new PageChecks();
    private final String username = "u" + Newsroom.unique();
    private Article article = new Article("", "", "");
    private String author = "";

    LongWordsTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
        this.site = tabs.open(Window.DESK, true);
        this.atDesk = tabs.open(Window.DESK, true);
    }

    private static String word(String beginning, int length) {
        return (beginning + "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamten".repeat(length))
                .substring(0, length);
    }

    @BeforeAll
    void fill() {
        suite.admin()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                username,
                                "name",
                                word("Wolfe", NAME),
                                "roles",
                                List.of("author"),
                                "password",
                                PASSWORD)))
                .expect(201);
        Client writer = Client.signedIn(suite.site(), username, PASSWORD);
        Map<String, Object> manuscript = Newsroom.manuscript(
                word(Newsroom.unique(), TITLE), word("Text", SUMMARY) + "\n\n## " + word("Heading", TITLE));
        manuscript.put("summary", word("Summary", SUMMARY));
        manuscript.put("category", word("Category", TERM));
        manuscript.put("tags", List.of(word("Tag", TERM), word("Another", TERM)));
        article = Newsroom.of(suite, writer).publish(manuscript);
        for (String path : List.of("/api/categories/" + slug("Category"), "/api/tags/" + slug("Tag"))) {
            suite.admin()
                    .send(Call.patch(path).json(Map.of("description", word("Description", SUMMARY))))
                    .expect(200);
        }
        author = suite.stranger()
                .get("/api/articles/" + article.slug())
                .json()
                .path("author")
                .path("slug")
                .asString();
        desk.signIn(atDesk, username, PASSWORD);
    }

    @AfterEach
    void leave() {
        atDesk.unrouteAll();
        if (!atDesk.url().equals(NOWHERE)) {
            atDesk.evaluate("() => localStorage.clear()");
            atDesk.navigate(NOWHERE);
        }
        tabs.assertNoComplaints();
    }

    @AfterAll
    void close() {
        checks.close();
        tabs.close();
    }

    private Stream<Named<Consumer<Page>>> site() {
        return Stream.of(
                at("the front page, as what stands out", "/", ".feature"),
                at("the article", "/articles/" + article.slug(), "h1"),
                at("its category, and an offer of it", "/categories/" + slug("Category"), ".card"),
                at("its tag", "/tags/" + slug("Tag"), ".card"),
                at("what was searched for", "/search?q=" + article.title(), ".search-results h2"),
                Named.of("all categories", page -> {
                    tabs.visit(page, "/categories");
                    assertThat(page.locator(".tree")).containsText(word("Category", TERM));
                }),
                at("its author", "/authors/" + author, ".card"),
                Named.of("a subscription to be confirmed", this::askedFor),
                Named.of("a subscription to be changed", page -> {
                    askedFor(page);
                    desk.press(page, "Confirm subscription");
                    assertThat(page.locator(".choices-list input:checked")).hasCount(3);
                }));
    }

    private static String slug(String beginning) {
        return word(beginning.toLowerCase(Locale.ROOT), TERM);
    }

    /** A page, once it shows the article. */
    private Named<Consumer<Page>> at(String name, String path, String place) {
        return Named.of(
                name,
                page -> await(path + " to show the article").pollInSameThread().until(() -> {
                    tabs.visit(page, path);
                    return page.locator(place).first().innerText().contains(article.title());
                }));
    }

    private void askedFor(Page page) {
        String address = Newsroom.address("long");
        suite.stranger()
                .send(Call.post("/api/subscriptions")
                        .json(Map.of(
                                "email",
                                address,
                                "topics",
                                List.of(
                                        Map.of("kind", "category", "key", slug("Category")),
                                        Map.of("kind", "tag", "key", slug("Tag")),
                                        Map.of("kind", "author", "key", author)),
                                "frequency",
                                "instant")))
                .expect(202);
        String token = suite.mailbox()
                .awaitMail(address, "the confirmation", any -> true)
                .token("/subscriptions/confirm");
        tabs.visit(page, "/subscriptions/confirm?token=" + token);
        assertThat(page.locator(".chosen li")).hasCount(3);
    }

    @ParameterizedTest
    @MethodSource("site")
    void aPageOfTheSite(Consumer<Page> arrival) {
        arrival.accept(site);
        checks.assertSound(site.url(), site, null);
    }

    private Stream<Named<Consumer<Page>>> desk() {
        return Stream.of(
                Named.of("the list of articles", page -> {
                    desk.open(page, "#/articles");
                    assertThat(page.locator(".row-item")).hasCount(1);
                }),
                Named.of("the editor", this::edit),
                Named.of("the preview", page -> {
                    edit(page);
                    desk.press(page, "Preview");
                    assertThat(page.locator(".preview h2").first()).isVisible();
                }),
                Named.of("a question about it", page -> {
                    edit(page);
                    desk.press(page, "Withdraw");
                    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
                }),
                Named.of("somebody else's words", page -> {
                    edit(page);
                    tabs.expect(complaint -> complaint.contains("412"));
                    page.route("**/api/drafts/*", LongWordsTest::changedMeanwhile);
                    page.locator("#body").fill("Mine");
                    page.locator("#category").fill("Mine");
                    desk.press(page, "Save");
                    assertThat(page.locator(".theirs")).not().hasCount(0);
                }));
    }

    private void edit(Page page) {
        desk.open(page, "#/articles/" + article.id());
        assertThat(page.locator("#title")).hasValue(article.title());
    }

    private static void changedMeanwhile(Route route) {
        if (route.request().method().equals("PUT")) {
            route.fulfill(new Route.FulfillOptions().setStatus(412).setBody("{}"));
        } else {
            route.resume();
        }
    }

    @ParameterizedTest
    @MethodSource("desk")
    void aPageOfTheDesk(Consumer<Page> arrival) {
        arrival.accept(atDesk);
        checks.assertSound("the desk", atDesk, null);
    }
}
