package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.inDialog;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;
import tools.jackson.databind.JsonNode;

/** When an article goes public, until when, and who hears of it. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskSchedulingTest {

    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskSchedulingTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private JsonNode stored(String id) {
        return newsroom.staff().get("/api/drafts/" + id).expect(200).json();
    }

    private Page editing(Page page, String id) {
        desk.open(page, "#/articles/" + id);
        assertThat(page.locator("#body")).hasValue("Words");
        return page;
    }

    @Test
    void anArticleIsScheduledByKeyboardAndThatIsTakenBack() {
        String title = "Scheduled " + Newsroom.unique();
        String id = newsroom.draft(title);
        Page page = editing(desk.tab(Window.DESK), id);
        button(page, "Schedule …").press("Enter");
        assertThat(inDialog(page, "Not yet")).isFocused();
        page.locator("#publish-at").fill("2035-06-01T09:30");
        page.getByLabel("Take it down again at a time").press("Space");
        page.locator("#publish-until").fill("2035-05-01T09:30");
        inDialog(page, "Schedule").press("Enter");
        assertThat(page.locator("#publish-until-said")).hasText("Choose a time after readers get to see it.");
        assertThat(page.locator("#publish-until")).isFocused();
        page.locator("#publish-until").fill("2035-07-01T09:30");
        page.getByLabel("Tell subscribers").uncheck();
        inDialog(page, "Schedule").press("Enter");

        assertThat(page.locator(".editor-state .status-scheduled")).hasText("Scheduled");
        assertThat(page.locator(".editor-plan")).hasText(Pattern.compile(".*June.*2035.*"));
        JsonNode schedule = stored(id).path("schedule");
        assertThat(schedule.path("at").asString()).isEqualTo("2035-06-01T09:30:00Z");
        assertThat(schedule.path("until").asString()).isEqualTo("2035-07-01T09:30:00Z");
        assertThat(schedule.path("notify").asBoolean()).isFalse();
        page.locator("#desk-nav").getByText("Articles").click();
        Locator row = page.locator(".row-item", new Page.LocatorOptions().setHasText(title));
        assertThat(row.locator(".status-scheduled")).hasText("Scheduled");

        row.locator(".row-title").click();
        button(page, "Take that back").press("Enter");
        assertThat(page.locator(".editor-plan")).isEmpty();
        assertThat(button(page, "Schedule …")).isFocused();
        assertThat(stored(id).path("schedule").isNull()).isTrue();
    }

    @Test
    void whatGoesPublicWhileSomebodyWritesIsShownAndKeepsTheirWords() {
        String id = newsroom.draft("While written " + Newsroom.unique());
        Page idle = desk.tab(Window.DESK);
        desk.open(idle, "#/articles");
        // There is time to open it, and no more than that.
        newsroom.staff()
                .send(Call.post("/api/articles/" + id + "/publication")
                        .ifMatch("*")
                        .json(Map.of("at", Instant.now().plusSeconds(10).toString())))
                .expect(200);
        editing(idle, id);
        assertThat(idle.locator(".editor-plan")).containsText("Goes public");
        assertThat(idle.locator(".editor-state .status-published"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        assertThat(idle.locator(".editor-plan")).isEmpty();
        idle.locator("#body").fill("Words, and more");
        assertThat(idle.locator(".saved-line")).containsText("Saved just now");
        assertThat(stored(id).path("body").asString()).isEqualTo("Words, and more");
        assertThat(stored(id).path("status").asString()).isEqualTo("published");
    }

    /** Nobody else wrote, so there is nothing to choose between. */
    @Test
    void whoWritesMeanwhileIsAskedNothing() {
        String id = newsroom.draft("Published by another " + Newsroom.unique());
        Page page = editing(desk.tab(Window.DESK), id);
        tabs.expect(complaint -> complaint.contains("412"));
        newsroom.staff()
                .send(Call.post("/api/articles/" + id + "/publication").ifMatch("*"))
                .expect(200);
        page.locator("#body").fill("Mine");
        assertThat(page.locator(".saved-line")).containsText("Saved just now");
        assertThat(stored(id).path("body").asString()).isEqualTo("Mine");
    }

    @Test
    void whatCouldNotBeDoneAtItsTimeIsSaid() {
        String id = newsroom.draft("Not done " + Newsroom.unique());
        newsroom.staff()
                .send(Call.post("/api/articles/" + id + "/publication")
                        .ifMatch("*")
                        .json(Map.of("at", Instant.now().plusSeconds(2).toString())))
                .expect(200);
        Map<String, Object> empty = Newsroom.manuscript("Not done", "");
        newsroom.staff()
                .send(Call.put("/api/drafts/" + id).ifMatch("*").json(empty))
                .expect(200);
        await().until(() -> !stored(id).path("schedule").path("problem").isNull());
        Page page = desk.tab(Window.PHONE);
        desk.open(page, "#/articles/" + id);
        assertThat(page.locator(".editor-plan")).containsText("Text must show something when it is published.");
        Tabs.assertFits(page);
    }

    /** On 28 March 2027 clocks in Berlin go from two to three; on 31 October they show the hour from two to three twice. */
    @Test
    void anHourThatTheClocksSkipOrRepeatIsSaidForWhatItIs() {
        Page page = editing(desk.tabIn("Europe/Berlin"), newsroom.draft("Clocks " + Newsroom.unique()));
        button(page, "Schedule …").click();
        page.locator("#publish-at").fill("2027-03-28T02:30");
        assertThat(page.locator("#publish-at-said")).hasText(Pattern.compile(".*03:30.*GMT\\+2.*"));
        page.locator("#publish-at").fill("2027-10-31T02:30");
        assertThat(page.locator("#publish-at-said")).hasText(Pattern.compile(".*02:30.*GMT\\+2.*"));
        page.keyboard().press("Escape");
    }

    @Test
    void whatWasWithdrawnIsPublishedAgainInSilenceUnlessThatIsSaid() {
        String id = newsroom.publish("Again " + Newsroom.unique()).id();
        newsroom.staff()
                .send(Call.delete("/api/articles/" + id + "/publication").ifMatch("*"))
                .expect(204);
        Page page = desk.tab(Window.DESK);
        desk.open(page, "#/articles/" + id);
        button(page, "Publish").click();
        assertThat(page.getByLabel("Tell subscribers")).not().isChecked();
        inDialog(page, "Publish").click();
        assertThat(page.getByText("Published. Readers can see it now.")).isVisible();
        assertThat(stored(id).path("status").asString()).isEqualTo("published");
    }
}
