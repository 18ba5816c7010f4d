package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.pressroom.suite.Chromium.Window;

/** What somebody does at the desk, whatever it is that is tested. */
final class DeskHand {
    private final Suite suite;
    private final Tabs tabs;

    DeskHand(Suite suite, Tabs tabs) {
        this.suite = suite;
        this.tabs = tabs;
    }

    /** Signs in; the state of a profile that is signed in. */
    String signedIn() {
        Page page = tabs.open(Window.DESK, true);
        signIn(page);
        return page.context().storageState();
    }

    void signIn(Page page) {
        tabs.visit(page, "/desk/");
        page.getByLabel("Username").fill("admin");
        page.getByLabel("Password").fill(suite.adminPassword());
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
}
