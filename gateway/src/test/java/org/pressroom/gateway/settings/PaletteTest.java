package org.pressroom.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an admin chooses, readers can read it. */
class PaletteTest {

    private static final List<Palette.Defaults> BOTH = List.of(Palette.Defaults.LIGHT, Palette.Defaults.DARK);
    private static final List<String> GROUNDS = List.of("--paper", "--sheet", "--tint");
    private static final List<String> TEXTS = List.of(
            "--key",
            "--soft",
            "--accent",
            "--accent-strong",
            "--good",
            "--bad",
            "--code-keyword",
            "--code-string",
            "--code-comment",
            "--code-number",
            "--code-name",
            "--code-variable");
    private static final List<String> SHAPES = List.of("--rule-strong", "--focus");

    private static double contrast(Palette palette, String one, String other) {
        return Colour.contrast(Colour.of(palette.colour(one)), Colour.of(palette.colour(other)));
    }

    private static void assertReadable(Palette palette) {
        for (String ground : GROUNDS) {
            for (String text : TEXTS) {
                assertThat(contrast(palette, text, ground))
                        .as("%s on %s of %s", text, ground, palette.properties())
                        .isGreaterThanOrEqualTo(4.5);
            }
            for (String shape : SHAPES) {
                assertThat(contrast(palette, shape, ground))
                        .as("%s on %s of %s", shape, ground, palette.properties())
                        .isGreaterThanOrEqualTo(3);
            }
        }
        assertThat(contrast(palette, "--on-accent", "--accent")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(palette, "--on-accent", "--accent-strong")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(palette, "--good", "--good-tint")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(palette, "--bad", "--bad-tint")).isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @CsvSource({
        // yellow on white, white on white, black on black, and the greys on which nothing has much contrast
        "#ffffff, #ffffff, #ffff00",
        "#000000, #000000, #000000",
        "#777777, #777777, #777777",
        "#757575, #808080, #0000ff",
        "#ff0000, #00ff00, #0000ff",
        "#fff8dc, #3b2a1a, #8a4b08",
        "#0b1d2a, #e0f0ff, #ffcc00",
    })
    void ofEveryChoiceTextCanBeRead(String paper, String text, String accent) {
        for (Palette.Defaults defaults : BOTH) {
            assertReadable(Palette.of(defaults, paper, text, accent));
            assertReadable(Palette.of(defaults, paper, null, null));
            assertReadable(Palette.of(defaults, null, text, null));
            assertReadable(Palette.of(defaults, null, null, accent));
        }
    }

    @Test
    void ofAnyColoursAtAllTextCanBeRead() {
        SplittableRandom random = new SplittableRandom(20261130);
        for (int i = 0; i < 2_000; i++) {
            assertReadable(Palette.of(BOTH.get(i % 2), any(random), any(random), any(random)));
        }
    }

    private static String any(SplittableRandom random) {
        return "#%06x".formatted(random.nextInt(0x1000000));
    }

    @Test
    void aColourThatCanBeReadIsTheOneThatIsShown() {
        Palette palette = Palette.of(Palette.Defaults.LIGHT, "#ffffff", "#222222", "#7a1fa2");
        assertThat(palette.colour("--accent")).isEqualTo("#7a1fa2");
        assertThat(palette.colour("--key")).isEqualTo("#222222");
        assertThat(palette.colour("--paper")).isEqualTo("#ffffff");
    }

    @Test
    void oneThatCannotIsMadeDarkerAndStaysItself() {
        String shown =
                Palette.of(Palette.Defaults.LIGHT, "#ffffff", null, "#ff9900").colour("--accent");
        Colour orange = Colour.of(shown);
        assertThat(orange.red()).isGreaterThan(orange.green());
        assertThat(orange.green()).isGreaterThan(orange.blue());
        // No darker than it needs to be.
        assertThat(Colour.contrast(orange, Colour.WHITE)).isBetween(4.5, 5.6);
    }

    /** As the pages of others that compute it say. */
    @ParameterizedTest
    @CsvSource({"#000000, #ffffff, 21", "#777777, #ffffff, 4.48", "#ff0000, #ffffff, 4.0", "#0000ff, #ffff00, 8.0"})
    void contrastIsThatOfWcag(String one, String other, double ratio) {
        assertThat(Colour.contrast(Colour.of(one), Colour.of(other))).isCloseTo(ratio, within(0.01));
    }

    /** The palette's own copy of what the style sheet has. */
    @Test
    void itStartsFromTheColoursOfTheStyleSheet() throws IOException {
        String css = css();
        int dark = css.indexOf("@media screen and (prefers-color-scheme: dark)");
        for (Palette.Defaults defaults : BOTH) {
            String part = defaults.equals(Palette.Defaults.LIGHT) ? css.substring(0, dark) : css.substring(dark);
            Map<String, String> properties = defaults.properties();
            assertThat(properties).hasSizeGreaterThan(10);
            properties.forEach(
                    (name, value) -> assertThat(property(part, name)).as(name).isEqualTo(value));
        }
    }

    private static String property(String css, String name) {
        Matcher found = Pattern.compile(name + ": (#[0-9a-f]{6});").matcher(css);
        return found.find() ? found.group(1) : "none";
    }

    private static String css() throws IOException {
        try (InputStream css = PaletteTest.class.getResourceAsStream("/static/assets/site.css")) {
            return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
