package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;

/** What an article was before, at the desk. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskVersionsTest {
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskVersionsTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    /** The id of a draft that was saved twice. */
    private String saved(String title, String before, String after) {
        String id = newsroom.staff()
                .send(Call.post("/api/articles").json(Newsroom.manuscript(title, before)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        newsroom.staff()
                .send(Call.put("/api/drafts/" + id)
                        .json(Newsroom.manuscript(title, after))
                        .ifMatch("*"))
                .expect(200);
        return id;
    }

    @ParameterizedTest
    @EnumSource
    void whatDiffersIsMarkedAndAnEarlierVersionIsBroughtBackByKeyboard(Window window) {
        String title = "Versions " + Newsroom.unique();
        String id = saved(title, "Same\n\nThe press was slow", "Same\n\nThe press was quick");
        Page page = desk.tab(window);
        desk.open(page, "#/articles/" + id);
        page.getByText("Versions", new Page.GetByTextOptions().setExact(true)).press("Enter");
        assertThat(page.locator("main h1")).hasText("Versions of “" + title + "”");
        Locator lines = page.locator(".version-line");
        assertThat(lines).hasCount(2);
        assertThat(page.locator("#version-title")).hasText("Version 2");
        assertThat(page.locator(".difference del")).hasText("slow");
        assertThat(page.locator(".difference ins")).hasText("quick");
        assertThat(button(page, "Bring this version back")).hasCount(0);
        assertFits(page);

        lines.nth(1).press("Enter");
        assertThat(page.locator("#version-title")).hasText("Version 1");
        assertThat(page.locator("#version-title")).isFocused();
        assertThat(lines.nth(1)).hasAttribute("aria-current", "true");
        button(page, "Bring this version back").press("Enter");
        assertThat(inDialog(page, "Leave it")).isFocused();
        inDialog(page, "Bring it back").press("Enter");
        assertThat(page.locator("#body")).hasValue("Same\n\nThe press was slow");
        page.goBack();
        assertThat(lines).hasCount(3);
        assertThat(lines.first()).containsText("Version 1 brought back");
    }

    @ParameterizedTest
    @EnumSource
    void whatReadersDoNotSeeYetIsShownAndThrownAway(Window window) {
        Newsroom.Article article = newsroom.publish("Seen " + Newsroom.unique());
        Page page = desk.tab(window);
        desk.open(page, "#/articles/" + article.id());
        String seen = page.locator("#body").inputValue();
        assertThat(button(page, "Show changes")).isHidden();
        page.locator("#body").fill("Other words");
        button(page, "Show changes").press("Enter");
        assertThat(page.locator("main h1")).hasText("Changes to “" + article.title() + "”");
        assertThat(page.locator(".difference ins").first()).hasText("Other");
        assertFits(page);
        button(page, "Throw changes away").press("Enter");
        assertThat(inDialog(page, "Keep them")).isFocused();
        inDialog(page, "Keep them").press("Enter");

        page.getByText("Back to the article").click();
        page.locator("#body").fill("Still other words");
        button(page, "Throw changes away").click();
        inDialog(page, "Throw them away").click();
        assertThat(page.locator("#body")).hasValue(seen);
        assertThat(button(page, "Throw changes away")).isHidden();
        assertThat(page.locator(".row-status")).not().containsText("change");
        page.getByText("Versions", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".version-line").first()).containsText("brought back");
        page.locator(".version-line").nth(1).click();
        assertThat(page.locator(".difference ins").first()).containsText("Still");
    }

    @Test
    void whatIsNotSavedIsAskedForBeforeOneLooksAtVersions() {
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/" + saved("Asked " + Newsroom.unique(), "One", "Two"));
        page.locator("#body").fill("Three");
        page.getByText("Versions", new Page.GetByTextOptions().setExact(true)).click();
        inDialog(page, "Stay").click();
        assertThat(page.locator("#body")).hasValue("Three");
        assertThat(page).hasURL(Pattern.compile(".*#/articles/[0-9a-f-]+$"));
    }

    @Test
    void aVersionThatDoesNotComeSaysSo() {
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("503"));
        String id = saved("Away " + Newsroom.unique(), "One", "Two");
        page.route("**/difference", route -> DeskHand.fulfil(route, 503, Map.of()));
        desk.open(page, "#/articles/" + id + "/versions");
        assertThat(page.locator(".version [role=alert]")).containsText("A part of the site is away");
        page.unrouteAll();
        page.locator(".version-line").first().click();
        assertThat(page.locator("#version-title")).hasText("Version 2");
    }
}
