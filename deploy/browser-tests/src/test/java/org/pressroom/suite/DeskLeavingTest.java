package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.draft;
import static org.pressroom.suite.DeskHand.fulfil;
import static org.pressroom.suite.DeskHand.inDialog;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.suite.Chromium.Window;

/** Leaving a page of the desk: for what is not saved, for a question that is open, and for an answer that is on its way. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskLeavingTest {
    private final Tabs tabs;
    private final DeskHand desk;

    DeskLeavingTest(Suite suite, Chromium chromium) {
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    @Test
    void nothingUnsavedIsLeftUnasked() {
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles");
        page.locator("a", new Page.LocatorOptions().setHasText("New article")).click();
        page.locator("#title").fill("Not saved");
        String address = page.url();
        for (Runnable way : List.<Runnable>of(
                page::goBack,
                () -> page.locator("#desk-nav").getByText("Comments").click())) {
            way.run();
            inDialog(page, "Stay").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            assertThat(page).hasURL(address);
            assertThat(page.locator("#title")).hasValue("Not saved");
        }
        page.goBack();
        inDialog(page, "Leave").click();
        assertThat(page.locator("main h1")).hasText("Articles");
        assertThat(page).hasURL(Pattern.compile(".*#/articles$"));
        page.goForward();
        assertThat(page.getByText("This browser kept changes")).isVisible();
    }

    /** A list of one article, from which it is opened. */
    private Page listing(String status) {
        Page page = desk.tab(Window.DESK);
        Map<String, Object> draft = new HashMap<>(draft(1));
        draft.put("status", status);
        page.route(Pattern.compile(".*/api/drafts\\?.*"), route -> fulfil(route, 200, Map.of("items", List.of(draft))));
        page.route("**/api/drafts/d1", route -> fulfil(route, 200, draft));
        desk.open(page, "#/articles");
        return page;
    }

    private static void assertAtTheList(Page page) {
        assertThat(page.locator("main h1")).hasText("Articles");
        assertThat(page).hasURL(Pattern.compile(".*#/articles$"));
        assertThat(page).hasTitle(Pattern.compile("^Articles · .*"));
    }

    @ParameterizedTest
    @CsvSource({"draft, Publish", "draft, Delete", "published, Withdraw"})
    void aQuestionGoesWithThePageThatAskedIt(String status, String question) {
        Page page = listing(status);
        List<String> done = new ArrayList<>();
        page.onRequest(request -> {
            // That somebody writes in it is said unasked.
            if (!request.method().equals("GET") && !request.url().contains("/editing")) {
                done.add(request.method());
            }
        });
        page.locator(".row-title").click();
        assertThat(page.locator("#title")).hasValue("Title 1");
        desk.press(page, question);
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.goBack();
        assertAtTheList(page);
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator(".row-title")).isFocused();
        page.goForward();
        assertThat(page.locator("#title")).hasValue("Title 1");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(done).isEmpty();
    }

    // ---- an answer that comes late ----

    /** Holds back the answer to what is sent there, until it is let go. */
    private static List<Route> held(Page page, String path, String method) {
        List<Route> held = new ArrayList<>();
        page.route(path, route -> {
            if (route.request().method().equals(method)) {
                held.add(route);
            } else {
                route.fallback();
            }
        });
        return held;
    }

    /** Lets an answer go, and gives the page the time to make what it does of it. */
    private static void answered(Page page, List<Route> held, int status, Object answer) {
        page.waitForCondition(() -> !held.isEmpty());
        page.waitForResponse(any -> true, () -> fulfil(held.get(0), status, answer));
        page.evaluate("() => new Promise(later => setTimeout(later, 200))");
    }

    @Test
    void anArticleThatComesTooLateChangesNothing() {
        Page page = listing("draft");
        List<Route> held = held(page, "**/api/drafts/d1", "GET");
        page.locator(".row-title").click();
        assertThat(page.getByText("Loading …")).isVisible();
        page.goBack();
        assertAtTheList(page);
        answered(page, held, 200, draft(1));
        assertAtTheList(page);
    }

    @Test
    void aNewArticleThatWasLeftWhileItWasSavedIsInTheListAndNowhereElse() {
        Page page = listing("draft");
        List<Route> held = held(page, "**/api/articles", "POST");
        page.locator("a", new Page.LocatorOptions().setHasText("New article")).click();
        page.locator("#title").fill("Title 1");
        button(page, "Save").click();
        page.locator("#desk-nav").getByText("Articles").click();
        inDialog(page, "Leave").click();
        assertAtTheList(page);
        answered(page, held, 201, draft(1));
        assertAtTheList(page);
        page.locator(".row-title").click();
        assertThat(page.locator("#title")).hasValue("Title 1");
        assertThat(page).hasURL(Pattern.compile(".*#/articles/d1$"));
    }

    @Test
    void aDraftThatWasLeftWhileItWasDeletedLeadsNowhere() {
        Page page = listing("draft");
        List<Route> held = held(page, "**/api/drafts/d1", "DELETE");
        page.locator(".row-title").click();
        desk.press(page, "Delete");
        inDialog(page, "Delete").click();
        page.locator("#desk-nav").getByText("Comments").click();
        assertThat(page.locator("main h1")).containsText("Comments");
        answered(page, held, 200, Map.of());
        assertThat(page).hasURL(Pattern.compile(".*#/comments$"));
        assertThat(page.locator("main h1")).containsText("Comments");
    }
}
