package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;

/** What an editor makes of categories and tags at the desk, and where readers meet it. */
@WithChromium
class DeskTermsTest {

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    /** In each name, so that no test meets the terms of another. */
    private final String own = Newsroom.unique();

    DeskTermsTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void close() {
        tabs.assertNoComplaints();
        tabs.close();
    }

    private String slug(String name) {
        return name + "-" + own;
    }

    private void made(String name, String parent) {
        suite.admin()
                .send(Call.post("/api/categories").json(Map.of("name", name + " " + own, "parent", parent)))
                .expect(201);
    }

    private Article published(String category, String tag) {
        Map<String, Object> manuscript = Newsroom.manuscript("Filed " + Newsroom.unique(), Newsroom.sentence());
        manuscript.put("category", category + " " + own);
        manuscript.put("tags", List.of(tag + " " + own));
        return newsroom.publish(manuscript);
    }

    @Test
    void aCategoryIsMadeDescribedAndPlaced() {
        made("Nature", "");
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/categories");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New category"))
                .click();
        page.getByLabel("Name").fill("Rivers " + own);
        page.getByLabel("Description").fill("On running water.");
        page.getByLabel("Beneath").selectOption(slug("nature"));
        desk.press(page, "Make the category");
        assertThat(page).hasURL(Pattern.compile(".*#/categories/" + slug("rivers") + "$"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Rivers " + own);

        Article article = published("rivers", "Elbe");
        tabs.visit(page, "/categories/" + slug("rivers"));
        assertThat(page.locator(".term-head")).hasText("On running water.");
        assertThat(page.locator(".path")).containsText("Nature " + own);
        assertThat(page.locator(".card")).containsText(article.title());
        await("the branch's list").pollInSameThread().untilAsserted(() -> {
            tabs.visit(page, "/categories/" + slug("nature"));
            assertThat(page.locator(".card").count()).isEqualTo(1);
        });
        await("the tree").pollInSameThread().untilAsserted(() -> {
            tabs.visit(page, "/categories");
            assertThat(page.locator(".tree li")
                            .filter(new Locator.FilterOptions().setHasText("Nature " + own))
                            .locator("ul")
                            .allInnerTexts())
                    .anyMatch(beneath -> beneath.contains("Rivers " + own));
        });
    }

    @Test
    void categoriesAreOrderedByKeyboard() {
        made("Shelf", "");
        for (String name : List.of("One", "Two", "Three")) {
            made(name, slug("shelf"));
        }
        Page page = desk.tab(Window.PHONE);
        desk.open(page, "#/categories");
        Locator down = page.getByLabel("Move One " + own + " down");
        down.focus();
        page.keyboard().press("Enter");
        assertThat(beneathShelf(page)).hasText(new String[] {"Two " + own, "One " + own, "Three " + own});
        assertThat(down).isFocused();
        page.keyboard().press("Enter");
        assertThat(beneathShelf(page)).hasText(new String[] {"Two " + own, "Three " + own, "One " + own});
        assertThat(down).hasAttribute("aria-disabled", "true");
        Tabs.assertFits(page);
    }

    private Locator beneathShelf(Page page) {
        return page.locator("[data-slug='" + slug("shelf") + "'] > ul .row-title");
    }

    @Test
    void aNewNameAndAddressReachReaders() {
        Article article = published("Films", "Noir");
        Page page = desk.tab(Window.DESK);
        for (String kind : List.of("categories", "tags")) {
            String old = slug(kind.equals("tags") ? "noir" : "films");
            desk.open(page, "#/" + kind + "/" + old);
            assertThat(page.getByLabel("Address")).hasValue(old);
            page.getByLabel("Name").fill("Better " + kind + " " + own);
            page.getByLabel("Address").fill(slug("better-" + kind));
            desk.press(page, "Save");
            assertThat(page).hasURL(Pattern.compile(".*#/" + kind + "/" + slug("better-" + kind) + "$"));
            assertThat(page.getByText("Saved. Readers see it in a moment.")).isVisible();
            await("the former address to lead on").pollInSameThread().untilAsserted(() -> {
                tabs.visit(page, "/" + kind + "/" + old);
                assertThat(page.url()).endsWith("/" + kind + "/" + slug("better-" + kind));
            });
            assertThat(page.locator("h1")).hasText("Better " + kind + " " + own);
        }
        await("the article to show them").pollInSameThread().untilAsserted(() -> {
            String shown = tabs.visit(page, "/articles/" + article.slug()).text();
            assertThat(shown).contains("Better categories " + own, "Better tags " + own);
        });
    }

    @Test
    void aCategoryIsMergedIntoAnotherAndReadersFindItThere() {
        made("Coast", "");
        made("Shore", "");
        made("Beach", slug("shore"));
        Article article = published("Shore", "Sand");
        Page page = desk.tab(Window.PHONE);
        desk.open(page, "#/categories/" + slug("shore"));
        desk.press(page, "Merge into another …");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("1 article follows.");
        assertThat(dialog).containsText("The category beneath it comes to lie beneath that one.");
        assertThat(dialog.getByLabel("Into").locator("option[value='" + slug("beach") + "']"))
                .hasCount(0);
        Tabs.assertFits(page);
        dialog.getByLabel("Into").selectOption(slug("coast"));
        desk.press(page, "Merge");
        assertThat(page).hasURL(Pattern.compile(".*#/categories/" + slug("coast") + "$"));
        await("the former address to lead on").pollInSameThread().untilAsserted(() -> {
            tabs.visit(page, "/categories/" + slug("shore"));
            assertThat(page.url()).endsWith("/categories/" + slug("coast"));
        });
        assertThat(page.locator(".card")).containsText(article.title());
        await("the article to show it").pollInSameThread().untilAsserted(() -> assertThat(
                        tabs.visit(page, "/articles/" + article.slug()).text())
                .contains("Coast " + own)
                .doesNotContain("Shore " + own));
    }

    @Test
    void aTagIsDeletedAfterAQuestion() {
        tabs.expect(complaint -> complaint.contains("404"));
        Article article = published("Woods", "Doomed");
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/tags/" + slug("doomed"));
        desk.press(page, "Delete …");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("1 article loses it.");
        // The focus is on what changes nothing.
        assertThat(dialog.getByText("Keep it")).isFocused();
        page.keyboard().press("Enter");
        assertThat(dialog).hasCount(0);
        assertThat(page.getByLabel("Name")).hasValue("Doomed " + own);
        desk.press(page, "Delete …");
        page.getByRole(AriaRole.DIALOG)
                .getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*#/tags$"));
        await("readers to find it no more").pollInSameThread().untilAsserted(() -> assertThat(
                        tabs.visit(page, "/tags/" + slug("doomed")).status())
                .isEqualTo(404));
        await("the article to lose it").pollInSameThread().untilAsserted(() -> assertThat(
                        tabs.visit(page, "/articles/" + article.slug()).text())
                .doesNotContain("Doomed " + own));
    }

    @Test
    void whatIsNoTagIsSaidBesideItsField() {
        published("Woods", "Lonely");
        tabs.expect(complaint -> complaint.contains("422"));
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/tags/" + slug("lonely"));
        desk.press(page, "Merge into another …");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Into"))
                .fill("no-such-tag");
        desk.press(page, "Merge");
        assertThat(page.locator("#into-wrong")).containsText("is no tag");
        assertThat(page.locator("#into")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    @Test
    void whatIsTakenIsSaidAndNothingIsLost() {
        made("Taken", "");
        made("Mine", "");
        tabs.expect(complaint -> complaint.contains("409") || complaint.contains("422"));
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/categories/" + slug("mine"));
        page.getByLabel("Name").fill("taken " + own);
        page.getByLabel("Description").fill("Typed at length.");
        desk.press(page, "Save");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is another of this name.");
        assertThat(page.getByLabel("Description")).hasValue("Typed at length.");
        page.getByLabel("Name").fill("Mine " + own);
        page.getByLabel("Address").fill("Not an address");
        desk.press(page, "Save");
        assertThat(page.getByLabel("Address")).isFocused();
        assertThat(page.locator("#slug-wrong")).not().isEmpty();
    }

    @Test
    void writersHaveNoSuchPage() {
        String username = "u" + own;
        String password = "a long password";
        suite.admin()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username", username, "name", "Una", "roles", List.of("author"), "password", password)))
                .expect(201);
        Page page = desk.tab(Window.DESK, username, password);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Pictures")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Categories")))
                .hasCount(0);
    }
}
