package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.fulfil;
import static org.pressroom.suite.DeskHand.inDialog;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Chromium.Window;

/** What is saved while somebody writes, and two who write in the same article. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskWritingTest {
    private static final String PASSWORD = "a battery of staples";

    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskWritingTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private Page editing(String id) {
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/" + id);
        assertThat(page.locator("#body")).hasValue("Words");
        return page;
    }

    private List<String> origins(String id) {
        return StreamSupport.stream(
                        newsroom.staff()
                                .get("/api/articles/" + id + "/revisions")
                                .expect(200)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .map(item -> item.path("origin").asString())
                .toList();
    }

    private String kept(String id) {
        return newsroom.staff()
                .get("/api/drafts/" + id)
                .expect(200)
                .json()
                .path("body")
                .asString();
    }

    @Test
    void whatIsTypedIsSavedByItselfAndTheFocusStaysInTheText() {
        String id = newsroom.draft("By itself " + Newsroom.unique());
        Page page = editing(id);
        page.locator("#body").focus();
        page.keyboard().type("More ");
        assertThat(page.locator(".saved-line")).hasText("Not saved yet");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(kept(id)).contains("More ");
        page.keyboard().type("and more ");
        assertThat(page.locator("#body")).hasValue(Pattern.compile(".*More and more .*"));
        assertThat(page.locator(".saved-line")).hasText("Not saved yet");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(page.locator("#body")).isFocused();
        assertThat(origins(id)).containsExactly("autosaved", "saved");
    }

    @Test
    void aNewArticleIsSavedByItselfOnceItHasATitle() {
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/new");
        page.locator("#title").fill("Begun " + Newsroom.unique());
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(page).hasURL(Pattern.compile(".*#/articles/[0-9a-f-]+$"));
        assertThat(page.locator("#title")).isFocused();
    }

    @Test
    void whatCannotBeSavedByItselfIsTriedAgainAndDisturbsNobody() {
        String id = newsroom.draft("Tried again " + Newsroom.unique());
        Page page = editing(id);
        tabs.expect(complaint -> complaint.contains("503"));
        AtomicInteger tries = new AtomicInteger();
        page.route("**/api/drafts/*autosave*", route -> {
            if (tries.getAndIncrement() == 0) {
                fulfil(route, 503, Map.of("title", "Service Unavailable"));
            } else {
                route.resume();
            }
        });
        page.locator("#body").fill("Kept all the same");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(tries).hasValueGreaterThan(1);
        assertThat(page.locator(".editor-trouble")).isEmpty();
        assertThat(kept(id)).isEqualTo("Kept all the same");
    }

    @Test
    void whatSomebodyElseSavedIsNeverOverwrittenByItself() {
        String id = newsroom.draft("Crossed " + Newsroom.unique());
        Page page = editing(id);
        newsroom.staff()
                .send(Call.put("/api/drafts/" + id)
                        .json(Newsroom.manuscript("Crossed", "Theirs"))
                        .ifMatch("*"))
                .expect(200);
        tabs.expect(complaint -> complaint.contains("412"));
        page.locator("#body").fill("Mine");
        assertThat(page.getByText("Somebody else saved this article meanwhile")).isVisible();
        assertThat(page.locator("#body")).hasValue("Mine");
        assertThat(kept(id)).isEqualTo("Theirs");
    }

    @ParameterizedTest
    @EnumSource
    void severalWriteAnArticleAndReadersSeeWho(Window window) {
        String name = Newsroom.unique();
        String ada = account("ada-" + name, "Ada " + name, "author");
        String bo = account("bo-" + name, "Bo " + name, "contributor");
        String id = newsroom.draft("Together " + name);
        Page page = desk.tab(window);
        desk.open(page, "#/articles/" + id);
        Locator authors = page.locator(".authors li");
        assertThat(authors).hasCount(1);
        assertThat(authors.locator("button")).hasCount(0);

        // Chosen, sorted and taken out with the keyboard.
        Locator others = page.getByLabel("Another author");
        others.selectOption(ada);
        button(page, "Add").press("Enter");
        assertThat(others).isFocused();
        others.selectOption(bo);
        button(page, "Add").press("Enter");
        assertThat(authors).hasCount(3);
        button(page, "Move Bo " + name + " up").press("Enter");
        assertThat(button(page, "Move Bo " + name + " up")).isFocused();
        button(page, "Move Bo " + name + " up").press("Enter");
        assertThat(button(page, "Move Bo " + name + " down")).isFocused();
        authors.nth(1).getByRole(AriaRole.BUTTON, out()).press("Enter");
        assertThat(authors.nth(1).getByRole(AriaRole.BUTTON, out())).isFocused();
        assertThat(authors).hasText(new String[] {"Bo " + name, "Ada " + name});
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        Tabs.assertFits(page);
        if (window == Window.DESK) {
            try (PageChecks checks = new PageChecks()) {
                checks.assertSound("the authors of an article", page, null);
            }
        }

        // Who is another than the first adds others, and leaves those who are there.
        Page theirs = desk.tab(window, "ada-" + name, PASSWORD);
        Locator listed = theirs.locator(".row-item").filter(new Locator.FilterOptions().setHasText("Together"));
        assertThat(listed).hasCount(1);
        assertThat(listed).containsText("Bo " + name + ", Ada " + name);
        desk.open(theirs, "#/articles/" + id);
        assertThat(theirs.locator(".authors li")).hasText(new String[] {"Bo " + name, "Ada " + name});
        assertThat(theirs.locator(".authors button")).hasCount(0);
        desk.press(theirs, "Publish");
        inDialog(theirs, "Publish").click();
        assertThat(button(theirs, "Withdraw")).isVisible();

        Page reader = tabs.open(window, true);
        tabs.visit(reader, "/articles/together-" + name);
        assertThat(reader.locator("article .byline")).containsText("Bo " + name + " and Ada " + name);
        assertThat(reader.locator("meta[name=author]")).hasCount(2);
        Tabs.assertFits(reader);
        reader.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ada " + name))
                .press("Enter");
        assertThat(reader.locator("h1")).hasText("Ada " + name);
        assertThat(reader.locator(".card h2")).hasText("Together " + name);
        Tabs.assertFits(reader);
    }

    private static Locator.GetByRoleOptions out() {
        return new Locator.GetByRoleOptions().setName(Pattern.compile("^Take .* out$"));
    }

    /** Somebody on the staff who can be named as an author; their id. */
    private String account(String username, String name, String role) {
        Client staff = newsroom.staff();
        String id = staff.send(Call.post("/api/accounts")
                        .json(Map.of("username", username, "name", name, "password", PASSWORD, "roles", List.of(role))))
                .expect(201)
                .json()
                .path("id")
                .asString();
        Call naming = Call.post("/api/articles")
                .json(Map.of("title", "By " + name, "body", "", "format", "markdown", "authors", List.of(id)));
        await().atMost(Duration.ofSeconds(30)).until(() -> staff.send(naming).status() == 201);
        return id;
    }

    @Test
    void twoWhoWriteInOneArticleSeeEachOther() {
        String username = "second-" + Newsroom.unique();
        Client staff = newsroom.staff();
        staff.send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                username,
                                "name",
                                "Ida Second",
                                "password",
                                PASSWORD,
                                "roles",
                                List.of("editor"))))
                .expect(201);
        String id = newsroom.draft("Two at once " + Newsroom.unique());
        Page first = editing(id);
        assertThat(first.locator(".editor-presence")).isEmpty();
        Page second = desk.tab(Window.PHONE, username, PASSWORD);
        desk.open(second, "#/articles/" + id);
        Locator warned = second.locator(".editor-presence");
        assertThat(warned).containsText("is writing in this article");
        Tabs.assertFits(second);

        second.locator("#body").fill("Typed by the second");
        button(second, "Take over").press("Enter");
        assertThat(warned).isEmpty();
        assertThat(second.locator("#body")).isFocused();
        assertThat(second.locator(".saved-line")).containsText("Saved just now");
        assertThat(first.locator(".editor-presence")).containsText("Ida Second is writing in this article");

        second.locator("#desk-nav").getByText("Articles").click();
        assertThat(second.locator("main h1")).hasText("Articles");
        assertThat(first.locator(".editor-presence")).isEmpty();
    }
}
