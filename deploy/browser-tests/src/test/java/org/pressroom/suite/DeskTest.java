package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.comment;
import static org.pressroom.suite.DeskHand.draft;
import static org.pressroom.suite.DeskHand.fulfil;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.DeskHand.part;
import static org.pressroom.suite.DeskHand.scrolled;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;

/** The desk for those who work at it by keyboard, by screen reader, on a phone, in any script, on a bad line. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTest {
    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    /** A draft in the editor. */
    private Page editing(Window window, String title) {
        Page page = desk.tab(window);
        edit(page, title, "Words");
        return page;
    }

    private String edit(Page page, String title, String body) {
        String id = newsroom.staff()
                .send(Call.post("/api/articles").json(Newsroom.manuscript(title, body)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        desk.open(page, "#/articles/" + id);
        assertThat(page.locator("#title")).hasValue(title);
        return id;
    }

    // ---- the focus ----

    @ParameterizedTest
    @EnumSource
    void theFocusStaysWhereTheWorkIs(Window window) {
        Page page = editing(window, "Focus " + Newsroom.unique());
        assertThat(page.locator("main h1")).isFocused();
        page.locator("#body").fill("Other words");
        button(page, "Save").press("Enter");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(button(page, "Save")).isFocused();

        button(page, "Publish").press("Enter");
        inDialog(page, "Publish").press("Enter");
        assertThat(page.locator(".status-published")).isVisible();
        assertThat(page.locator("a", new Page.LocatorOptions().setHasText("See it")))
                .isFocused();

        button(page, "Withdraw").press("Enter");
        inDialog(page, "Withdraw").press("Enter");
        assertThat(page.locator(".status-withdrawn")).isVisible();
        assertThat(button(page, "Publish")).isFocused();

        button(page, "Delete").press("Enter");
        inDialog(page, "Delete").press("Enter");
        assertThat(page.locator("main h1")).hasText("Articles");
        assertThat(page.locator("main h1")).isFocused();

        page.locator("#desk-nav").getByText("Comments").press("Enter");
        assertThat(page.locator("main h1")).containsText("Comments");
        assertThat(page.locator("main h1")).isFocused();
    }

    @Test
    void aDialogIsFirstOnTheSafeSideAndGivesTheFocusBack() {
        Page page = editing(Window.DESK, "Dialogs " + Newsroom.unique());
        assertSafe(page, button(page, "Publish"), "Not yet");
        assertSafe(page, button(page, "Delete"), "Keep it");
        button(page, "Publish").click();
        inDialog(page, "Publish").click();
        assertSafe(page, button(page, "Withdraw"), "Leave it");
        page.locator("#body").fill("Unsaved");
        assertSafe(page, page.locator("#desk-nav").getByText("Articles"), "Stay");
        assertThat(page.locator("#body")).hasValue("Unsaved");
    }

    private static void assertSafe(Page page, Locator opener, String safe) {
        opener.press("Enter");
        assertThat(inDialog(page, safe)).isFocused();
        for (int step = 0; step < 4; step++) {
            page.keyboard().press("Tab");
            assertThat(
                            page.evaluate(
                                    "() => document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"))
                    .as("the focus stays in the dialog")
                    .isEqualTo(true);
        }
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(opener).isFocused();
    }

    @Test
    void theWayToTheWorkAndLinksWithinATextStayOnThePage() {
        Page page = desk.tab(Window.DESK);
        edit(page, "Within " + Newsroom.unique(), "## Here\n\nText");
        String address = page.url();
        page.locator(".skip").press("Enter");
        assertThat(page.locator("main h1")).isFocused();
        desk.press(page, "Preview");
        assertThat(page.locator(".preview .prose h2")).isVisible();
        page.locator(".preview .prose")
                .evaluate("prose => { prose.innerHTML = '<p><a href=\"#there\">1</a></p><p id=\"there\">There</p>'; }");
        page.locator(".preview a").press("Enter");
        assertThat(page.locator("#there")).isFocused();
        assertThat(page.url()).isEqualTo(address);
    }

    // ---- saving ----

    @Test
    void saveByKeysWorksWhereverTheFocusIs() {
        Page page = editing(Window.DESK, "Keys " + Newsroom.unique());
        page.evaluate(
                "() => addEventListener('keydown', event => { if (event.key.toLowerCase() === 's') window.ours = event.defaultPrevented; })");
        int change = 0;
        for (String place : List.of("#body", "#tags", ".tool", "main h1", "body")) {
            for (String keys : List.of("Control+s", "Meta+s")) {
                page.locator("#body").fill("Change " + ++change);
                assertThat(page.locator(".saved-line")).hasText("Not saved yet");
                if (place.equals("body")) {
                    page.evaluate("() => document.activeElement.blur()");
                } else {
                    page.locator(place).first().focus();
                }
                page.evaluate("() => { window.ours = undefined; }");
                page.keyboard().press(keys);
                assertThat(page.locator(".saved-line")).containsText("Saved just now");
                assertThat(page.evaluate("() => window.ours"))
                        .as("%s at %s", keys, place)
                        .isEqualTo(true);
            }
        }
        page.keyboard().press("Control+s");
        assertThat(page.getByText("Everything is saved.")).isVisible();
    }

    @Test
    void aSessionThatEndedIsAskedForOverTheWork() {
        Page page = editing(Window.DESK, "Session " + Newsroom.unique());
        tabs.expect(complaint -> true);
        failing(page, 401, Map.of("title", "Unauthorized"));
        page.locator("#body").fill("What was typed");
        button(page, "Save").press("Enter");
        assertThat(page.locator("dialog #sign-in-password")).isFocused();
        inDialog(page, "Not now").press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("You are not signed in");
        assertThat(page.locator("#body")).hasValue("What was typed");

        page.unrouteAll();
        AtomicBoolean ended = new AtomicBoolean(true);
        page.route("**/api/drafts/*", route -> {
            if (!route.request().url().contains("autosave") && ended.getAndSet(false)) {
                fulfil(route, 401, Map.of("title", "Unauthorized"));
            } else {
                route.resume();
            }
        });
        button(page, "Save").press("Enter");
        page.locator("dialog #sign-in-password").fill(suite.adminPassword());
        page.keyboard().press("Enter");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(button(page, "Save")).isFocused();
    }

    @Test
    void noModuleIsFoundOutLate() {
        Page page = desk.tab(Window.DESK);
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().endsWith(".js")) {
                asked.add(request.url());
            }
        });
        desk.open(page, "#/articles");
        List<String> named = ((List<?>)
                        page.evaluate(
                                "() => [...document.querySelectorAll('link[rel=modulepreload], script[type=module]')].map(each => each.href || each.src)"))
                .stream().map(String::valueOf).toList();
        assertThat(asked).isNotEmpty().isSubsetOf(named);
    }

    // ---- Back ----

    @ParameterizedTest
    @EnumSource
    void backShowsWhatWasLoadedWhereItWasRead(Window window) {
        Page page = desk.tab(window);
        page.route(Pattern.compile(".*/api/drafts\\?.*"), DeskTest::draftsPage);
        page.route(
                Pattern.compile(".*/api/drafts/d\\d+$"),
                route -> fulfil(
                        route, 200, draft(Integer.parseInt(route.request().url().replaceAll(".*/d", "")))));
        desk.open(page, "#/articles");
        Locator rows = page.locator(".row-item");
        assertThat(rows).hasCount(30);
        for (int loaded = 30; loaded < 120; loaded += 30) {
            button(page, "Show more").press("Enter");
            assertThat(rows).hasCount(loaded + 30);
            assertThat(page.locator("[data-id=d" + loaded + "] a")).isFocused();
        }
        Locator read = page.locator("[data-id=d97] a");
        read.focus();
        double before = scrolled(page);
        assertThat(before).isGreaterThan(1_000);
        for (Runnable way : List.<Runnable>of(() -> read.press("Enter"), page::goForward)) {
            way.run();
            assertThat(page.locator("#title")).hasValue("Title 97");
            page.goBack();
            assertThat(rows).hasCount(120);
            assertThat(read).isFocused();
            assertThat(scrolled(page)).isBetween(before - 2, before + 2);
        }
        page.reload();
        assertThat(rows).hasCount(120);
        assertThat(read).isFocused();
        assertFits(page);
    }

    @Test
    void aListThatDidNotComeIsStillRememberedAsItWas() {
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("503"));
        AtomicBoolean away = new AtomicBoolean();
        page.route(Pattern.compile(".*/api/drafts\\?.*"), route -> {
            if (away.get()) {
                fulfil(route, 503, Map.of());
            } else {
                draftsPage(route);
            }
        });
        desk.open(page, "#/articles");
        Locator rows = page.locator(".row-item");
        button(page, "Show more").press("Enter");
        assertThat(rows).hasCount(60);
        page.route(Pattern.compile(".*/api/drafts/d\\d+$"), route -> fulfil(route, 200, draft(47)));
        Locator read = page.locator("[data-id=d47] a");
        read.press("Enter");
        assertThat(page.locator("#title")).hasValue("Title 47");

        away.set(true);
        page.goBack();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        page.locator("#desk-nav").getByText("Comments").press("Enter");
        assertThat(page.locator("main h1")).containsText("Comments");
        page.goBack();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        page.reload();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();

        away.set(false);
        button(page, "Try again").press("Enter");
        assertThat(rows).hasCount(60);
        assertThat(read).isFocused();
        page.reload();
        assertThat(rows).hasCount(60);
        assertThat(read).isFocused();
    }

    private static void draftsPage(Route route) {
        part(route, 250, DeskHand::draft);
    }

    // ---- messages ----

    @ParameterizedTest
    @EnumSource
    void messagesCoverNothingAndGoWhenTheyMay(Window window) {
        Page page = desk.tab(window);
        page.clock().install();
        edit(page, "Messages " + Newsroom.unique(), "Words ".repeat(3_000));
        for (int count = 1; count <= 6; count++) {
            toast(page, "Message " + count);
        }
        toast(page, "Message 6");
        Locator messages = page.locator(".toast");
        assertThat(messages).hasText(new Pattern[] {
            Pattern.compile("Message 4.*"), Pattern.compile("Message 5.*"), Pattern.compile("Message 6.*")
        });
        assertThat(page.locator("#toasts")).hasAttribute("role", "status");
        BoundingBox box = page.locator("#toasts").boundingBox();
        for (String place : List.of("0", "1e6")) {
            page.evaluate(
                    "place => { document.getElementById('desk-scroll').scrollTop = place; }", Double.valueOf(place));
            assertThat(page.evaluate(COVERED)).as("controls under the messages").isEqualTo(List.of());
            assertThat(((Number) page.evaluate(
                                    "() => document.getElementById('desk-scroll').getBoundingClientRect().bottom"))
                            .doubleValue())
                    .as("the page ends where the messages begin")
                    .isLessThanOrEqualTo(box.y + 0.5);
        }
        assertFits(page);

        page.locator("#title").focus();
        messages.first().getByRole(AriaRole.BUTTON).focus();
        page.clock().fastForward(60_000);
        assertThat(messages).hasCount(3);
        messages.first().getByRole(AriaRole.BUTTON).press("Enter");
        assertThat(messages).hasCount(2);
        assertThat(messages.first().getByRole(AriaRole.BUTTON)).isFocused();
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        assertThat(messages).hasCount(0);
        assertThat(page.locator("#title")).isFocused();

        toast(page, "Read me");
        messages.first().hover();
        page.clock().fastForward(60_000);
        assertThat(messages).hasCount(1);
        page.mouse().move(5, 5);
        page.clock().fastForward(60_000);
        assertThat(messages).hasCount(0);
    }

    /** The controls in the window over whose middle, or its last visible line, a message stands. */
    private static final String COVERED = """
            () => [...document.querySelectorAll('#desk-scroll :is(a, button, input, textarea, select)')]
                .filter(each => {
                  const {left, right, top, bottom} = each.getBoundingClientRect();
                  const end = document.getElementById('desk-scroll').getBoundingClientRect().bottom;
                  if (right <= left || bottom <= 0 || top >= end) return false;
                  return document.elementFromPoint((left + right) / 2, Math.min(bottom, end) - 1)?.closest('#toasts');
                })
                .map(each => each.outerHTML)
            """;

    private static void toast(Page page, String text) {
        page.evaluate("""
                async text => (await import(document.querySelector('script[type=module]').src.replace('desk.js', 'dom.js'))).toast(text)
                """, text);
    }

    // ---- words ----

    /** Statuses that may come back, with the words for programs that come with them; 0 stands for no network. */
    private static final Map<Integer, String> FAILURES = Map.ofEntries(
            Map.entry(0, "Offline"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(410, "Gone"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(428, "Precondition Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(507, "Insufficient Storage"));

    @Test
    void whatFailedIsSaidInWordsForPeople() {
        Page page = editing(Window.DESK, "Failing " + Newsroom.unique());
        tabs.expect(complaint -> true);
        // From here on nothing comes through, not even what is saved unasked between one failure and the next.
        page.route("**/api/drafts/*", Route::abort);
        page.locator("#body").fill("What was typed");
        FAILURES.forEach((status, phrase) -> {
            if (status > 0) {
                failing(page, status, Map.of("title", phrase, "status", status, "detail", "Send If-Match as told."));
            } else {
                page.route("**/api/drafts/*", Route::abort);
            }
            page.context().setOffline(status == 0);
            page.locator("#body").focus();
            desk.press(page, "Save");
            assertSaidInWords(page, status, phrase);
        });
    }

    private static void assertSaidInWords(Page page, int status, String phrase) {
        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert.locator("p")).hasCount(2);
        assertThat(page.locator(".editor-trouble")).isFocused();
        assertThat(alert.innerText())
                .doesNotContainIgnoringCase(status == 0 ? "fetch" : phrase)
                .doesNotContain(Integer.toString(status), "If-Match")
                .containsPattern("(?i)try again|reload|look|shorten|administrator|list");
        assertThat(page.locator("#body")).hasValue("What was typed");
    }

    @Test
    void whatStandsInTheWayIsSaidAndHowLongToWait() {
        Page page = editing(Window.DESK, "In the way " + Newsroom.unique());
        tabs.expect(complaint -> true);
        failing(page, 409, Map.of("title", "Conflict", "detail", "Another article has this slug."));
        page.locator("#body").fill("What was typed");
        desk.press(page, "Save");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Another article has this address.");
        page.route(
                "**/api/drafts/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(429)
                        .setHeaders(Map.of("Retry-After", "42", "Content-Type", "application/problem+json"))
                        .setBody("{\"title\": \"Too Many Requests\"}")));
        desk.press(page, "Save");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Please try again in 42 seconds.");
        page.route(
                "**/api/drafts/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(200)
                        .setContentType("text/html")
                        .setBody("<h1>Sign in to this network</h1>")));
        desk.press(page, "Save");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The server does not answer");
    }

    @ParameterizedTest
    @EnumSource
    void aFieldsFaultStandsBesideIt(Window window) {
        Page page = editing(window, "Faulty " + Newsroom.unique());
        tabs.expect(complaint -> true);
        List<String> fields = List.of(
                "title",
                "summary",
                "category",
                "tags[3]",
                "slug",
                "kind",
                "cover.url",
                "cover.alt",
                "seo.title",
                "seo.description",
                "seo.canonicalUrl",
                "commentPolicy",
                "body");
        failing(
                page,
                422,
                Map.of(
                        "title", "Unprocessable Content",
                        "detail", "Some fields are not valid.",
                        "errors",
                                fields.stream()
                                        .map(field -> Map.of("field", field, "message", "is wrong, say 42"))
                                        .toList()));
        page.locator("#body").fill("Words that are wrong");
        desk.press(page, "Save");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Some fields need another look");
        for (String field : fields) {
            String id = field.replaceAll("\\[.*", "");
            assertThat(byId(page, id)).hasAttribute("aria-invalid", "true");
            assertThat(byId(page, id)).hasAttribute("aria-describedby", Pattern.compile(".*\\b" + id + "-wrong\\b.*"));
            assertThat(byId(page, id + "-wrong")).isVisible();
            assertThat(byId(page, id + "-wrong")).hasText(Pattern.compile("^[A-Z][a-z ]+ is wrong, say 42\\.$"));
        }
        assertThat(page.locator("#title")).isFocused();
        assertFits(page);
    }

    private static Locator byId(Page page, String id) {
        return page.locator("[id='" + id + "']");
    }

    @Test
    void tagsAreToldApartByTheCommasOfAnyKeyboardAndKeepTheirOwn() {
        Page page = desk.tab(Window.DESK);
        String title = "Tags " + Newsroom.unique();
        String id = edit(page, title, "Words");
        page.locator("#tags")
                .fill("新闻，体育、天气 ، خبر، رياضة؛ ink;type , \"Lights, camera\", 12\" vinyl,, \"\"\"Quoted\"\"\"");
        desk.press(page, "Save");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        List<String> tags =
                List.of("新闻", "体育", "天气", "خبر", "رياضة", "ink", "type", "Lights, camera", "12\" vinyl", "\"Quoted\"");
        assertThat(tags(id)).isEqualTo(tags);

        desk.open(page, "#/articles");
        desk.open(page, "#/articles/" + id);
        assertThat(page.locator("#title")).hasValue(title);
        page.locator("#body").fill("Other words");
        desk.press(page, "Save");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(tags(id)).isEqualTo(tags);
    }

    private List<String> tags(String id) {
        return newsroom.staff()
                .send(Call.get("/api/drafts/" + id))
                .expect(200)
                .json()
                .path("tags")
                .valueStream()
                .map(tag -> tag.isString() ? tag.asString() : tag.path("name").asString())
                .toList();
    }

    private static void failing(Page page, int status, Map<String, Object> problem) {
        page.route("**/api/drafts/*", route -> fulfil(route, status, problem));
    }

    // ---- a phone, and other scripts ----

    @Test
    void onAPhoneAllFieldsAndButtonsAreNearHoweverLongTheText() {
        Page page = desk.tab(Window.PHONE);
        edit(page, "Long " + Newsroom.unique(), "Many words. ".repeat(3_000));
        assertThat(page.locator("#summary").boundingBox().y).isLessThan(1.5 * Window.PHONE.height());
        for (String place : List.of("0", "300", "1e6")) {
            page.evaluate(
                    "place => { document.getElementById('desk-scroll').scrollTop = place; }", Double.valueOf(place));
            assertThat(button(page, "Save")).isInViewport();
            assertThat(button(page, "Publish")).isInViewport();
        }
        page.evaluate("() => { document.getElementById('desk-scroll').scrollTop = 0; }");
        desk.press(page, "Preview");
        assertThat(page.locator(".preview .prose")).isVisible();
        desk.press(page, "Details");
        assertThat(page.locator("#summary")).isFocused();
        assertThat(page.locator("#summary")).isInViewport();
        assertThat(page.locator("#tags")).isInViewport();
        assertFits(page);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenFromRightToLeftLeavesTheRestInPlace(Window window) {
        Page page = desk.tab(window);
        Map<String, Object> draft = new HashMap<>(draft(1));
        draft.putAll(Map.of(
                "title", DeskHand.ARABIC, "author", Map.of("name", "ليلى"), "category", Map.of("name", "أخبار (1)")));
        page.route(Pattern.compile(".*/api/drafts\\?.*"), route -> fulfil(route, 200, Map.of("items", List.of(draft))));
        page.route("**/api/drafts/d1", route -> fulfil(route, 200, draft));
        page.route(
                Pattern.compile(".*/api/moderation/comments\\?.*"),
                route -> fulfil(route, 200, Map.of("items", List.of(comment("one")))));
        desk.open(page, "#/articles");
        assertInOrder(page, ".row-item .soft");
        assertThat(page.locator(".row-title bdi")).hasCSS("direction", "rtl");

        page.locator(".row-title").click();
        assertThat(page.locator("#title")).hasValue(DeskHand.ARABIC);
        for (String field : List.of("title", "summary", "category", "tags", "body")) {
            page.locator("#" + field).fill("مرحبا");
            assertThat(page.locator("#" + field)).hasCSS("direction", "rtl");
        }
        page.locator("#title").fill(DeskHand.ARABIC);
        for (String question : List.of("Publish", "Delete")) {
            desk.press(page, question);
            assertInOrder(page, "dialog h2");
            page.keyboard().press("Escape");
        }
        page.evaluate("() => localStorage.clear()");
        page.locator("#desk-nav").getByText("Comments").click();
        inDialog(page, "Leave").click();
        assertThat(page.locator(".queue-item")).isVisible();
        assertInOrder(page, ".queue-author");
        assertInOrder(page, ".queue-item header p.soft");
        assertFits(page);
    }

    /** The parts of a sentence stand one behind the other, from left to right and line by line, as they were written. */
    private static void assertInOrder(Page page, String sentence) {
        assertThat(page.locator(sentence).evaluate("""
                        sentence => {
                          const places = [];
                          for (const part of sentence.childNodes) {
                            const range = document.createRange();
                            range.selectNodeContents(part);
                            const boxes = [...range.getClientRects()];
                            if (boxes.length) places.push([boxes[0], boxes.at(-1), part.textContent]);
                          }
                          return places.slice(1)
                              .filter(([first], index) => {
                                const last = places[index][1];
                                return first.top < last.top + 1 && Math.abs(first.top - last.top) < 4 && first.left < last.right - 1;
                              })
                              .map(each => each[2]);
                        }
                        """))
                .as("parts out of place in %s", sentence)
                .isEqualTo(List.of());
    }
}
