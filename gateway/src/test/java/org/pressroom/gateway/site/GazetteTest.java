package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.settings.SitePicture;
import org.pressroom.gateway.settings.SiteSettings;
import org.pressroom.gateway.settings.SiteState;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The theme that publishers learn from works, in all languages and with all that admins may choose. */
class GazetteTest extends SiteFixture {

    private static final Path FOLDER = Path.of("../deploy/themes/gazette");

    @DynamicPropertySource
    static void theme(DynamicPropertyRegistry registry) {
        registry.add("pressroom.site.theme", FOLDER::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'What was said, and who said it'", "de, 'Was gesagt wurde, und von wem'",
        "hi, 'क्या कहा गया, और किसने कहा'", "ar, 'ما قيل، ومَن قاله'",
    })
    void itSpeaksEachLanguage(String language, String motto) {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        publish("proof", "A proof", "closed");
        for (String address : List.of("/", "/articles/proof", "/search", "/subscriptions")) {
            String page = page(browser.get()
                    .uri(address)
                    .header("Accept-Language", language)
                    .exchange()
                    .expectStatus()
                    .isOk());
            assertThat(page).as(address).contains(motto, "gazette-nameplate").doesNotContain("class=\"masthead-bar\"");
        }
    }

    @Test
    void theFrontPageHasOneStoryTwoMoreAndHeadlines() {
        String[] articles = new String[5];
        for (int i = 0; i < articles.length; i++) {
            String id = ARTICLE.substring(0, ARTICLE.length() - 1) + (i + 2);
            articles[i] = article("proof-" + i, "Proof " + i, "closed").replace(ARTICLE, id);
        }
        ARTICLES.answers("GET", "/api/articles", 200, list(null, articles));
        String page = page(get("/"));
        assertThat(page.split("class=\"feature\"", -1)).hasSize(2);
        assertThat(page.split("class=\"card\"", -1)).hasSize(3);
        assertThat(page.split("class=\"gazette-brief\"", -1)).hasSize(3);
        assertThat(page).contains("Proof 0", "Proof 1", "Proof 2", "Proof 3", "Proof 4");
    }

    @Test
    void whatAdminsChooseComesAfterIt() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        Map<SitePicture.Kind, SitePicture> pictures = new EnumMap<>(SitePicture.Kind.class);
        pictures.put(
                SitePicture.Kind.LOGO,
                new SitePicture(
                        SitePicture.Kind.LOGO, "0123456789abcdef", SitePicture.Format.SVG, 90, 30, new byte[0]));
        SITE.set(new SiteState(
                new SiteSettings("The Proof", null, true, null, null, null, "a{}", null), pictures, 2, null));
        String page = page(get("/"));
        assertThat(page.indexOf("/site.css")).isBetween(0, page.indexOf("/theme.css"));
        assertThat(page.indexOf("/theme.css")).isLessThan(page.indexOf("href=\"/site/"));
        assertThat(page)
                .contains("alt=\"The Proof\"", "/site/pictures/0123456789abcdef.svg")
                .doesNotContain("<span>The Proof</span>");
        assertThat(page(get(page.replaceAll("(?s).*href=\"(/assets/[^\"]+/theme\\.css)\".*", "$1"))
                        .expectStatus()
                        .isOk()))
                .contains(".gazette-nameplate");
    }

    /** As WCAG 2.2 has it in 1.4.3 and 1.4.11. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsColoursCanBeRead(boolean dark) throws IOException {
        String css = Files.readString(FOLDER.resolve("assets/theme.css"));
        int night = css.indexOf("@media screen and (prefers-color-scheme: dark)");
        String part = dark ? css.substring(night) : css.substring(0, night);
        for (String ground : List.of("--paper", "--sheet", "--tint")) {
            for (String text : List.of("--key", "--soft", "--accent", "--accent-strong")) {
                assertThat(contrast(part, text, ground))
                        .as(text + " on " + ground)
                        .isGreaterThanOrEqualTo(4.5);
            }
            assertThat(contrast(part, "--rule-strong", ground)).as(ground).isGreaterThanOrEqualTo(3);
        }
    }

    private static double contrast(String css, String one, String other) {
        double first = luminance(colour(css, one));
        double second = luminance(colour(css, other));
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static int colour(String css, String name) {
        Matcher found = Pattern.compile(name + ": #([0-9a-f]{6});").matcher(css);
        assertThat(found.find()).as(name).isTrue();
        return Integer.parseInt(found.group(1), 16);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int component) {
        double share = (component & 255) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
