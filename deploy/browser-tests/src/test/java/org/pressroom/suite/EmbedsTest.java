package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Answer;
import org.pressroom.suite.Chromium.Window;
import org.pressroom.suite.Newsroom.Article;

/** Films, sounds and posts of others in an article: nothing is asked of their services before a reader wants it. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbedsTest {
    /** Of each service a page, and where its frame comes from. */
    enum Service {
        YOUTUBE("YouTube", "https://youtu.be/dQw4w9WgXcQ?t=9", "https://www.youtube-nocookie.com"),
        VIMEO("Vimeo", "https://vimeo.com/76979871", "https://player.vimeo.com"),
        DAILYMOTION("Dailymotion", "https://dai.ly/x84sh87", "https://geo.dailymotion.com"),
        TIKTOK("TikTok", "https://www.tiktok.com/@scout2015/video/6718335390845095173", "https://www.tiktok.com"),
        INSTAGRAM("Instagram", "https://www.instagram.com/p/CrD2fDcs0Kj/", "https://www.instagram.com"),
        X("X", "https://x.com/printers/status/1460323737035677698", "https://platform.twitter.com"),
        MASTODON("Mastodon", "https://mastodon.social/@Mastodon/114831294038409482", "https://mastodon.social"),
        SPOTIFY("Spotify", "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC", "https://open.spotify.com"),
        SOUNDCLOUD("SoundCloud", "https://soundcloud.com/forss/flickermood", "https://w.soundcloud.com"),
        BLUESKY("Bluesky", "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l", "https://embed.bsky.app");

        private final String title;
        private final String address;
        private final String origin;

        Service(String title, String address, String origin) {
            this.title = title;
            this.address = address;
            this.origin = origin;
        }

        static String addresses() {
            return Stream.of(values()).map(service -> service.address).collect(Collectors.joining("\n\n"));
        }
    }

    private final Suite suite;
    private final Newsroom newsroom;
    private final Tabs tabs;
    private Article article = new Article("", "", "");

    EmbedsTest(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
    }

    @BeforeAll
    void publish() {
        article = newsroom.publish(Newsroom.manuscript("Seen elsewhere " + Newsroom.unique(), Service.addresses()));
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    @ParameterizedTest
    @EnumSource
    void aServiceIsAskedWhenItsButtonIsPressed(Service service) {
        Page page = tabs.open(Window.DESK, true);
        List<String> asked = new CopyOnWriteArrayList<>();
        page.route(url -> !url.startsWith("http://localhost"), route -> answer(route, asked));
        tabs.visit(page, "/articles/" + article.slug());
        Locator figure =
                page.locator("figure.embed[data-embed=" + service.name().toLowerCase(Locale.ROOT) + "]");
        Locator button = figure.getByRole(AriaRole.BUTTON);
        assertThat(button).containsText("Load from");
        assertThat(button).containsText(service.title);
        assertThat(figure.locator("a")).hasAttribute("href", service.address);
        assertThat(page.locator("iframe")).hasCount(0);
        assertThat(asked).isEmpty();
        tabs.assertNoComplaints();

        tabs.expect(complaint -> complaint.startsWith("a request to "));
        button.press("Enter");
        Locator frame = figure.locator("iframe");
        assertThat(frame).isFocused();
        assertThat(page.frameLocator("figure.embed iframe").getByText("Loaded")).isVisible();
        assertThat(asked).hasSize(1).allSatisfy(url -> assertThat(url).startsWith(service.origin + "/"));
        assertThat(frame).hasAttribute("title", service.title + ": " + service.address);
        assertThat(frame.getAttribute("sandbox"))
                .contains("allow-scripts")
                .doesNotContain("allow-top-navigation", "allow-forms");
        assertThat(button).hasCount(0);
        assertThat(figure.locator("a")).isVisible();
        assertFits(page);
    }

    private static void answer(Route route, List<String> asked) {
        asked.add(route.request().url());
        route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<p>Loaded</p>"));
    }

    @ParameterizedTest
    @EnumSource
    void withoutJavaScriptItIsALink(Window window) {
        Page page = tabs.open(window, false);
        tabs.visit(page, "/articles/" + article.slug());
        assertThat(page.locator("figure.embed a")).hasCount(Service.values().length);
        assertThat(page.locator("figure.embed a").first()).isVisible();
        assertThat(page.locator("figure.embed button")).hasCount(0);
        assertFits(page);
    }

    /** The policy names what the page offers, on its first answer and on those that are kept; other pages frame nothing. */
    @Test
    void aPageMayFrameItsOwnServicesAlone() {
        Article other = newsroom.publish("Nothing elsewhere " + Newsroom.unique());
        String frameSources = "frame-src 'self' ";
        for (int time = 0; time < 2; time++) {
            Answer shown = suite.stranger().get("/articles/" + article.slug());
            String policy = shown.header("Content-Security-Policy");
            assertThat(policy).contains(frameSources);
            assertThat(policy.substring(policy.indexOf(frameSources) + frameSources.length())
                            .split(" "))
                    .containsExactlyInAnyOrder(Stream.of(Service.values())
                            .map(service -> service.origin)
                            .toArray(String[]::new));
            assertThat(shown.header("Page-Policy")).isEmpty();
        }
        assertThat(suite.stranger().get("/articles/" + other.slug()).header("Content-Security-Policy"))
                .isNotEmpty()
                .doesNotContain("frame-src");
    }

    /** An id that does not fit is never made an address of, wherever it came from. */
    @Test
    void whatIsNoIdHasNoButton() {
        Page page = tabs.open(Window.DESK, true);
        page.route("**/articles/" + article.slug(), route -> {
            String html = route.fetch().text().replaceAll("data-id=\"[^\"]*\"", "data-id=\"../../evil\"");
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(html));
        });
        tabs.visit(page, "/articles/" + article.slug());
        assertThat(page.locator("figure.embed[data-id='../../evil'] a")).hasCount(Service.values().length);
        assertThat(page.locator("figure.embed button")).hasCount(0);
    }
}
