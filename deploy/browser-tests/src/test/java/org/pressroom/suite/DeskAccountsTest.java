package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.suite.Chromium.Window;

/** Accounts and one's own profile at the desk. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskAccountsTest {

    private static final String PASSWORD = "a long password";

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskAccountsTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private String account(String username) {
        newsroom.staff()
                .send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                username,
                                "name",
                                "Pia " + username,
                                "roles",
                                List.of("author"),
                                "password",
                                PASSWORD)))
                .expect(201);
        return username;
    }

    @ParameterizedTest
    @EnumSource
    void whoIsInvitedChoosesAPasswordByTheLinkAndIsSignedIn(Window window) {
        String username = "invited-" + Newsroom.unique();
        Page page = desk.tab(window);
        desk.open(page, "#/accounts");
        assertFits(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Invite somebody"))
                .press("Enter");
        tabs.expect(complaint -> complaint.contains("422"));
        page.getByLabel("Username").fill(username);
        button(page, "Invite").press("Enter");
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        assertThat(page.locator("[data-field=name] .wrong")).not().isEmpty();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Ivo Invited");
        page.getByLabel("Editor").check();
        String mailbox = Newsroom.address("invited");
        page.getByLabel("E-mail").fill(mailbox);
        assertFits(page);
        button(page, "Invite").press("Enter");
        Locator link = page.getByLabel("Link for Ivo Invited");
        assertThat(link).isFocused();
        assertThat(page.locator(".secret")).containsText("is on its way to " + mailbox);
        assertFits(page);
        String address = link.inputValue();

        Page theirs = tabs.open(window, true);
        tabs.visit(theirs, address.substring(address.indexOf("/desk/")));
        theirs.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        assertFits(theirs);
        theirs.keyboard().press("Enter");
        assertThat(theirs.locator("main h1")).hasText("Articles");
        assertThat(theirs).not().hasURL(Pattern.compile(".*password.*"));
        assertThat(theirs.locator("#desk-nav").getByText("Accounts")).hasCount(0);

        Page again = tabs.open(window, true);
        tabs.expect(complaint -> complaint.contains("404"));
        tabs.visit(again, address.substring(address.indexOf("/desk/")));
        again.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill("another password");
        button(again, "Choose it and sign in").click();
        assertThat(again.getByRole(AriaRole.ALERT)).containsText("This link is used up");
    }

    @Test
    void aClosedAccountIsOutAtOnceAndTheLastAdminStays() {
        String username = account("closed-" + Newsroom.unique());
        Client theirs = Client.signedIn(suite.site(), username, PASSWORD);
        theirs.get("/api/drafts").expect(200);
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/accounts");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Pia " + username))
                .click();
        button(page, "Close the account").click();
        assertThat(inDialog(page, "Keep it open")).isFocused();
        inDialog(page, "Close it").click();
        assertThat(button(page, "Open it again")).isVisible();
        theirs.get("/api/account").expect(401);

        tabs.expect(complaint -> complaint.contains("409"));
        String admin = newsroom.staff()
                .get("/api/account")
                .expect(200)
                .json()
                .path("id")
                .asString();
        desk.open(page, "#/accounts/" + admin);
        button(page, "Close the account").click();
        inDialog(page, "Close it").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("last account that may administer");
    }

    @ParameterizedTest
    @EnumSource
    void whatOneTellsReadersStandsOnOnesPage(Window window) {
        String username = account("shown-" + Newsroom.unique());
        Page page = desk.tab(window, username, PASSWORD);
        desk.open(page, "#/profile");
        page.getByLabel("About you").fill("Writes on rivers.\nAnd boats.");
        page.getByLabel("Your picture").fill("javascript:1");
        tabs.expect(complaint -> complaint.contains("422"));
        page.getByLabel("Your picture").press("Enter");
        assertThat(page.locator("[data-field=picture] .wrong")).not().isEmpty();
        page.getByLabel("Your picture").fill("/favicon.svg");
        page.getByLabel("Your picture").press("Enter");
        assertThat(page.locator("#toasts")).containsText("Saved");
        assertFits(page);

        Client author = Client.signedIn(suite.site(), username, PASSWORD);
        String slug = author.get("/api/account").expect(200).json().path("slug").asString();
        String id = author.send(Call.post("/api/articles").json(Newsroom.manuscript("By " + username, "Words.")))
                .expect(201)
                .json()
                .path("id")
                .asString();
        author.send(Call.post("/api/articles/" + id + "/publication").ifMatch("*"))
                .expect(200);
        Client reader = suite.stranger();
        await("the text on the author's page")
                .until(() -> reader.get("/authors/" + slug).text().contains("And boats."));
        Page site = tabs.open(window, true);
        tabs.visit(site, "/authors/" + slug);
        assertThat(site.locator(".author-bio")).containsText("Writes on rivers.");
        assertThat(site.locator(".author-head img")).isVisible();
        assertFits(site);
    }

    @Test
    void aPasswordIsChangedSessionsEndAndTokensAreMadeByKeyboard() {
        String username = account("own-" + Newsroom.unique());
        Client elsewhere = Client.signedIn(suite.site(), username, PASSWORD);
        Page page = desk.tab(Window.DESK, username, PASSWORD);
        desk.open(page, "#/profile");
        assertThat(page.getByText("· this one")).isVisible();
        button(page, "End all others").press("Enter");
        assertThat(page.locator("#sessions-title")).isFocused();
        elsewhere.get("/api/account").expect(401);

        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill("A program");
        page.getByLabel("Articles").check();
        button(page, "Make a token").press("Enter");
        Locator token = page.getByLabel("Token “A program”");
        assertThat(token).isFocused();
        Client program = Client.withToken(suite.site(), token.inputValue());
        program.get("/api/drafts").expect(200);
        assertThat(page.locator(".row-item").getByText("A program")).isVisible();
        assertFits(page);

        tabs.expect(complaint -> complaint.contains("422"));
        page.getByLabel("Your password now").fill("not this one");
        page.getByLabel("The new one").fill("quite another password");
        button(page, "Change the password").press("Enter");
        assertThat(page.locator("[data-field=current] .wrong")).containsText("is not your password");
        page.getByLabel("Your password now").fill(PASSWORD);
        button(page, "Change the password").press("Enter");
        assertThat(page.locator("#toasts")).containsText("Your password is changed");
        program.get("/api/drafts").expect(401);
        Client.signedIn(suite.site(), username, "quite another password")
                .get("/api/account")
                .expect(200);
    }
}
