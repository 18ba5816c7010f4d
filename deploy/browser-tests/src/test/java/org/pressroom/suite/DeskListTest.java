package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.DeskHand.scrolled;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;
import tools.jackson.databind.JsonNode;

/** The list of all articles at the desk. Each test looks for articles of its own, by a word that no other has. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskListTest {

    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;
    private final String word = "seek" + Newsroom.unique();

    DeskListTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private String draft(String title) {
        return newsroom.staff()
                .send(Call.post("/api/articles").json(Newsroom.manuscript(title, "Some words.")))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private JsonNode read(String id) {
        return newsroom.staff().get("/api/drafts/" + id).expect(200).json();
    }

    private static Locator row(Page page, String id) {
        return page.locator("[data-id='" + id + "']");
    }

    private static Locator box(Page page, String id) {
        return row(page, id).locator("input");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLookedForStandsInTheAddressAndIsComeBackTo(Window window) {
        String own = word + "a" + window.width();
        String first = draft("Beta " + own);
        String second = draft("Alpha " + own);
        draft("Other " + Newsroom.unique());
        Page page = desk.tab(window);
        desk.open(page, "#/articles");
        page.getByLabel("Search").fill(own);
        Locator rows = page.locator(".row-item");
        assertThat(rows).hasCount(2);
        assertThat(rows.first()).containsText("Alpha");
        page.getByLabel("Sorted by").selectOption("Title, Z to A");
        assertThat(rows.first()).containsText("Beta");
        assertThat(page).hasURL(Pattern.compile(".*#/articles\\?q=" + own + "&sort=-title$"));
        assertFits(page);

        Locator read = row(page, second).locator("a");
        read.press("Enter");
        assertThat(page.locator("#title")).hasValue("Alpha " + own);
        page.goBack();
        assertThat(page.getByLabel("Search")).hasValue(own);
        assertThat(rows).hasCount(2);
        assertThat(read).isFocused();
        page.reload();
        assertThat(rows).hasCount(2);

        page.getByLabel("Status").selectOption("Published");
        assertThat(page.getByText("Nothing like that")).isVisible();
        assertFits(page);
        button(page, "Clear").press("Enter");
        assertThat(page.getByLabel("Search")).isFocused();
        assertThat(page).hasURL(Pattern.compile(".*#/articles$"));
        assertThat(row(page, first)).isVisible();
    }

    @Test
    void aFilteredListIsScrolledToWhereItWasRead() {
        Page page = desk.tab(Window.DESK);
        page.route(Pattern.compile(".*/api/drafts\\?.*"), route -> DeskHand.part(route, 200, DeskHand::draft));
        page.route(Pattern.compile(".*/api/drafts/d\\d+$"), route -> DeskHand.fulfil(route, 200, DeskHand.draft(25)));
        desk.open(page, "#/articles?status=draft");
        Locator read = page.locator("[data-id=d25] a");
        read.focus();
        double before = scrolled(page);
        read.press("Enter");
        assertThat(page.locator("#title")).hasValue("Title 25");
        page.goBack();
        assertThat(read).isFocused();
        org.assertj.core.api.Assertions.assertThat(scrolled(page)).isBetween(before - 2, before + 2);
        assertThat(page.getByLabel("Status")).hasValue("draft");
    }

    @ParameterizedTest
    @EnumSource
    void manyArePublishedByKeyboardAndWhatFailedStaysChosen(Window window) {
        String own = word + "b" + window.width();
        String last = draft("C " + own);
        String middle = draft("B " + own);
        String first = draft("A " + own);
        Page page = desk.tab(window);
        desk.open(page, "#/articles?sort=title&q=" + own);
        assertThat(button(page, "Publish")).isHidden();
        box(page, first).focus();
        page.keyboard().press("Space");
        assertThat(page.getByText("1 chosen")).isVisible();
        page.keyboard().press("Shift+ArrowDown");
        page.keyboard().press("Shift+ArrowDown");
        assertThat(page.getByText("3 chosen")).isVisible();
        assertThat(box(page, last)).isFocused();
        assertFits(page);
        newsroom.staff()
                .send(Call.put("/api/drafts/" + middle)
                        .json(Newsroom.manuscript("B changed " + own, "Other words."))
                        .ifMatch("*"))
                .expect(200);

        button(page, "Publish").press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Publish 3 articles?");
        assertFits(page);
        inDialog(page, "Publish").press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("1 of 3 could not be done");
        assertThat(row(page, middle)).containsText("Somebody changed it after you saw it");
        assertThat(row(page, middle)).containsText("B changed");
        assertThat(box(page, middle)).isChecked();
        assertThat(box(page, first)).not().isChecked();
        assertThat(row(page, first)).containsText("Published");
        assertFits(page);

        button(page, "Publish").press("Enter");
        inDialog(page, "Publish").press("Enter");
        assertThat(row(page, middle)).containsText("Published");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        for (String id : List.of(first, middle, last)) {
            org.assertj.core.api.Assertions.assertThat(read(id).path("status").asString())
                    .isEqualTo("published");
        }
    }

    @Test
    void aRangeIsChosenWithShiftAndGetsACategoryAndATag() {
        String own = word + "c";
        List<String> ids = List.of(draft("A " + own), draft("B " + own), draft("C " + own), draft("D " + own));
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles?sort=title&q=" + own);
        box(page, ids.get(1)).click();
        box(page, ids.get(3))
                .click(new Locator.ClickOptions()
                        .setModifiers(List.of(com.microsoft.playwright.options.KeyboardModifier.SHIFT)));
        assertThat(page.getByText("3 chosen")).isVisible();
        button(page, "Category").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Category").fill("Shelf " + own);
        page.keyboard().press("Enter");
        assertThat(row(page, ids.get(2))).containsText("Shelf");
        assertThat(row(page, ids.get(0))).not().containsText("Shelf");
        page.getByLabel("All shown").check();
        button(page, "Add tag").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Tag").fill("Label " + own);
        page.keyboard().press("Enter");
        assertThat(page.locator("#toasts")).containsText("4 articles are tagged");
        org.assertj.core.api.Assertions.assertThat(
                        read(ids.get(3)).path("category").asString())
                .isEqualTo("Shelf " + own);
        org.assertj.core.api.Assertions.assertThat(
                        read(ids.get(0)).path("tags").get(0).asString())
                .isEqualTo("Label " + own);

        page.getByLabel("All shown").check();
        button(page, "Delete").click();
        assertThat(inDialog(page, "Keep them")).isFocused();
        inDialog(page, "Delete").click();
        assertThat(page.locator(".row-item")).hasCount(0);
        newsroom.staff().get("/api/drafts/" + ids.get(0)).expect(404);
    }

    @Test
    void whatTheNetworkKeptFromBeingDoneStaysChosen() {
        String own = word + "d";
        String id = draft("A " + own);
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("503"));
        desk.open(page, "#/articles?q=" + own);
        page.route("**/api/drafts/bulk", route -> DeskHand.fulfil(route, 503, Map.of()));
        box(page, id).check();
        button(page, "Delete").click();
        inDialog(page, "Delete").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("A part of the site is away");
        assertThat(box(page, id)).isChecked();
    }

    @Test
    void anAuthorIsNotOfferedOthersArticles() {
        String username = "list-author-" + Newsroom.unique();
        newsroom.staff()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                username,
                                "name",
                                "Lis",
                                "roles",
                                List.of("author"),
                                "password",
                                "a long password")))
                .expect(201);
        String others = draft("Others " + word + "e");
        Page page = desk.tab(Window.DESK, username, "a long password");
        desk.open(page, "#/articles?q=" + word + "e");
        assertThat(page.getByText("Nothing like that")).isVisible();
        assertThat(row(page, others)).hasCount(0);
        page.getByText("More filters").click();
        assertThat(page.getByLabel("Tag")).isVisible();
        assertThat(page.getByLabel("Author")).hasCount(0);
    }
}
