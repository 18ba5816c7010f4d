package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Chromium.Window;

/** How admins choose at the desk what the site is called and how it looks, and what readers see of it. */
@WithChromium
class DeskLookTest {

    private static final byte[] LOGO = ("<svg xmlns='http://www.w3.org/2000/svg' width='120' height='40'>"
                    + "<rect width='120' height='40' fill='#0055aa'/></svg>")
            .getBytes(StandardCharsets.UTF_8);

    private final Suite suite;
    private final Tabs tabs;
    private final DeskHand desk;
    private final String name = "Proof " + Newsroom.unique();

    DeskLookTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    /** The others look at the site as it is where nobody chose anything. */
    @AfterEach
    void nothingIsChosen() {
        Client admin = suite.admin();
        admin.send(Call.put("/api/site").ifMatch("*").json(Map.of())).expect(200);
        admin.send(Call.delete("/api/site/pictures/logo").ifMatch("*")).expect(200);
        await("the site to be as it was")
                .until(() -> !suite.stranger().get("/").text().contains(name));
        tabs.assertNoComplaints();
        tabs.close();
    }

    private static Locator labelled(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static FrameLocator preview(Page page) {
        return page.frameLocator(".look-frame-shown");
    }

    @Test
    void whatIsChosenIsSeenFirstAndThenByReaders() {
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/site");
        assertThat(preview(page).locator(".brand")).isVisible();
        int places = history(page);

        labelled(page, "Name").fill(name);
        assertThat(preview(page).locator(".brand")).hasText(name);
        page.locator("#colour-light-accent").fill("#ffe600");
        assertThat(page.locator("#colour-light-accent-said")).hasText("#ffe600");
        labelled(page, "At the head of each page").selectOption("own");
        labelled(page, "Label of link 1").fill("Läden");
        labelled(page, "Address of link 1").fill("/categories");
        assertThat(preview(page).locator(".sections")).hasText("Läden");
        labelled(page, "Preview of").selectOption("All categories");
        assertThat(preview(page).locator("h1")).hasText("Categories");
        assertThat(page.getByText("Not saved yet.")).isVisible();
        assertThat(history(page)).as("places in the browser's history").isEqualTo(places);
        assertThat(suite.stranger().get("/").text()).doesNotContain(name);
        Tabs.assertFits(page);

        desk.press(page, "Save");
        assertThat(page.getByText("Saved. Readers see it in a moment.")).isVisible();
        assertThat(page.locator("#colour-light-accent-said")).containsText("which can be read");
        Page reader = tabs.open(Window.PHONE, true);
        await("readers to see it").pollInSameThread().untilAsserted(() -> {
            tabs.visit(reader, "/");
            assertThat(reader.title()).isEqualTo(name);
        });
        assertThat(reader.locator(".sections")).hasText("Läden");
        Tabs.assertFits(reader);

        desk.open(page, "#/articles");
        desk.open(page, "#/site");
        assertThat(labelled(page, "Name")).hasValue(name);
        assertThat(labelled(page, "Label of link 1")).hasValue("Läden");
    }

    private static int history(Page page) {
        return (Integer) page.evaluate("history.length");
    }

    @Test
    void aLogoIsChosenAndTakenAway() {
        tabs.expect(complaint -> complaint.contains("422"));
        Page page = desk.tab(Window.PHONE);
        desk.open(page, "#/site");
        Locator file = page.locator("#picture-logo");
        file.setInputFiles(new FilePayload("logo.svg", "image/svg+xml", LOGO));
        assertThat(page.getByAltText("Logo now")).isVisible();
        assertThat(preview(page).locator(".brand .logo")).isVisible();
        Tabs.assertFits(page);
        await("readers to see it").until(() -> suite.stranger().get("/").text().contains("class=\"logo\""));

        file.setInputFiles(new FilePayload(
                "logo.svg",
                "image/svg+xml",
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script/></svg>"
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#toasts")).containsText("must be a drawing without <script>");
        page.getByLabel("Take away: Logo", new Page.GetByLabelOptions().setExact(true))
                .click();
        assertThat(page.getByAltText("Logo now")).hasCount(0);
    }

    @Test
    void codeRunsOnPagesOfReadersAndNotInThePreview() {
        suite.admin()
                .send(Call.put("/api/site")
                        .ifMatch("*")
                        .json(Map.of(
                                "name",
                                name,
                                "code",
                                Map.of("foot", "<script>document.body.dataset.counted = 'yes'</script>"))))
                .expect(200);
        Page reader = tabs.open(Window.DESK, true);
        await("readers to have it").pollInSameThread().untilAsserted(() -> {
            tabs.visit(reader, "/");
            assertThat(reader.locator("body").getAttribute("data-counted")).isEqualTo("yes");
        });
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/site");
        assertThat(preview(page).locator(".brand")).hasText(name);
        assertThat(preview(page).locator("body[data-counted]")).hasCount(0);
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        tabs.expect(complaint -> complaint.contains("422"));
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/site");
        labelled(page, "At the head of each page").selectOption("own");
        labelled(page, "Label of link 1").fill("Away");
        labelled(page, "Address of link 1").fill("javascript:alert(1)");
        desk.press(page, "Save");
        assertThat(page.locator("[data-field=menu] .wrong")).isVisible();
        assertThat(labelled(page, "Label of link 1")).hasValue("Away");
    }
}
