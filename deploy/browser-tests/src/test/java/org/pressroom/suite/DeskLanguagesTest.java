package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;
import tools.jackson.databind.JsonNode;

/** One article in several languages, from the desk to its readers. */
@WithSuite
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskLanguagesTest {

    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskLanguagesTest(Suite suite, Chromium chromium) {
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
    void anArticleIsTranslatedAndReadersGoFromOneToTheOther(Window window) {
        String name = Newsroom.unique();
        Page page = desk.tab(window);
        desk.open(page, "#/articles/new");
        page.locator("#title").fill("Rivers " + name);
        page.locator("#body").fill("Where they begin.");
        desk.press(page, "Save");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        publish(page);

        button(page, "Translations …").press("Enter");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("It is in English.");
        assertThat(dialog).containsText("There are none yet.");
        dialog.getByLabel("Translate it into").selectOption("ar");
        assertFits(page);
        inDialog(page, "Begin").click();
        assertThat(page.locator("#language")).hasValue("ar");
        assertThat(page.locator("#body")).hasValue("Where they begin.");
        page.locator("#title").fill("أنهار " + name);
        page.locator("#body").fill("من أين تبدأ.");
        desk.press(page, "Save");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        publish(page);
        // Saving again from the desk keeps what it is the translation of.
        button(page, "Translations …").press("Enter");
        assertThat(dialog.locator(".row-item")).hasCount(1);
        assertThat(dialog.locator(".row-item")).containsText("English");
        assertSound(window, "the translations", page);
        inDialog(page, "Close").click();
        assertThat(button(page, "Translations …")).isFocused();

        Page reader = tabs.open(window, true);
        tabs.visit(reader, "/articles/rivers-" + name);
        Locator other = reader.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("العربية").setExact(true));
        assertFits(reader);
        other.press("Enter");
        assertThat(reader.locator("h1")).hasText("أنهار " + name);
        assertThat(reader.locator("article.article")).hasAttribute("dir", "rtl");
        assertThat(reader.locator(".prose")).hasAttribute("lang", "ar");
        assertThat(reader.locator("link[rel=alternate][hreflang=en]"))
                .hasAttribute("href", Pattern.compile(".*/articles/rivers-" + name + "$"));
        assertFits(reader);
        assertSound(window, "a translated article", reader);
        reader.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("English").setExact(true))
                .click();
        assertThat(reader.locator("h1")).hasText("Rivers " + name);

        tabs.visit(reader, "/?lang=ar");
        assertThat(listed(reader, "أنهار " + name)).isVisible();
        assertThat(listed(reader, "Rivers " + name)).hasCount(0);
        assertFits(reader);

        reader.locator(".card a[rel=author], .feature a[rel=author]").first().click();
        Locator languages = reader.getByRole(
                AriaRole.NAVIGATION,
                new Page.GetByRoleOptions().setName("Languages").setExact(true));
        assertThat(languages.locator("[aria-current]")).hasText("All");
        assertThat(listed(reader, "Rivers " + name)).isVisible();
        assertFits(reader);
        languages
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("العربية").setExact(true))
                .press("Enter");
        assertThat(languages.locator("[aria-current]")).hasText("العربية");
        assertThat(listed(reader, "أنهار " + name)).isVisible();
        assertThat(listed(reader, "Rivers " + name)).hasCount(0);
        assertFits(reader);
    }

    @Test
    void whatIsThereAlreadyBecomesATranslationAndLeavesAgain() {
        String name = Newsroom.unique();
        String english = newsroom.draft("Harbours " + name);
        JsonNode german = newsroom.staff()
                .send(Call.post("/api/articles")
                        .json(with(Newsroom.manuscript("Häfen " + name, "Wo sie liegen."), "de")))
                .expect(201)
                .json();
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/" + german.path("id").asString());
        desk.press(page, "Translations …");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByText("It is the translation of an article that is there").click();
        dialog.getByLabel("Words of its title").fill("harb " + name);
        dialog.getByText("It is of this one").click();
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        desk.press(page, "Translations …");
        assertThat(dialog.locator(".row-item")).containsText("Harbours " + name);
        inDialog(page, "It is no translation of these").click();
        assertThat(page.locator("#translationOf")).hasValue("");
        desk.press(page, "Translations …");
        assertThat(dialog).containsText("There are none yet.");
        inDialog(page, "Close").click();

        desk.open(page, "#/articles?language=de&q=" + name);
        assertThat(page.locator(".row-item")).hasCount(1);
        assertThat(page.locator(".row-item")).containsText("German");
        assertThat(page.getByLabel("Language")).hasValue("de");
        page.getByLabel("Language").selectOption("en");
        assertThat(page.locator(".row-item")).containsText("Harbours " + name);
        desk.open(page, "#/articles/" + english);
        assertThat(page.locator("#language")).hasValue("en");
    }

    @Test
    void commentsCloseAfterSoManyDays() {
        String id = newsroom.draft("Closing " + Newsroom.unique());
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/" + id);
        page.getByLabel("Days of comments").fill("a fortnight");
        tabs.expect(complaint -> complaint.contains("422"));
        desk.press(page, "Save");
        assertThat(page.locator("#commentDays-wrong")).isVisible();
        page.getByLabel("Days of comments").fill("14");
        desk.press(page, "Save");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        page.getByLabel("Comments", new Page.GetByLabelOptions().setExact(true)).selectOption("Closed");
        assertThat(page.locator("#commentDays")).isHidden();
        page.getByLabel("Comments", new Page.GetByLabelOptions().setExact(true)).selectOption("Open");
        publish(page);
        Page reader = tabs.open(Window.DESK, true);
        tabs.visit(
                reader,
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^See it.*")))
                        .getAttribute("href"));
        Tabs.reloadUntilThere(reader, reader.locator("#respond"));
        assertThat(reader.locator("#respond")).containsText("Comments are open until");
    }

    /** All windows and themes are looked at from one of them. */
    /** An article in the list itself: beside it, the most recent ones of all languages stand. */
    private static Locator listed(Page reader, String title) {
        return reader.locator(".card, .feature").filter(new Locator.FilterOptions().setHasText(title));
    }

    private static void assertSound(Window window, String name, Page page) {
        if (window == Window.DESK) {
            try (PageChecks checks = new PageChecks()) {
                checks.assertSound(name, page, null);
            }
        }
    }

    private void publish(Page page) {
        desk.press(page, "Publish");
        inDialog(page, "Publish").click();
        assertThat(button(page, "Withdraw")).isVisible();
    }

    private static Map<String, Object> with(Map<String, Object> manuscript, String language) {
        manuscript.put("language", language);
        return manuscript;
    }
}
