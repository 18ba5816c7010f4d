package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;

/** What the site's forms do where something goes wrong: the focus and what was typed stay, and what is said is true. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsTest {
    private static final int CONNECTION_LOST = 0;
    private static final List<Integer> REFUSALS =
            List.of(400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 503, CONNECTION_LOST);
    private static final Pattern REFUSED = Pattern.compile("status of|ERR_FAILED|^[0-9]{3} for .*/api/subscriptions");

    private final Newsroom newsroom;
    private final Tabs tabs;

    FormsTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    @Test
    void aRefusedCommentKeepsTheFocusAndWhatWasTyped() {
        Article article = newsroom.publish("Refused " + Newsroom.unique());
        Page page = open(article, true);
        fill(page, "Rob", Newsroom.address("rob"), "", "Typed with care");
        Locator send = button(page, "Post comment");
        for (int status : REFUSALS) {
            refuse(page, "**/api/articles/*/comments", "POST", status);
            send.press("Enter");
            assertThat(page.locator(".comment-form [data-status]")).hasText(Pattern.compile(said(status)));
            assertThat(status == 413 ? page.locator("#comment-text") : send).isFocused();
            assertThat(page.locator("#comment-text")).hasValue("Typed with care");
            page.unrouteAll();
        }
    }

    private static String said(int status) {
        return switch (status) {
            case 400, 422 -> "not taken as it was sent";
            case 401, 403 -> "load the page again";
            case 404, 409 -> "takes no more comments";
            case 413 -> "marked fields";
            case 429 -> "a lot at once";
            default -> "try again in a moment";
        };
    }

    @Test
    void aRefusedChangeKeepsTheFocusAndWhatWasTyped() {
        Map<String, Object> manuscript = Newsroom.manuscript("Changed " + Newsroom.unique(), "Words");
        manuscript.put("commentPolicy", "moderated");
        Page page = open(newsroom.publish(manuscript), true);
        fill(page, "Rob", Newsroom.address("rob"), "", Newsroom.sentence());
        button(page, "Post comment").click();
        assertThat(page.locator(".comment")).containsText("A moderator will read it");
        button(page, "Edit").click();
        Locator text = page.getByLabel("Your comment, changed");
        text.fill("Typed with care");
        for (int status : REFUSALS) {
            refuse(page, "**/api/comments/*", "PATCH", status);
            button(page, "Save").press("Enter");
            assertThat(page.locator(".own-edit [data-status]")).hasText(Pattern.compile("[.]$"));
            assertThat(status == 413 ? text : button(page, "Save")).isFocused();
            assertThat(text).hasValue("Typed with care");
            page.unrouteAll();
        }
        button(page, "Cancel").click();
        button(page, "Delete").click();
        Locator delete = page.locator("[data-confirm]");
        for (int status : REFUSALS) {
            refuse(page, "**/api/comments/*", "DELETE", status);
            delete.press("Enter");
            assertThat(page.locator(".own [data-status]")).hasText(Pattern.compile("[.]$"));
            assertThat(delete).isFocused();
            page.unrouteAll();
        }
        delete.press("Enter");
        assertThat(page.locator("#comments")).isFocused();
        assertThat(page.locator("#comments")).containsText("No one has said anything yet");
    }

    @Test
    void aRefusedSubscriptionKeepsTheFocusAndWhatWasTyped() {
        Page page = tabs.open(Window.DESK, true);
        tabs.expect(REFUSED.asPredicate());
        tabs.visit(page, "/subscriptions");
        page.locator("#subscribe-email").fill("jürgen@example.org");
        Locator send = page.getByRole(AriaRole.MAIN)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Subscribe"));
        for (int status : REFUSALS) {
            refuse(page, "**/api/subscriptions", "POST", status);
            send.press("Enter");
            assertThat(page.locator(".subscribe-form [data-status]")).hasText(Pattern.compile("[.]$"));
            assertThat(send).isFocused();
            assertThat(page.locator("#subscribe-email")).hasValue("jürgen@example.org");
            page.unrouteAll();
        }
        send.press("Enter");
        assertThat(page.getByText("Check your mail")).isVisible();
    }

    /** The service takes them, so the forms do, however the browser thinks of them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void addressesThatTheServiceTakesAreTaken(boolean javaScript) {
        Article article = newsroom.publish("Addresses " + Newsroom.unique());
        for (String email : List.of("jürgen@example.org", "用户@example.org", "u@straße.de")) {
            Page page = open(article, javaScript);
            String sentence = Newsroom.sentence();
            fill(page, "Jürgen " + Newsroom.unique(), email, "HTTPS://Example.org", sentence);
            button(page, "Post comment").click();
            assertThat(page.locator(javaScript ? "#comments .comment" : ".quoted")
                            .filter(new Locator.FilterOptions().setHasText(sentence)))
                    .isVisible();
            if (javaScript) {
                assertThat(page.locator(".comment")
                                .filter(new Locator.FilterOptions().setHasText(sentence))
                                .locator(".who a"))
                        .hasAttribute("href", Pattern.compile("https://example[.]org", Pattern.CASE_INSENSITIVE));
            }
        }
    }

    @Test
    void whoAnswersACommentThatIsTakenAwayTypesOn() {
        Article article = newsroom.publish("Answered " + Newsroom.unique());
        Posted first = newsroom.comment(article, "Oda", Newsroom.address("oda"), Newsroom.sentence());
        newsroom.awaitStatus(first, "approved");
        Page page = open(article, true);
        page.locator("a.reply").click();
        String sentence = Newsroom.sentence();
        fill(page, "Rob", Newsroom.address("rob"), "", sentence);
        Locator text = page.locator("#comment-text");
        text.evaluate("text => { text.focus(); text.setSelectionRange(3, 3); }");
        takeBack(page, first);
        assertThat(page.locator(".comment")).hasCount(0);
        assertThat(page.locator(".comment-form")).containsText("was taken away");
        assertThat(text).isFocused();
        assertThat(text.evaluate("text => text.selectionStart")).isEqualTo(3);
        button(page, "Post comment").click();
        assertThat(page.locator(".comment")).containsText(sentence);
    }

    /** Where the stream does not tell of it, the service does. */
    @Test
    void anAnswerToNothingGoesAsACommentOfItsOwn() {
        Article article = newsroom.publish("Answered late " + Newsroom.unique());
        newsroom.awaitStatus(
                newsroom.comment(article, "Oda", Newsroom.address("oda"), Newsroom.sentence()), "approved");
        Page page = open(article, true);
        page.locator("a.reply").click();
        fill(page, "Rob", Newsroom.address("rob"), "", Newsroom.sentence());
        page.route(
                "**/api/articles/*/comments",
                route -> route.fulfill(
                        json(422, "{\"errors\": [{\"field\": \"parentId\", \"message\": \"is no comment\"}]}")));
        button(page, "Post reply").press("Enter");
        assertThat(page.locator(".comment-form")).containsText("was taken away");
        assertThat(button(page, "Post comment")).isFocused();
        page.unrouteAll();
        button(page, "Post comment").press("Enter");
        assertThat(page.locator(".comment")).hasCount(2);
        assertThat(page.locator(".comment .comment")).hasCount(0);
    }

    @Test
    void whoReadsACommentThatGoesStaysWhereItWas() {
        Article article = newsroom.publish("Read " + Newsroom.unique());
        Posted first = newsroom.comment(article, "Oda", Newsroom.address("oda"), Newsroom.sentence());
        newsroom.awaitStatus(first, "approved");
        Posted second = newsroom.comment(article, "Pia", Newsroom.address("pia"), Newsroom.sentence());
        newsroom.awaitStatus(second, "approved");
        Page page = open(article, true);
        page.locator("#comment-" + first.id() + " a.reply").focus();
        takeBack(page, first);
        assertThat(page.locator("#comment-" + second.id())).isFocused();
        takeBack(page, second);
        assertThat(page.locator("#comments")).isFocused();
        assertThat(page.locator("#comments")).containsText("No one has said anything yet");
    }

    private Page open(Article article, boolean javaScript) {
        Page page = tabs.open(Window.DESK, javaScript);
        tabs.expect(REFUSED.asPredicate());
        tabs.visit(page, "/articles/" + article.slug());
        return page;
    }

    private static void fill(Page page, String name, String email, String website, String text) {
        page.locator("#comment-name").fill(name);
        page.locator("#comment-email").fill(email);
        page.locator("#comment-website").fill(website);
        page.locator("#comment-text").fill(text);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void refuse(Page page, String address, String method, int status) {
        page.evaluate("() => document.querySelectorAll('[data-status]').forEach(said => { said.textContent = ''; })");
        page.route(address, route -> {
            if (!route.request().method().equals(method)) {
                route.resume();
            } else if (status == CONNECTION_LOST) {
                route.abort();
            } else {
                route.fulfill(json(status, "{}"));
            }
        });
    }

    private static Route.FulfillOptions json(int status, String body) {
        return new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setBody(body);
    }

    private static void takeBack(Page page, Posted comment) {
        Object status = page.evaluate("""
                ([id, token]) => fetch(`/api/comments/${id}`, {method: 'DELETE', headers: {'X-Edit-Token': token}})
                    .then(({status}) => status)
                """, List.of(comment.id(), comment.editToken()));
        assertThat(status).isEqualTo(204);
    }
}
