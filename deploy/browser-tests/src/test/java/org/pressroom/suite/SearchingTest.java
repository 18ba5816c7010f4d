package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;

/** How readers search, with keys and without, and where editors see what was not found. */
@WithChromium
class SearchingTest {

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    /** In each title, so that no test finds the articles of another. */
    private final String own = Newsroom.unique();

    SearchingTest(Suite suite, Chromium chromium) {
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

    private Article published(String title, String body) {
        Map<String, Object> manuscript = Newsroom.manuscript(title + " " + own, body);
        Article article = newsroom.publish(manuscript);
        await().until(() -> suite.stranger()
                .get("/api/articles?q=" + own)
                .json()
                .path("items")
                .valueStream()
                .anyMatch(item -> item.path("id").asString().equals(article.id())));
        return article;
    }

    private static Locator box(Page page) {
        return page.locator("pressroom-search input[name=q]").first();
    }

    @Test
    void whatIsTypedIsFoundAndMarked() {
        Article article = published("Herons", "A grey heron <b>fishes</b> at dusk.");
        Page page = desk.tab(Window.PHONE);
        tabs.visit(page, "/");
        page.locator(".search-link").click();
        assertThat(page).hasURL(Pattern.compile(".*/search$"));
        box(page).fill("heron " + own);
        page.locator(".search-whole")
                .getByText("Search", new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
        assertThat(page.locator(".search-results h2")).hasText("Herons " + own);
        assertThat(page.locator(".search-results .summary mark").first()).hasText("heron");
        page.locator(".search-results h2 a").click();
        assertThat(page).hasURL(Pattern.compile(".*/articles/" + article.slug() + "$"));
    }

    @Test
    void keysLeadThroughWhatIsFoundWhileSomebodyTypes() {
        Article article = published("Kingfishers", "Blue.");
        published("Kestrels", "Brown.");
        Page page = desk.tab(Window.DESK);
        tabs.visit(page, "/search");
        page.locator("h1").click();
        page.keyboard().press("/");
        assertThat(box(page)).isFocused();
        page.keyboard().type(own + " kingf");
        Locator options = page.locator(".search-found [role=option]");
        assertThat(options).hasCount(1);
        assertThat(box(page)).hasAttribute("aria-expanded", "true");
        page.keyboard().press("Escape");
        assertThat(page.locator(".search-found")).isHidden();
        assertThat(box(page)).hasValue(own + " kingf");
        page.keyboard().type("i");
        assertThat(page.locator(".search-found")).isVisible();
        page.keyboard().press("ArrowDown");
        assertThat(options.first()).hasAttribute("aria-selected", "true");
        page.keyboard().press("ArrowDown");
        assertThat(options.first()).hasAttribute("aria-selected", "false");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/articles/" + article.slug() + "$"));
    }

    @Test
    void whatNobodyWroteAboutStandsAtTheDesk() {
        Page reader = desk.tab(Window.PHONE);
        tabs.visit(reader, "/search?q=unicorns" + own);
        assertThat(reader.locator(".search-note")).containsText("Nothing is found");
        await().until(() ->
                suite.admin().get("/api/statistics/searches?limit=100").text().contains("unicorns" + own));
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/searches");
        Locator row = page.locator(".row-item", new Page.LocatorOptions().setHasText("unicorns" + own));
        assertThat(row).containsText("once");
        page.getByText("Last 7 days").click();
        assertThat(page).hasURL(Pattern.compile(".*#/searches/7$"));
        assertThat(row).isVisible();
    }
}
