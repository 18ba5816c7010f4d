package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.comment;
import static org.pressroom.suite.DeskHand.fulfil;
import static org.pressroom.suite.DeskHand.part;
import static org.pressroom.suite.DeskHand.scrolled;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.client.Json;
import org.pressroom.suite.Chromium.Window;
import tools.jackson.databind.JsonNode;

/** The queue of comments, for a moderator who has many to read. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskQueueTest {
    private static final Pattern QUEUE = Pattern.compile(".*/api/moderation/comments\\?.*");
    private static final String DECISIONS = "**/api/moderation/decisions";

    private static final Map<String, Object> REFUSAL = Map.of(
            "title",
            "Unprocessable Content",
            "errors",
            List.of(Map.of("field", "commentIds", "message", "must have 1 to 100 ids")));

    private final Tabs tabs;
    private final DeskHand desk;

    DeskQueueTest(Suite suite, Chromium chromium) {
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    /** A queue of these, which takes as many decisions at once as the service does; what it is told is kept. */
    private static List<String> waiting(Page page, List<String> waiting) {
        List<String> told = new ArrayList<>();
        page.route(QUEUE, route -> part(route, waiting.size(), number -> comment(waiting.get(number))));
        page.route(DECISIONS, route -> decide(route, waiting, told));
        return told;
    }

    private static void decide(Route route, List<String> waiting, List<String> told) {
        JsonNode sent = Json.read(route.request().postData());
        List<String> ids = Json.items(sent.path("commentIds")).stream()
                .map(JsonNode::asString)
                .toList();
        if (ids.size() > 100) {
            fulfil(route, 422, REFUSAL);
            return;
        }
        told.add(sent.path("decision").asString());
        waiting.removeAll(ids);
        fulfil(
                route,
                200,
                Map.of(
                        "items",
                        ids.stream()
                                .map(id -> Map.of("id", id, "outcome", "decided"))
                                .toList()));
    }

    private static List<String> ids(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(number -> "c" + number).toList());
    }

    // ---- deciding ----

    @Test
    void aDecidedCommentGivesTheFocusToItsNeighbour() {
        Page page = desk.tab(Window.DESK);
        waiting(page, new ArrayList<>(List.of("one", "two", "three")));
        desk.open(page, "#/comments/held");
        decide(page, "two", "Approve");
        assertThat(page.locator("[data-id=three]")).isFocused();
        decide(page, "three", "Reject");
        assertThat(page.locator("[data-id=one]")).isFocused();
        page.keyboard().press("s");
        assertThat(page.getByText("All read")).isFocused();
    }

    private static void decide(Page page, String id, String decision) {
        page.locator("[data-id=" + id + "]")
                .getByText(decision, new Locator.GetByTextOptions().setExact(true))
                .press("Enter");
        assertThat(page.locator("[data-id=" + id + "]")).hasCount(0);
    }

    @Test
    void allThatAreChosenAreDecidedHoweverMany() {
        Page page = desk.tab(Window.DESK);
        List<String> told = waiting(page, ids(230));
        chooseAll(page, 230);
        button(page.locator(".bulk"), "Approve").press("Enter");
        assertThat(page.getByText("All read")).isFocused();
        assertThat(page.locator(".queue-item")).hasCount(0);
        assertThat(told).containsExactly("approve", "approve", "approve");
        assertThat(page.locator(".toast")).containsText("230 comments are approved.");
    }

    private void chooseAll(Page page, int count) {
        desk.open(page, "#/comments/held");
        Locator items = page.locator(".queue-item");
        for (int shown = 50; shown < count; shown += 50) {
            assertThat(items).hasCount(shown);
            button(page, "Show more").press("Enter");
        }
        assertThat(items).hasCount(count);
        page.locator("#choose-all").check();
    }

    @Test
    void whereDecidingStopsTheRestStaysChosen() {
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("503"));
        List<String> waiting = ids(130);
        waiting(page, waiting);
        AtomicInteger asked = new AtomicInteger();
        page.route(DECISIONS, route -> {
            if (asked.incrementAndGet() == 2) {
                fulfil(route, 503, Map.of());
            } else {
                route.fallback();
            }
        });
        chooseAll(page, 130);
        button(page.locator(".bulk"), "Reject").press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("try again");
        assertThat(page.locator(".queue-item")).hasCount(30);
        assertThat(page.locator(".bulk")).containsText("30 chosen");
        button(page.locator(".bulk"), "Reject").press("Enter");
        assertThat(page.getByText("All read")).isFocused();
        assertThat(waiting).isEmpty();
    }

    @Test
    void whatTheServiceDoesNotTakeIsSaidInWordsForPeople() {
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("422"));
        waiting(page, ids(2));
        page.route(DECISIONS, route -> fulfil(route, 422, REFUSAL));
        desk.open(page, "#/comments/held");
        button(page.locator("[data-id=c0]"), "Spam").press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("try again");
        assertThat(page.getByRole(AriaRole.ALERT)).not().containsText(Pattern.compile("commentIds|fields"));
    }

    // ---- keys ----

    @ParameterizedTest
    @CsvSource({
        "j, k, a, r, s, x",
        "J, K, A, R, S, X",
        "о, л, ф, к, ы, ч",
        "ξ, κ, α, ρ, σ, χ",
        "ت, ن, ش, ق, س, ء",
        "ח, ל, ש, ר, ד, ס"
    })
    void theKeysWorkOnEveryKeyboard(
            String next, String previous, String approve, String reject, String spam, String choose) {
        Page page = desk.tab(Window.DESK);
        List<String> told = waiting(page, ids(6));
        desk.open(page, "#/comments/held");
        assertThat(page.locator(".queue-item")).hasCount(6);
        press(page, next, "KeyJ");
        press(page, next, "KeyJ");
        assertThat(page.locator("[data-id=c1]")).isFocused();
        press(page, previous, "KeyK");
        assertThat(page.locator("[data-id=c0]")).isFocused();
        press(page, approve, "KeyA");
        assertThat(page.locator("[data-id=c1]")).isFocused();
        press(page, reject, "KeyR");
        assertThat(page.locator("[data-id=c2]")).isFocused();
        press(page, choose, "KeyX");
        assertThat(page.locator("[data-id=c2] input")).isChecked();
        press(page, spam, "KeyS");
        assertThat(page.locator("[data-id=c3]")).isFocused();
        assertThat(told).containsExactly("approve", "reject", "spam");
    }

    private static void press(Page page, String key, String code) {
        page.evaluate(
                "([key, code]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))",
                List.of(key, code));
    }

    @Test
    void aLongCommentCanBeScrolledByKeys() {
        Page page = desk.tab(Window.PHONE);
        page.route(
                Pattern.compile(".*/api/moderation/comments\\?.*"),
                route -> fulfil(route, 200, Map.of("items", List.of(comment("one")))));
        desk.open(page, "#/comments/held");
        Locator body = page.locator(".comment-body");
        body.focus();
        assertThat(body).isFocused();
        page.keyboard().press("End");
        page.waitForFunction("() => document.querySelector('.comment-body').scrollTop > 0");
    }

    // ---- what comes, and what does not ----

    @Test
    void aLookThatNobodyAskedForAsksForNoPassword() {
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("401"));
        page.clock().install();
        List<String> waiting = ids(1);
        waiting(page, waiting);
        desk.open(page, "#/comments/held");
        Locator read = page.locator("[data-id=c0]");
        read.focus();
        AtomicBoolean ended = new AtomicBoolean(true);
        page.route(QUEUE, route -> {
            if (ended.get()) {
                fulfil(route, 401, Map.of("title", "Unauthorized"));
            } else {
                route.fallback();
            }
        });
        for (int looks = 0; looks < 2; looks++) {
            page.waitForResponse(QUEUE, () -> page.clock().runFor(20_000));
            page.clock().runFor(1_000);
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(read).isFocused();
        }
        waiting.add("c1");
        ended.set(false);
        page.clock().runFor(20_000);
        assertThat(page.locator("[data-id=c1]")).isVisible();
    }

    @Test
    void theQueueIsStillThereAfterAReload() {
        Page page = desk.tab(Window.DESK);
        waiting(page, ids(250));
        desk.open(page, "#/comments/held");
        Locator items = page.locator(".queue-item");
        assertThat(items).hasCount(50);
        button(page, "Show more").press("Enter");
        assertThat(items).hasCount(100);
        Locator read = page.locator("[data-id=c73]");
        read.focus();
        page.waitForFunction("() => history.state.row === 'c73'");
        for (int times = 0; times < 2; times++) {
            page.reload();
            assertThat(items).hasCount(100);
            assertThat(read).isFocused();
        }
        double before = scrolled(page);
        page.evaluate("() => { location.hash = '#/articles'; }");
        assertThat(page.locator("main h1")).hasText("Articles");
        page.goBack();
        assertThat(items).hasCount(100);
        assertThat(read).isFocused();
        assertThat(scrolled(page)).isBetween(before - 2, before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#/comments/held", "#/articles"})
    void whereNothingMoreComesTheFocusStaysInTheList(String address) {
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("503"));
        Map<String, Object> first = new HashMap<>();
        first.put("items", List.of(address.equals("#/articles") ? DeskHand.draft(0) : comment("d0")));
        first.put("next", "more");
        Pattern list = Pattern.compile(".*/api/(moderation/comments|drafts)\\?.*");
        page.route(list, route -> fulfil(route, 200, first));
        desk.open(page, address);
        page.route(list, route -> fulfil(route, 200, Map.of("items", List.of())));
        button(page, "Show more").press("Enter");
        assertThat(page.locator("main :is(li, li a):focus")).hasCount(1);

        page.route(list, route -> fulfil(route, 503, Map.of()));
        page.reload();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        page.route(list, route -> fulfil(route, 200, Map.of("items", List.of())));
        button(page, "Try again").press("Enter");
        assertThat(page.locator(".empty h2")).isFocused();
    }

    @Test
    void anArticleWithoutATitleYetCanBeOpenedAllTheSame() {
        Page page = desk.tab(Window.DESK);
        page.route(QUEUE, route -> fulfil(route, 200, Map.of("items", List.of(comment("one", "")))));
        desk.open(page, "#/comments/held");
        assertThat(page.locator("[data-id=one] header a[href='/articles/a']")).hasText("an article");
    }
}
