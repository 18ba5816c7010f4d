package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Chromium.Window;

/** Articles that are handed in, spoken about, sent back and published, at the desks of two people. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskReviewTest {

    private static final String PASSWORD = "a long password";

    /** Longer than the desk waits before it looks again. */
    private static final double SEEN_WITHIN = 45_000;

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;
    private final String writer = "contributor-" + Newsroom.unique();

    DeskReviewTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
        newsroom.staff()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                writer,
                                "name",
                                "Mira Writer",
                                "roles",
                                List.of("contributor"),
                                "password",
                                PASSWORD)))
                .expect(201);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private String draft(String title, String body) {
        return Client.signedIn(suite.site(), writer, PASSWORD)
                .send(Call.post("/api/articles").json(Newsroom.manuscript(title, body)))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static LocatorAssertions.IsVisibleOptions soon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(SEEN_WITHIN);
    }

    @ParameterizedTest
    @EnumSource
    void oneHandsInAndAnotherSendsBackAndPublishes(Window window) {
        String title = "Reviewed " + Newsroom.unique();
        String id = draft(title, "The press was slow.");
        Page theirs = desk.tab(window, writer, PASSWORD);
        desk.open(theirs, "#/articles/" + id);
        assertThat(button(theirs, "Publish")).hasCount(0);
        assertThat(button(theirs, "Schedule …")).hasCount(0);
        button(theirs, "Hand in for review").press("Enter");
        theirs.getByLabel("What editors should know (optional)").fill("Please look.");
        inDialog(theirs, "Hand in").press("Enter");
        Locator banner = theirs.locator(".editor-review");
        assertThat(banner).containsText("An editor publishes it, or sends it back.");
        assertThat(button(theirs, "Hand in for review")).hasCount(0);
        assertFits(theirs);

        Page ours = desk.tab(window);
        desk.open(ours, "#/review");
        assertThat(ours.locator("#review-link .count")).isVisible();
        Locator row = ours.locator(".row-item").filter(new Locator.FilterOptions().setHasText(title));
        assertThat(row).containsText("Please look.");
        assertFits(ours);
        row.locator("a").press("Enter");
        assertThat(ours.locator(".editor-review")).containsText("Mira Writer handed it in");

        note(ours, "slow", "Was it?");
        assertThat(ours.locator("#notes-title")).hasText("Notes (1)");
        assertFits(ours);
        button(ours, "Send back …").press("Enter");
        inDialog(ours, "Send back").press("Enter");
        assertThat(ours.getByRole(AriaRole.DIALOG)).containsText("Say what is still to be done.");
        ours.getByLabel("What is still to be done").fill("Say how slow.");
        inDialog(ours, "Send back").press("Enter");
        assertThat(ours.locator(".editor-review")).containsText("Sent back");

        // The other one has the article open all the time.
        assertThat(banner.getByText("Say how slow.")).isVisible(soon());
        assertThat(theirs.getByText("Was it?")).isVisible(soon());
        theirs.locator(".note-quote").press("Enter");
        org.assertj.core.api.Assertions.assertThat(
                        theirs.evaluate("() => {const body = document.getElementById('body');"
                                + " return body.value.slice(body.selectionStart, body.selectionEnd)}"))
                .isEqualTo("slow");
        button(theirs.locator(".note"), "Resolve").press("Enter");
        assertThat(theirs.getByText("Resolved (1)")).isVisible();
        button(theirs, "Hand in again").press("Enter");
        inDialog(theirs, "Hand in").press("Enter");
        assertThat(banner).containsText("Handed in");

        desk.open(ours, "#/articles");
        desk.open(ours, "#/articles/" + id);
        button(ours, "Publish").press("Enter");
        inDialog(ours, "Publish").press("Enter");
        assertThat(ours.getByText("Published. Readers can see it now.")).isVisible();
        assertThat(ours.locator(".editor-review")).isEmpty();
    }

    /** Leaves a note on words of the text, by keys alone. */
    private static void note(Page page, String words, String text) {
        page.locator("#body")
                .evaluate(
                        "(body, words) => {body.focus(); const at = body.value.indexOf(words);"
                                + " body.setSelectionRange(at, at + words.length)}",
                        words);
        page.keyboard().press("Control+Alt+m");
        assertThat(page.locator(".note-composer .note-quote")).hasText(words);
        page.getByLabel("Note on these words").fill(text);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".note").filter(new Locator.FilterOptions().setHasText(text)))
                .isVisible();
    }

    @Test
    void aNoteStaysWithItsWordsAndSaysWhenTheyAreGone() {
        String id = draft("Moving " + Newsroom.unique(), "One word here.\n\nAnother word there.");
        Page page = desk.tab(Window.DESK, writer, PASSWORD);
        desk.open(page, "#/articles/" + id);
        page.locator("#body")
                .evaluate("body => {const at = body.value.lastIndexOf('word');"
                        + " body.focus(); body.setSelectionRange(at, at + 4)}");
        button(page, "Add a note").click();
        page.getByLabel("Note on these words").fill("Which one?");
        button(page, "Leave the note").click();
        assertThat(page.locator("button.note-quote")).hasText("word");

        page.locator("#body").fill("A new beginning, with a word.\n\nOne word here.\n\nAnother word there.");
        page.locator("button.note-quote").click();
        org.assertj.core.api.Assertions.assertThat(page.evaluate("() => {const body = document.getElementById('body');"
                        + " return body.value.slice(body.selectionStart - 8, body.selectionEnd + 6)}"))
                .isEqualTo("Another word there");

        page.locator("#body").fill("Nothing of it is left.");
        assertThat(page.getByText("Not in the text any more:")).isVisible();
        assertThat(page.locator("button.note-quote")).hasCount(0);
        page.locator("#body").fill("Another word there.");
        assertThat(page.locator("button.note-quote")).hasText("word");
        button(page, "Save").click();

        button(page.locator(".note"), "Delete").click();
        inDialog(page, "Delete").click();
        assertThat(page.locator(".note")).hasCount(0);
        assertThat(button(page, "Add a note")).isFocused();
    }

    @Test
    void whatIsHandedInIsTakenBack() {
        String id = draft("Taken back " + Newsroom.unique(), "Words.");
        Page page = desk.tab(Window.DESK, writer, PASSWORD);
        desk.open(page, "#/articles/" + id);
        page.locator("#body").fill("Other words.");
        button(page, "Hand in for review").click();
        inDialog(page, "Hand in").click();
        button(page, "Take back").click();
        assertThat(page.locator(".editor-review")).isEmpty();
        assertThat(button(page, "Hand in for review")).isVisible();
        assertThat(page.locator("#body")).hasValue("Other words.");
    }
}
