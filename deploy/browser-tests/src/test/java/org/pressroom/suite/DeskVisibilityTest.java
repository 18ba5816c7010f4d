package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.suite.Chromium.Window;

/** Who may read an article, from the desk to those who may and may not. */
@WithSuite
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskVisibilityTest {

    private final Suite suite;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskVisibilityTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    @ParameterizedTest
    @EnumSource
    void anArticleIsReadWithThePasswordThatItsWriterGave(Window window) {
        String title = "For some " + Newsroom.unique();
        Page writer = desk.tab(window);
        desk.open(writer, "#/articles/new");
        writer.locator("#title").fill(title);
        writer.locator("#body").fill("What is said *inside*.");
        assertThat(writer.locator("#password")).isHidden();
        writer.getByLabel("Who may read it").selectOption("Whoever has a password");
        assertThat(writer.locator("#commentPolicy")).isHidden();
        tabs.expect(complaint -> complaint.contains("422") || complaint.contains("403"));
        desk.press(writer, "Save");
        assertThat(writer.locator("#password-wrong")).isVisible();
        writer.locator("#password").fill("between us");
        desk.press(writer, "Save");
        assertThat(writer.locator(".saved-line")).containsText("Saved just now");
        assertThat(writer.locator("#password")).hasValue("");
        assertFits(writer);
        desk.press(writer, "Publish");
        inDialog(writer, "Publish").click();
        String path = writer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^See it.*")))
                .getAttribute("href");

        for (boolean scripts : new boolean[] {true, false}) {
            Page reader = tabs.open(window, scripts);
            tabs.visit(reader, path);
            assertThat(reader.locator("h1")).hasText(title);
            assertThat(reader.locator(".prose")).hasCount(0);
            assertFits(reader);
            Locator password = reader.getByLabel("Password");
            password.fill("between them");
            password.press("Enter");
            assertThat(reader.locator("#password-wrong")).containsText("That is not its password.");
            password.fill("between us");
            password.press("Enter");
            assertThat(reader.locator(".prose em")).hasText("inside");
            assertThat(reader.locator("#comments")).hasCount(0);
            reader.reload();
            assertThat(reader.locator(".prose em")).hasText("inside");
        }
        org.assertj.core.api.Assertions.assertThat(suite.stranger().get(path).text())
                .contains(title)
                .doesNotContain("inside");
        if (window == Window.DESK) {
            Page stranger = tabs.open(window, true);
            try (PageChecks checks = new PageChecks()) {
                String served = tabs.visit(stranger, path).text();
                checks.assertSound("before the password", stranger, served);
                checks.assertSound("at the desk", writer, null);
            }
        }
    }

    /** Subscribing lets a reader in who waits before an article; the link in a mail lets in whoever has it. */
    @ParameterizedTest
    @EnumSource
    void anArticleForSubscribersIsReadByThem(Window window) {
        String title = "For readers " + Newsroom.unique();
        Page writer = desk.tab(window);
        String path = published(writer, title);
        String email = Newsroom.address("reader");

        Page reader = tabs.open(window, window == Window.DESK);
        tabs.visit(reader, path);
        assertThat(reader.locator(".prose")).hasCount(0);
        assertThat(reader.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("For subscribers")))
                .isVisible();
        assertFits(reader);
        reader.getByLabel("Your e-mail address").fill(email);
        desk.press(reader, "Subscribe");
        assertThat(reader.getByText("Check your mail")).isVisible();
        Mailbox.Mail confirmation = suite.mailbox().awaitMail(email, "the confirmation", any -> true);
        tabs.visit(reader, "/subscriptions/confirm?token=" + confirmation.token("/subscriptions/confirm"));
        desk.press(reader, "Confirm subscription");
        assertThat(reader.getByText("You are subscribed")).isVisible();
        tabs.visit(reader, path);
        assertThat(reader.locator(".prose em")).hasText("inside");
        assertThat(reader.locator("#comments")).hasCount(0);
        assertFits(reader);

        String next = "Another " + title;
        String nextPath = published(writer, next);
        Mailbox.Mail mail = suite.mailbox()
                .awaitMail(email, "the article", any -> any.subject().equals(next));
        Page elsewhere = tabs.open(window, false);
        tabs.visit(
                elsewhere,
                "/subscriptions/read?token=" + mail.token("/subscriptions/read") + "&article="
                        + nextPath.replace("/articles/", ""));
        org.assertj.core.api.Assertions.assertThat(elsewhere.url()).endsWith(nextPath);
        assertThat(elsewhere.locator(".prose em")).hasText("inside");
        tabs.visit(elsewhere, path);
        assertThat(elsewhere.locator(".prose em")).hasText("inside");
        desk.press(elsewhere, "Sign out on this device");
        tabs.visit(elsewhere, path);
        assertThat(elsewhere.locator(".prose")).hasCount(0);
        String served = suite.stranger().get(path).text();
        org.assertj.core.api.Assertions.assertThat(served).contains(title).doesNotContain("inside");
        if (window == Window.DESK) {
            Page stranger = tabs.open(window, true);
            tabs.visit(stranger, path);
            try (PageChecks checks = new PageChecks()) {
                checks.assertSound("before subscribing", stranger, served);
                checks.assertSound("as a subscriber", reader, null);
            }
        }
    }

    private String published(Page writer, String title) {
        desk.open(writer, "#/articles/new");
        writer.locator("#title").fill(title);
        writer.locator("#body").fill("What is said *inside*.");
        writer.getByLabel("Who may read it").selectOption("Whoever is subscribed");
        assertThat(writer.locator("#password")).isHidden();
        assertThat(writer.locator("#commentPolicy")).isHidden();
        desk.press(writer, "Publish");
        inDialog(writer, "Publish").click();
        return writer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^See it.*")))
                .getAttribute("href");
    }
}
