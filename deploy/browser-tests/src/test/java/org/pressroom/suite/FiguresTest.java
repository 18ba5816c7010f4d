package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;
import tools.jackson.databind.JsonNode;

/** What readers read shows at the desk. */
@WithSuite
@WithChromium
class FiguresTest {

    private static final String USER_AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;
    private final List<Request> told = new CopyOnWriteArrayList<>();

    FiguresTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void close() {
        tabs.close();
    }

    /** A browser that does not say of itself that a program drives it. */
    private Page reader(String script) {
        Page page = tabs.open(new Browser.NewContextOptions()
                .setUserAgent(USER_AGENT)
                .setLocale("de-AT")
                .setViewportSize(Window.PHONE.width(), Window.PHONE.height()));
        page.addInitScript("Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false});" + script);
        page.onRequest(request -> {
            if (request.url().endsWith("/api/views")) {
                told.add(request);
            }
        });
        return page;
    }

    private JsonNode figures(Article article) {
        return suite.admin()
                .get("/api/statistics/articles/" + article.id())
                .expect(200)
                .json();
    }

    private static void readToTheEnd(Page page) {
        page.locator(".article-foot").scrollIntoViewIfNeeded();
        page.mouse().wheel(0, 200);
    }

    @Test
    void anArticleReadToItsEndShowsAtTheDesk() {
        Article article = newsroom.publish("Read to its end " + Newsroom.unique());
        Page reader = reader("");
        reader.navigate(
                suite.site() + "/articles/" + article.slug(),
                new Page.NavigateOptions().setReferer("https://www.news.example/front?page=1"));
        Predicate<Request> ofRead =
                request -> String.valueOf(request.postData()).contains("\"read\"");
        reader.waitForRequest(ofRead, () -> readToTheEnd(reader));
        assertThat(told).hasSize(2).allSatisfy(request -> assertThat(request.headers())
                .doesNotContainKeys("cookie", "authorization"));
        assertThat(told.get(0).postData()).doesNotContain("page=1");
        await().pollInSameThread().until(() -> figures(article).get("reads").asLong() == 1);

        JsonNode figures = figures(article);
        assertThat(figures.get("views").asLong()).isEqualTo(1);
        assertThat(figures.get("sources").get(0).get("source").asString()).isEqualTo("news.example");
        assertThat(figures.get("languages").get(0).get("country").asString()).isEqualTo("AT");

        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/" + article.id());
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Figures").setExact(true))
                .last()
                .click();
        assertThat(page.locator(".sums dd")).hasText(new String[] {"1", "1", "0"});
        assertThat(page.locator(".chart")).hasCount(2);
        assertThat(page.getByText("news.example")).isVisible();
        assertThat(page.getByText("German, Austria")).isVisible();
        Tabs.assertFits(page);
        desk.open(page, "#/figures");
        assertThat(page.getByText("Most viewed")).isVisible();
        page.getByText("Last 7 days").click();
        assertThat(page.locator(".sums dd").first()).not().hasText("0");
        String csv = page.getByText("Save as CSV").getAttribute("href");
        assertThat(suite.admin().send(Call.get(csv)).expect(200).text()).contains(article.slug());
    }

    @Test
    void whoDoesNotWantToBeCountedIsNot() {
        Article article = newsroom.publish("Not counted " + Newsroom.unique());
        Page reader = reader("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true});");
        tabs.visit(reader, "/articles/" + article.slug());
        readToTheEnd(reader);
        Page driven = tabs.open(Window.DESK, true);
        driven.onRequest(request -> {
            if (request.url().endsWith("/api/views")) {
                told.add(request);
            }
        });
        tabs.visit(driven, "/articles/" + article.slug());
        readToTheEnd(driven);
        assertThat(told).isEmpty();
    }
}
