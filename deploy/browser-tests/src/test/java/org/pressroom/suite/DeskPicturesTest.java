package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;

/** The library of pictures at the desk, and pictures in a text. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskPicturesTest {
    /** What a browser does where files are dropped onto an element, or pasted while it has the focus. */
    private static final String HAND_OVER = """
            (element, {name, data, type}) => {
              const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], name, {type: 'image/png'}));
              const options = {bubbles: true, cancelable: true};
              element.dispatchEvent(type === 'paste'
                ? new ClipboardEvent('paste', {...options, clipboardData: transfer})
                : new DragEvent('drop', {...options, dataTransfer: transfer}));
            }
            """;

    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskPicturesTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "image/png", content);
    }

    private static void handOver(Locator element, String how, String name) {
        element.evaluate(
                HAND_OVER,
                Map.of(
                        "type",
                        how,
                        "name",
                        name,
                        "data",
                        Base64.getEncoder().encodeToString(FileForm.picture(700, 300))));
    }

    private static Locator picture(Page page, String name) {
        return page.locator(".picture").filter(new Locator.FilterOptions().setHasText(name));
    }

    @ParameterizedTest
    @EnumSource
    void aPictureComesIsDescribedFoundAndDeleted(Window window) {
        String name = "Quay " + Newsroom.unique() + ".png";
        Page page = desk.tab(window);
        desk.open(page, "#/pictures");
        page.locator("input[type=file]").setInputFiles(file(name, FileForm.picture(700, 300)));
        assertThat(picture(page, name)).containsText("Not described");
        assertThat(picture(page, name)).containsText("Not used");
        assertFits(page);

        button(picture(page, name), name).press("Enter");
        page.getByLabel("What it shows").fill("A quay at noon " + name);
        inDialog(page, "Save").click();
        assertThat(picture(page, name)).containsText("A quay at noon");

        page.getByLabel("Search pictures").fill("noon " + name.replace(".png", ""));
        assertThat(page.locator(".picture")).hasCount(1);
        button(picture(page, name), name).press("Enter");
        inDialog(page, "Delete").click();
        button(page.getByRole(AriaRole.DIALOG).last(), "Delete").click();
        assertThat(page.locator(".picture")).hasCount(0);
        assertThat(page.getByText("Nothing found")).isVisible();
    }

    @Test
    void whatIsNoPictureIsSaidBesideItsName() {
        Page page = desk.tab(Window.DESK);
        tabs.expect(complaint -> complaint.contains("415"));
        desk.open(page, "#/pictures");
        page.locator("input[type=file]")
                .setInputFiles(file("page.png", "<html>no picture</html>".getBytes(StandardCharsets.UTF_8)));
        Locator line = page.locator(".upload-failed");
        assertThat(line).containsText("page.png");
        assertThat(line).containsText("it has to be a JPEG, PNG, GIF or WebP");
        button(line, "Close: page.png").click();
        assertThat(line).hasCount(0);
    }

    @Test
    void aDroppedPictureIsInTheLibraryAtOnce() {
        String name = "Dropped " + Newsroom.unique() + ".png";
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/pictures");
        handOver(page.locator("main section"), "drop", name);
        assertThat(picture(page, name)).hasCount(1);
    }

    @Test
    void picturesAreDroppedAndPastedIntoATextAndChosenForIt() {
        String title = "Pictures " + Newsroom.unique();
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/new");
        page.locator("#title").fill(title);
        Locator text = page.locator("#body");
        text.fill("Before. ");
        handOver(text, "drop", "First.png");
        assertThat(text).hasValue(Pattern.compile("Before\\. !\\[]\\(/api/media/[0-9a-f-]+/first\\.png\\)"));
        text.press("End");
        handOver(text, "paste", "Second.png");
        assertThat(text)
                .hasValue(Pattern.compile(
                        "[\\s\\S]*/first\\.png\\)[\\s\\S]*!\\[]\\(/api/media/[0-9a-f-]+/second\\.png\\)"));

        button(page, "Pictures").click();
        page.getByRole(AriaRole.DIALOG).locator(".picture button").first().click();
        assertThat(text).hasValue(Pattern.compile("([\\s\\S]*second\\.png){2}[\\s\\S]*"));

        page.locator("summary")
                .getByText("Picture", new Locator.GetByTextOptions().setExact(true))
                .click();
        button(page, "Choose a picture").click();
        page.getByRole(AriaRole.DIALOG).locator(".picture button").nth(1).click();
        assertThat(page.getByLabel("Cover picture")).hasValue(Pattern.compile("/api/media/.*/first\\.png"));
        button(page, "Publish").click();
        inDialog(page, "Publish").click();
        assertThat(page.getByText("See it").first()).isVisible();

        String id = page.url().replaceFirst(".*/", "");
        String slug = newsroom.staff()
                .send(Call.get("/api/drafts/" + id))
                .expect(200)
                .json()
                .path("slug")
                .asString();
        Page reader = tabs.open(Window.DESK, true);
        tabs.visit(reader, "/articles/" + slug);
        Locator shown = reader.locator(".prose img").first();
        assertThat(shown).hasAttribute("width", "700");
        assertThat(shown).hasAttribute("srcset", Pattern.compile(".*\\?w=640 640w.*"));
        assertThat(reader.locator(".article-picture img")).hasAttribute("srcset", Pattern.compile(".*\\?w=960 960w.*"));
        reader.waitForFunction("() => document.querySelector('.article-picture img').naturalWidth > 0");

        desk.open(page, "#/pictures");
        button(page.locator(".picture").first(), "Second.png").click();
        assertThat(page.getByRole(AriaRole.DIALOG).locator(".picture-uses")).containsText(title);
    }
}
