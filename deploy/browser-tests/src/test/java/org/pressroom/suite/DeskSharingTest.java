package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.suite.Chromium.Window;

/** A draft shown to somebody without an account, by a link. */
@WithSuite
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskSharingTest {

    private final Tabs tabs;
    private final DeskHand desk;

    DeskSharingTest(Suite suite, Chromium chromium) {
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWriterSharesAPreviewAndWithdrawsIt(Window window) {
        String title = "Shown before " + Newsroom.unique();
        Page writer = desk.tab(window);
        desk.open(writer, "#/articles/new");
        writer.locator("#title").fill(title);
        writer.locator("#body").fill("Words *for few*.");
        desk.press(writer, "Save");
        // What was typed since is part of what is shared.
        writer.locator("#body").fill("Words *for some*.");
        desk.press(writer, "Share a preview …");
        Locator dialog = writer.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("It works for").selectOption("a week");
        tabs.expect(complaint -> complaint.contains("404"));
        inDialog(writer, "Make a link").click();
        Locator address = dialog.getByLabel("Link");
        assertThat(address).hasValue(Pattern.compile(".*/previews/[\\w-]{43}$"));
        assertFits(writer);

        Page reader = tabs.open(window, true);
        String path = URI.create(address.inputValue()).getPath();
        tabs.visit(reader, path);
        assertThat(reader.locator("h1")).hasText(title);
        assertThat(reader.locator(".prose em")).hasText("for some");
        assertThat(reader.locator(".preview-notice")).containsText("This is a draft.");
        assertThat(reader.locator("meta[name=robots]")).hasAttribute("content", "noindex");
        assertFits(reader);

        inDialog(writer, "Withdraw it").click();
        assertThat(dialog).containsText("The link leads nowhere any more.");
        assertThat(dialog.getByLabel("It works for")).isFocused();
        reader.reload();
        assertThat(reader.locator("h1")).not().hasText(title);
        writer.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        assertThat(writer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Share a preview …")))
                .isFocused();
    }

    @Test
    void allOfItIsSound() {
        Page writer = desk.tab(Window.DESK);
        desk.open(writer, "#/articles/new");
        writer.locator("#title").fill("Sound " + Newsroom.unique());
        writer.locator("#body").fill("Words.");
        desk.press(writer, "Save");
        desk.press(writer, "Share a preview …");
        tabs.expect(complaint -> complaint.contains("404"));
        Locator make = inDialog(writer, "Make a link");
        assertThat(make).isVisible();
        try (PageChecks checks = new PageChecks()) {
            checks.assertSound("before a link is made", writer, null);
            make.click();
            Locator address = writer.getByRole(AriaRole.DIALOG).getByLabel("Link");
            assertThat(address).isVisible();
            checks.assertSound("with a link", writer, null);
            Page reader = tabs.open(Window.DESK, true);
            String served = tabs.visit(reader, URI.create(address.inputValue()).getPath())
                    .text();
            checks.assertSound("the preview", reader, served);
        }
    }
}
