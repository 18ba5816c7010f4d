package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;

/** Where editors let addresses lead at the desk, and what becomes of readers who follow them. */
@WithChromium
class DeskRedirectsTest {

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    /** In each address, so that no test meets those of another. */
    private final String own = "/" + Newsroom.unique();

    DeskRedirectsTest(Suite suite, Chromium chromium) {
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

    private void added(String from, String to) {
        suite.admin()
                .send(Call.post("/api/redirects").json(Map.of("from", own + from, "to", to)))
                .expect(201);
    }

    private static Locator labelled(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    @Test
    void anOldAddressLeadsReadersOnUntilItIsDeleted() {
        tabs.expect(complaint -> complaint.contains("404"));
        Article article = newsroom.publish("Moved here " + Newsroom.unique());
        Page page = desk.tab(Window.PHONE);
        desk.open(page, "#/redirects");
        page.getByText("New redirect").click();
        labelled(page, "From").fill(own + "/2019/05/über.html");
        labelled(page, "To").fill("/articles/" + article.slug());
        Tabs.assertFits(page);
        desk.press(page, "Add it");
        assertThat(page.locator(".redirect-from").first()).hasText(own + "/2019/05/über.html");
        await("the address to lead on").pollInSameThread().untilAsserted(() -> {
            tabs.visit(page, own + "/2019/05/%C3%BCber.html");
            assertThat(page.url()).endsWith("/articles/" + article.slug());
        });

        desk.open(page, "#/redirects");
        page.getByLabel("Delete the redirect from " + own + "/2019/05/über.html")
                .click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText(own + "/2019/05/über.html leads nowhere from then on");
        dialog.getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("The redirect is deleted.")).isVisible();
        await("the address to lead nowhere").pollInSameThread().untilAsserted(() -> assertThat(
                        tabs.visit(page, own + "/2019/05/%C3%BCber.html").status())
                .isEqualTo(404));
    }

    @Test
    void theyAreFoundByHowTheirAddressesBegin() {
        added("/a/one", "/");
        added("/a/two", "/");
        added("/b", "/");
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/redirects");
        page.getByLabel("Search redirects").fill(own + "/a");
        assertThat(page.locator(".redirect-from")).hasText(new String[] {own + "/a/two", own + "/a/one"});
        page.getByLabel("Search redirects").fill(own + "/c");
        assertThat(page.getByText("Nothing found")).isVisible();
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingIsLost() {
        tabs.expect(complaint -> complaint.contains("422") || complaint.contains("409"));
        added("/taken", "/");
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/redirects");
        page.getByText("New redirect").click();
        labelled(page, "From").fill("/api/x");
        labelled(page, "To").fill("//elsewhere.example");
        desk.press(page, "Add it");
        assertThat(labelled(page, "From")).isFocused();
        assertThat(page.locator("#from-wrong")).not().isEmpty();
        labelled(page, "From").fill(own + "/fresh");
        desk.press(page, "Add it");
        assertThat(page.locator("#to-wrong")).not().isEmpty();
        labelled(page, "From").fill(own + "/taken");
        labelled(page, "To").fill("/articles");
        desk.press(page, "Add it");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This address leads somewhere already.");
        assertThat(labelled(page, "To")).hasValue("/articles");
        page.getByLabel("It leads there").selectOption("410");
        assertThat(labelled(page, "To")).isHidden();
        labelled(page, "From").fill(own + "/gone");
        desk.press(page, "Add it");
        assertThat(page.locator(".rows li").first()).containsText("is gone");
    }

    @Test
    void writersHaveNoSuchPage() {
        String username = "u" + Newsroom.unique();
        String password = "a long password";
        suite.admin()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username", username, "name", "Una", "roles", List.of("author"), "password", password)))
                .expect(201);
        Page page = desk.tab(Window.DESK, username, password);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Pictures")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Redirects")))
                .hasCount(0);
    }
}
