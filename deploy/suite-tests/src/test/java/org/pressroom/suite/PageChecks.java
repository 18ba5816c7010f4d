package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nu.validator.client.EmbeddedValidator;
import org.pressroom.suite.Chromium.Window;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/** What every page must stand: axe's rules and the width of each window in both themes, and the HTML checker. */
final class PageChecks {
    private static final String AXE = resource("/axe.min.js");

    /** All levels of WCAG up to AA, with what is new in 2.2, and what axe holds for good practice. */
    private static final Map<String, Object> ALL = Map.of(
            "type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));

    /** The rules that a theme can break alone. */
    private static final Map<String, Object> COLOURS =
            Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));

    private static final String RUN = """
            async runOnly => {
              const {violations} = await axe.run(document, {runOnly, resultTypes: ['violations']});
              return violations.flatMap(({id, nodes}) => nodes.map(({target, any, all, none}) =>
                  `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(check => check.message).join('; ')}`));
            }
            """;

    /** The new theme reaches the page a moment after it was asked for. */
    private static final String DRAWN = """
            theme => matchMedia(`(prefers-color-scheme: ${theme})`).matches
                && new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))
            """;

    private static final long CHECKER_STACK_BYTES = 64L << 20;

    private final List<String> violations = new ArrayList<>();
    private final String name;

    private PageChecks(String name) {
        this.name = name;
    }

    /** Looks at the page as it stands, in each window and theme, and fails with all that was found. */
    static void assertSound(String name, Page page) {
        PageChecks checks = new PageChecks(name);
        checks.look(page);
        checks.readHtml("as drawn", page.content());
        checks.end();
    }

    /** The same, and reads the HTML that the server sent too. */
    static void assertSound(String name, Page page, String served) {
        PageChecks checks = new PageChecks(name);
        checks.look(page);
        checks.readHtml("as served", served);
        checks.readHtml("as drawn", page.content());
        checks.end();
    }

    private void look(Page page) {
        page.evaluate(AXE);
        for (Window window : Window.values()) {
            page.setViewportSize(window.width(), window.height());
            for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                page.waitForFunction(DRAWN, theme.name().toLowerCase(Locale.ROOT));
                String look = window + " " + theme;
                for (Object violation : (List<?>) page.evaluate(RUN, theme == ColorScheme.LIGHT ? ALL : COLOURS)) {
                    violations.add(look + ": axe: " + violation);
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

    /** The checker recurses through all of HTML's grammar, which is more than the stack of a test's thread holds. */
    private void readHtml(String which, String html) {
        Thread reading = new Thread(null, () -> validate(which, html), "html-checker", CHECKER_STACK_BYTES);
        reading.setUncaughtExceptionHandler((thread, failure) -> violations.add("HTML " + which + ": " + failure));
        reading.start();
        try {
            reading.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void validate(String which, String html) {
        EmbeddedValidator validator = new EmbeddedValidator();
        validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
        try {
            JsonNode report =
                    Json.read(validator.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8))));
            for (JsonNode message : Json.items(report.path("messages"))) {
                if (message.path("type").asString().equals("error")) {
                    violations.add(
                            "HTML " + which + ": " + message.path("message").asString() + " at line "
                                    + message.path("lastLine").asString() + ": "
                                    + message.path("extract").asString("").strip());
                }
            }
        } catch (IOException | SAXException failed) {
            throw new IllegalStateException("the HTML checker failed on " + name, failed);
        }
    }

    private void end() {
        Set<String> once = new LinkedHashSet<>(violations);
        assertThat(once).as("violations on %s", name).isEmpty();
    }

    private static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(PageChecks.class.getResourceAsStream(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
