package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;

/** Articles that an editor puts at the top of the front page. */
@WithSuite
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskPinsTest {

    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskPinsTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    @ParameterizedTest
    @EnumSource
    void anEditorPinsAnArticleMovesItAndTakesItAway(Window window) {
        Article first = newsroom.publish(Newsroom.manuscript("Pinned first " + Newsroom.unique(), "Words."));
        Article second = newsroom.publish(Newsroom.manuscript("Pinned second " + Newsroom.unique(), "Words."));
        newsroom.publish(Newsroom.manuscript("The newest " + Newsroom.unique(), "Words."));
        Page editor = desk.tab(window);
        desk.open(editor, "#/articles/" + first.id());
        desk.press(editor, "Front page …");
        Locator dialog = editor.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Nothing is pinned.");
        inDialog(editor, "Pin it").click();
        assertThat(dialog.locator(".pins li")).hasText(first.title());
        assertFits(editor);
        try (PageChecks checks = new PageChecks()) {
            checks.assertSound("where an article is pinned", editor, null);
        }
        editor.setViewportSize(window.width(), window.height());
        editor.keyboard().press("Escape");
        assertThat(button(editor, "Front page …")).isFocused();

        desk.open(editor, "#/articles/" + second.id());
        desk.press(editor, "Front page …");
        inDialog(editor, "Pin it").click();
        assertThat(dialog.locator(".pins li").first()).hasText(second.title());
        dialog.getByLabel("Place").selectOption("2, the last");
        inDialog(editor, "Move it").click();
        assertThat(dialog).containsText("Moved.");
        assertThat(dialog.locator(".pins li").first()).hasText(first.title());

        Page reader = tabs.open(window, false);
        tabs.visit(reader, "/");
        Tabs.reloadUntilThere(
                reader, reader.locator(".feature h2").filter(new Locator.FilterOptions().setHasText(first.title())));
        assertThat(reader.locator(".card h2").first()).hasText(second.title());

        inDialog(editor, "Take it away").click();
        assertThat(dialog).containsText("It is pinned no more.");
        editor.keyboard().press("Escape");
        desk.open(editor, "#/articles/" + first.id());
        desk.press(editor, "Front page …");
        inDialog(editor, "Take it away").click();
        assertThat(dialog).containsText("Nothing is pinned.");
    }
}
