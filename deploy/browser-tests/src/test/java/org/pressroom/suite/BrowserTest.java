package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.client.Client;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;

/** The site and the desk in a real browser. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private @Nullable Article longThread;

    BrowserTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private Page open(Window window, boolean javaScript) {
        return tabs.open(window, javaScript);
    }

    private void visit(Page page, String path) {
        tabs.visit(page, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"results", "résumé", "100%"})
    void aTargetIsReachedFromAnotherArticle(String id) {
        String words = "<p>" + Newsroom.sentence() + "</p>";
        Article results = newsroom.publish(Map.of(
                "title", "Results " + Newsroom.unique(),
                "format", "html",
                "body", words.repeat(200) + "<h2 id=\"" + id + "\">Results</h2>" + words));
        Article other = newsroom.publish(Map.of(
                "title", "Other " + Newsroom.unique(),
                "format", "html",
                "body", "<p><a href=\"/articles/" + results.slug() + "#" + id + "\">the results</a></p>"));
        Page page = open(Window.DESK, true);
        visit(page, "/articles/" + other.slug());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("the results"))
                .click();
        assertThat(page.locator(".prose h2")).isInViewport();
    }

    @ParameterizedTest
    @EnumSource
    void aReaderReadsAndCommentsWithoutJavaScript(Window window) {
        Article article = newsroom.publish("Plain " + Newsroom.unique());
        Page page = open(window, false);
        visit(page, "/");
        assertFits(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(article.title()))
                .first()
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(article.title())))
                .isVisible();
        assertFits(page);
        Posted first = newsroom.comment(article, "Oda", Newsroom.address("oda"), Newsroom.sentence());
        newsroom.awaitStatus(first, "approved");

        String sentence = Newsroom.sentence();
        fillComment(page, "Pia", sentence);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Post comment"))
                .click();
        assertThat(page.locator("main h1")).hasText(Pattern.compile("Thank you|published"));
        assertFits(page);

        Client reader = suite.stranger();
        await("the comment on the page")
                .until(() -> reader.get("/articles/" + article.slug()).text().contains(sentence));
        visit(page, "/articles/" + article.slug());
        assertThat(page.locator(".comment").filter(new Locator.FilterOptions().setHasText(sentence)))
                .isVisible();
    }

    /** A comment that waits stays before its writer's eyes, who may change it and take it back. */
    @ParameterizedTest
    @EnumSource
    void aWriterSeesChangesAndTakesBackACommentThatWaits(Window window) {
        Map<String, Object> manuscript = Newsroom.manuscript("Waiting " + Newsroom.unique(), "Words");
        manuscript.put("commentPolicy", "moderated");
        Article article = newsroom.publish(manuscript);
        newsroom.awaitStatus(newsroom.comment(article, "Oda", Newsroom.address("oda"), Newsroom.sentence()), "held");
        Page page = open(window, true);
        visit(page, "/articles/" + article.slug());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Leave a reply"))
                .click();
        String sentence = Newsroom.sentence();
        fillComment(page, "Rob", sentence);
        button(page, "Post comment").click();
        Locator own = page.locator("pressroom-comments .comment");
        assertThat(own).containsText("A moderator will read it");

        page.reload();
        assertThat(own).containsText(sentence);
        assertThat(own).containsText("A moderator will read it");
        button(page, "Edit").click();
        assertThat(page.getByLabel("Your comment, changed")).isFocused();
        String better = Newsroom.sentence();
        page.getByLabel("Your comment, changed").fill(better);
        button(page, "Save").click();
        assertThat(own.locator(".comment-body")).hasText(better);
        assertFits(page);

        page.reload();
        assertThat(own.locator(".comment-body")).hasText(better);
        button(page, "Delete").click();
        button(page, "Keep it").click();
        assertThat(button(page, "Delete")).isFocused();
        button(page, "Delete").click();
        own.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
                .click();
        assertThat(own).hasCount(0);
        page.reload();
        assertThat(page.locator("#comments")).containsText("No one has said anything yet");
        assertThat(own).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource
    void aWriterChangesAndTakesBackACommentWithoutJavaScript(Window window) {
        Map<String, Object> manuscript = Newsroom.manuscript("Waiting plainly " + Newsroom.unique(), "Words");
        manuscript.put("commentPolicy", "moderated");
        Article article = newsroom.publish(manuscript);
        newsroom.awaitStatus(newsroom.comment(article, "Oda", Newsroom.address("oda"), Newsroom.sentence()), "held");
        Page page = open(window, false);
        tabs.expect(complaint -> complaint.contains("status of 422"));
        visit(page, "/articles/" + article.slug());
        String sentence = Newsroom.sentence();
        fillComment(page, "Rob", sentence);
        button(page, "Post comment").click();
        assertThat(page.locator(".quoted")).hasText(sentence);
        assertFits(page);

        page.getByLabel("Your comment, changed").fill("");
        page.getByLabel("Your comment, changed").evaluate("field => field.removeAttribute('required')");
        button(page, "Save").click();
        assertThat(page.locator("[role=alert]")).isVisible();
        String better = Newsroom.sentence();
        page.getByLabel("Your comment, changed").fill(better);
        button(page, "Save").click();
        assertThat(page.locator(".quoted")).hasText(better);

        page.locator(".own-delete summary").click();
        button(page, "Delete").click();
        assertThat(page.locator("main h1")).hasText("This comment is not here any more");
        assertThat(page.locator(".quoted")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommentInALongThreadIsFoundAgain(boolean javaScript) {
        Article article = longThread();
        Page page = open(Window.PHONE, javaScript);
        visit(page, "/articles/" + article.slug());
        String sentence = Newsroom.sentence();
        fillComment(page, "Tess", sentence);
        button(page, "Post comment").click();
        if (javaScript) {
            assertThat(page.locator(".comment").filter(new Locator.FilterOptions().setHasText(sentence)))
                    .isVisible();
            assertThat(page.locator(".comment-pending")).hasCount(0);
            page.reload();
            assertThat(page.getByText("Your comment is published")).hasCount(2); // to be read, and to be heard
            newsroom.comment(article, "Uma", Newsroom.address("uma"), Newsroom.sentence());
            assertThat(page.locator(".comments-elsewhere")).hasCount(2);
        } else {
            // It may still be judged when the page comes.
            await("the comment to be published").pollInSameThread().until(() -> {
                page.reload();
                return page.getByText("See it under the article").count() > 0;
            });
        }
        page.getByText("See it under the article").first().click();
        Locator found = page.locator(".comment").filter(new Locator.FilterOptions().setHasText(sentence));
        assertThat(found).isInViewport();
        assertThat(page.locator(".prose")).hasCount(0);
        assertFits(page);

        page.getByText("Earlier comments").first().click();
        assertThat(page.locator(".prose")).isVisible();
        page.getByText("More comments").click();
        assertThat(found).isVisible();
    }

    /** An article with more comments than a page of a thread has, made once. */
    private Article longThread() {
        if (longThread == null) {
            Article article = newsroom.publish("Long " + Newsroom.unique());
            List<Posted> posted = IntStream.range(0, 101)
                    .mapToObj(count -> newsroom.comment(
                            article, "Reader " + count, Newsroom.address("reader"), Newsroom.sentence()))
                    .toList();
            posted.forEach(each -> newsroom.awaitStatus(each, "approved"));
            Client reader = suite.stranger();
            await("all comments on the page")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            reader.get("/articles/" + article.slug()).text().contains("More comments"));
            longThread = article;
        }
        return longThread;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void fillComment(Page page, String name, String text) {
        page.getByLabel("Your comment").fill(text);
        page.getByLabel("Name").fill(name);
        page.locator("#comment-email").fill(Newsroom.address("browser"));
    }

    @ParameterizedTest
    @EnumSource
    void aCommentAppearsLiveOnAnotherReadersPage(Window window) {
        Article article = newsroom.publish("Live " + Newsroom.unique());
        newsroom.awaitStatus(
                newsroom.comment(article, "Oda", Newsroom.address("oda"), Newsroom.sentence()), "approved");
        Page writer = open(window, true);
        Page reader = open(window, true);
        visit(reader, "/articles/" + article.slug());
        visit(writer, "/articles/" + article.slug());
        assertThat(reader.locator("pressroom-comments .comment")).hasCount(1);
        assertFits(reader);

        String sentence = Newsroom.sentence();
        fillComment(writer, "Quin", sentence);
        writer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Post comment"))
                .click();
        Locator.FilterOptions withSentence = new Locator.FilterOptions().setHasText(sentence);
        assertThat(reader.locator("pressroom-comments .comment").filter(withSentence))
                .hasCount(1);
        assertThat(writer.locator("pressroom-comments .comment").filter(withSentence))
                .hasCount(1);
        assertThat(reader.locator("[data-count]")).hasText("2");
        assertFits(reader);
    }

    @ParameterizedTest
    @EnumSource
    void aReaderSubscribesAndConfirms(Window window) {
        newsroom.publish("There to subscribe at " + Newsroom.unique());
        for (boolean javaScript : List.of(true, false)) {
            String address = Newsroom.address("rosa");
            Page page = open(window, javaScript);
            visit(page, "/subscriptions");
            assertFits(page);
            page.getByLabel("Your e-mail address").fill(address);
            page.getByRole(AriaRole.MAIN)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Subscribe"))
                    .click();
            assertThat(page.getByText("Check your mail")).isVisible();

            String token = suite.mailbox()
                    .awaitMail(address, "the confirmation", any -> true)
                    .token("/subscriptions/confirm");
            visit(page, "/subscriptions/confirm?token=" + token);
            assertFits(page);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Confirm subscription"))
                    .click();
            assertThat(page.getByText("You are subscribed")).isVisible();
            assertFits(page);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEditorWritesAndPublishesAtTheDesk(Window window) {
        String title = "From the desk " + Newsroom.unique();
        Page page = signInAtTheDesk(window);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New article"))
                .click();
        page.locator("#title").fill(title);
        page.locator("#body").fill("Written in a **browser**.");
        page.locator("#summary").fill("A summary");
        page.locator("#tags").fill("desk, browser");
        assertFits(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(page.locator(".saved-line")).containsText("Saved");

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Publish").setExact(true))
                .click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Publish"))
                .click();
        assertThat(page.getByText("Published. Readers can see it now.")).isVisible();

        Page site = open(window, true);
        visit(site, "/");
        site.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title))
                .first()
                .click();
        assertThat(site.locator(".prose strong")).hasText("browser");
    }

    @ParameterizedTest
    @EnumSource
    void aModeratorApprovesAHeldCommentAtTheDesk(Window window) {
        Map<String, Object> manuscript = Newsroom.manuscript("Moderated " + Newsroom.unique(), "Words");
        manuscript.put("commentPolicy", "moderated");
        Article article = newsroom.publish(manuscript);
        String sentence = Newsroom.sentence();
        Posted comment = newsroom.comment(article, "Sam", Newsroom.address("sam"), sentence);
        newsroom.awaitStatus(comment, "held");

        Page page = signInAtTheDesk(window);
        page.locator("#desk-nav")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Comments"))
                .click();
        Locator item = page.locator(".queue-item[data-id='" + comment.id() + "']");
        assertThat(item).containsText(sentence);
        assertFits(page);
        item.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Approve"))
                .click();
        assertThat(page.getByText("The comment is approved.")).isVisible();
        newsroom.awaitStatus(comment, "approved");
    }

    private Page signInAtTheDesk(Window window) {
        Page page = open(window, true);
        visit(page, "/desk/");
        page.getByLabel("Username").fill("admin");
        page.getByLabel("Password").fill(suite.adminPassword());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Articles")))
                .isVisible();
        assertFits(page);
        return page;
    }
}
