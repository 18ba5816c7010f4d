package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;

/** Pages that are no articles, from the desk to the site's menu; and what an article tells search engines. */
@WithSuite
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskPagesTest {

    private static final String PASSWORD = "a long password";

    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskPagesTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    @ParameterizedTest
    @EnumSource
    void anEditorWritesAPageThatStandsAtItsOwnAddress(Window window) {
        String title = "Imprint " + Newsroom.unique();
        Page page = desk.tab(window);
        desk.open(page, "#/articles/new");
        page.locator("#title").fill(title);
        page.locator("#body").fill("Who answers for this.");
        assertThat(page.locator("#menuPosition")).isHidden();
        page.getByText("More", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("What it is").selectOption("A page of its own");
        assertThat(page.locator("#category")).isHidden();
        assertThat(page.locator("#tags")).isHidden();
        assertThat(page.locator("#commentPolicy")).isHidden();
        page.getByLabel("Place in the menu").fill("first");
        assertFits(page);
        tabs.expect(complaint -> complaint.contains("422"));
        desk.press(page, "Save");
        assertThat(page.locator("#menuPosition-wrong")).isVisible();
        page.getByLabel("Place in the menu").fill("90");
        desk.press(page, "Save");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        desk.press(page, "Publish");
        assertThat(page.getByRole(AriaRole.DIALOG).getByLabel("Tell subscribers"))
                .hasCount(0);
        inDialog(page, "Publish").click();
        Locator see = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^See it.*")));
        assertThat(see).hasAttribute("href", Pattern.compile("^/pages/imprint-.*"));

        Page reader = tabs.open(window, true);
        tabs.visit(reader, see.getAttribute("href"));
        assertThat(reader.locator("h1")).hasText(title);
        assertThat(reader.locator("#comments")).hasCount(0);
        assertFits(reader);

        desk.open(page, "#/articles");
        assertThat(page.locator(".row-item").first()).containsText("Page");
    }

    @Test
    void aSiteHasItsFirstPagesInTheMenu() {
        Page reader = tabs.open(Window.DESK, true);
        tabs.visit(reader, "/");
        reader.locator(".masthead")
                .getByText("About", new Locator.GetByTextOptions().setExact(true))
                .press("Enter");
        assertThat(reader).hasURL(Pattern.compile(".*/pages/about$"));
        assertThat(reader.locator("h1")).hasText("About");
        assertThat(reader.locator(".masthead [aria-current=page]")).hasText("About");
        tabs.visit(reader, "/articles/services");
        assertThat(reader).hasURL(Pattern.compile(".*/pages/services$"));
    }

    @Test
    void anAuthorIsNotOfferedWhatIsForEditors() {
        String username = "page-author-" + Newsroom.unique();
        newsroom.staff()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                username,
                                "name",
                                "Paige",
                                "roles",
                                List.of("author"),
                                "password",
                                PASSWORD)))
                .expect(201);
        Page page = desk.tab(Window.DESK, username, PASSWORD);
        desk.open(page, "#/articles/new");
        page.getByText("More", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#slug")).isVisible();
        assertThat(page.locator("#kind")).isHidden();
    }

    @Test
    void whatSearchEnginesAreToldIsInTheHeadOfThePage() {
        String title = "Found " + Newsroom.unique();
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/new");
        page.locator("#title").fill(title);
        page.locator("#body").fill("Words.");
        page.getByText("Picture", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("Cover picture").fill("/favicon.svg");
        page.getByLabel("What the picture shows").fill("A printer's mark");
        page.getByText("Search engines", new Page.GetByTextOptions().setExact(true))
                .click();
        page.getByLabel("Title for search engines").fill("For machines " + title);
        page.getByLabel("Description for search engines").fill("In their words");
        page.getByLabel("Where it stands first").fill("https://first.example/there");
        desk.press(page, "Save");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        desk.press(page, "Publish");
        inDialog(page, "Publish").click();
        assertThat(button(page, "Withdraw")).isVisible();

        Page reader = tabs.open(Window.DESK, true);
        tabs.visit(reader, "/articles/" + title.toLowerCase(Locale.ROOT).replace(' ', '-'));
        assertThat(reader).hasTitle(Pattern.compile("^For machines " + title + " · .*"));
        assertThat(reader.locator("meta[name=description]")).hasAttribute("content", "In their words");
        assertThat(reader.locator("link[rel=canonical]")).hasAttribute("href", "https://first.example/there");
        assertThat(reader.locator(".article-picture img")).hasAttribute("alt", "A printer's mark");
    }
}
