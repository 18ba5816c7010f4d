package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pressroom.client.Json;
import org.pressroom.suite.Chromium.Window;

/** What somebody does at the desk, whatever it is that is tested. */
final class DeskHand {
    static final String ARABIC = "عنوان المقال (2026)";

    private final Suite suite;
    private final Tabs tabs;
    private @Nullable String signedIn;

    DeskHand(Suite suite, Tabs tabs) {
        this.suite = suite;
        this.tabs = tabs;
    }

    /** A tab of somebody who is signed in, which is done once. */
    Page tab(Window window) {
        return tab(new Browser.NewContextOptions().setViewportSize(window.width(), window.height()));
    }

    /** The same of somebody elsewhere. */
    Page tabIn(String zone) {
        return tab(new Browser.NewContextOptions()
                .setViewportSize(Window.DESK.width(), Window.DESK.height())
                .setTimezoneId(zone));
    }

    private Page tab(Browser.NewContextOptions options) {
        if (signedIn == null) {
            Page page = tabs.open(Window.DESK, true);
            signIn(page);
            signedIn = page.context().storageState();
        }
        return withoutOthers(tabs.open(options.setStorageState(signedIn)));
    }

    /** Nobody else writes in a draft that is made up, or says anything of it. */
    private static Page withoutOthers(Page page) {
        page.route(Pattern.compile(".*/api/drafts/d\\d+/editing.*"), route -> fulfil(route, 200, Map.of("mine", true)));
        page.route(
                Pattern.compile(".*/api/drafts/d\\d+/notes.*"),
                route -> fulfil(route, 200, Map.of("items", List.of())));
        return page;
    }

    /** A tab of somebody else on the staff. */
    Page tab(Window window, String username, String password) {
        Page page = tabs.open(window, true);
        signIn(page, username, password);
        return page;
    }

    void signIn(Page page) {
        signIn(page, "admin", suite.adminPassword());
    }

    void signIn(Page page, String username, String password) {
        tabs.visit(page, "/desk/");
        page.getByLabel("Username").fill(username);
        page.getByLabel("Password").fill(password);
        press(page, "Sign in");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Articles")))
                .isVisible();
    }

    /** Opens a page of the desk, and waits until it is drawn. */
    void open(Page page, String hash) {
        tabs.visit(page, "/desk/" + hash);
        assertThat(page.locator("main h1").first()).isAttached();
        assertThat(page.getByText("Loading …")).hasCount(0);
    }

    void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    static Locator button(Page page, String name) {
        return button(page.locator("body"), name);
    }

    static Locator button(Locator place, String name) {
        return place.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator inDialog(Page page, String name) {
        return button(page.getByRole(AriaRole.DIALOG), name);
    }

    static double scrolled(Page page) {
        return ((Number) page.evaluate("() => document.getElementById('desk-scroll').scrollTop")).doubleValue();
    }

    // ---- what the API is made to answer ----

    static void fulfil(Route route, int status, Object answer) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType(status < 400 ? "application/json" : "application/problem+json")
                .setBodyBytes(Json.bytes(answer)));
    }

    /** So many of them, by the page. */
    static void part(Route route, int all, IntFunction<Map<String, Object>> item) {
        Matcher query = Pattern.compile("limit=(\\d+)(?:&after=(\\d+))?")
                .matcher(route.request().url());
        if (!query.find()) {
            throw new AssertionError("not by the page: " + route.request().url());
        }
        int from = query.group(2) == null ? 0 : Integer.parseInt(query.group(2));
        int to = Math.min(all, from + Integer.parseInt(query.group(1)));
        Map<String, Object> answer = new HashMap<>();
        answer.put("items", IntStream.range(from, to).mapToObj(item).toList());
        answer.put("next", to < all ? Integer.toString(to) : null);
        fulfil(route, 200, answer);
    }

    static Map<String, Object> draft(int number) {
        return Map.of(
                "id",
                "d" + number,
                "title",
                "Title " + number,
                "slug",
                "title-" + number,
                "status",
                "draft",
                "body",
                "",
                "author",
                Map.of("name", "Ada"),
                "updatedAt",
                "2026-11-01T10:00:00Z");
    }

    static Map<String, Object> comment(String id) {
        return comment(id, ARABIC);
    }

    static Map<String, Object> comment(String id, String title) {
        return Map.of(
                "id",
                id,
                "version",
                1,
                "articleId",
                "a",
                "article",
                Map.of("title", title, "slug", "a"),
                "author",
                Map.of("name", "ليلى", "email", "layla@reader.example"),
                "bodyHtml",
                "<p>Words</p>".repeat(40),
                "createdAt",
                "2026-11-01T10:00:00Z");
    }
}
