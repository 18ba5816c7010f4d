package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.pressroom.suite.Chromium.Window;

/**
 * What every page must stand: axe's rules and the width of each window in both themes, a style for each control, and the
 * HTML checker.
 */
final class PageChecks implements AutoCloseable {
    private static final String AXE = resource("/axe.min.js");

    /** All levels of WCAG up to AA, with what is new in 2.2, and what axe holds for good practice. */
    private static final Map<String, Object> ALL = Map.of(
            "type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));

    /** The rules that a theme can break alone. */
    private static final Map<String, Object> COLOURS =
            Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));

    /** Without what axe would load beforehand, for experimental rules: that becomes inline styles, which the site forbids. */
    private static final String RUN = """
            async runOnly => {
              const {violations} = await axe.run(document, {runOnly, resultTypes: ['violations'], preload: false});
              return violations.flatMap(({id, nodes}) => nodes.map(({target, any, all, none}) =>
                  `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(check => check.message).join('; ')}`));
            }
            """;

    /** The new theme reaches the page a moment after it was asked for. */
    private static final String DRAWN = """
            theme => matchMedia(`(prefers-color-scheme: ${theme})`).matches
                && new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))
            """;

    /** What a style sheet has forgotten looks as the browser has it. */
    private static final String BARE = """
            () => [...document.querySelectorAll('input, textarea, button')]
                .filter(control => control.checkVisibility() && !['checkbox', 'radio', 'range'].includes(control.type))
                .filter(control => ['inset', 'outset'].includes(getComputedStyle(control).borderTopStyle)
                    && getComputedStyle(control).borderTopWidth !== '0px')
                .map(control => `${control.localName} ${control.type} ${control.id || control.className}`)
            """;

    private final HtmlChecker html = new HtmlChecker();

    /**
     * Looks at the page as it stands, in each window and theme, reads its HTML, and fails with all that was found.
     *
     * @param served the HTML that came from the server, where that is to be read too
     */
    void assertSound(String name, Page page, @Nullable String served) {
        Map<String, Future<List<String>>> readings = new LinkedHashMap<>();
        if (served != null) {
            readings.put("as served", html.read(served));
        }
        readings.put("as drawn", html.read(page.content()));
        Set<String> violations = new LinkedHashSet<>();
        look(page, violations);
        ((List<?>) page.evaluate(BARE)).forEach(control -> violations.add("without a style: " + control));
        readings.forEach((which, reading) ->
                HtmlChecker.found(reading).forEach(error -> violations.add("HTML " + which + ": " + error)));
        assertThat(violations).as("violations on %s", name).isEmpty();
    }

    private static void look(Page page, Set<String> violations) {
        page.evaluate(AXE);
        for (Window window : Window.values()) {
            page.setViewportSize(window.width(), window.height());
            for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                page.waitForFunction(DRAWN, theme.name().toLowerCase(Locale.ROOT));
                for (Object violation : (List<?>) page.evaluate(RUN, theme == ColorScheme.LIGHT ? ALL : COLOURS)) {
                    violations.add(window + " " + theme + ": axe: " + violation);
                }
            }
            int tooWide = ((Number) page.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .intValue();
            if (tooWide > 0) {
                violations.add(window + ": " + tooWide + " pixels too wide");
            }
        }
    }

    @Override
    public void close() {
        html.close();
    }

    private static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(PageChecks.class.getResourceAsStream(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
