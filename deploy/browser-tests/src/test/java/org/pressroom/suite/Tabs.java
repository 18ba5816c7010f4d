package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.pressroom.suite.Chromium.Window;

/**
 * What one test opened in the browser, and what those pages complain of: console errors, refusals of the content
 * security policy, requests to other hosts, answers that failed.
 */
final class Tabs {
    /** How long a page may take to show what is waited for, in milliseconds. */
    static final int PATIENCE = 20_000;

    private final Suite suite;
    private final Chromium chromium;
    private final List<BrowserContext> profiles = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Predicate<String> expected = complaint -> false;

    Tabs(Suite suite, Chromium chromium) {
        this.suite = suite;
        this.chromium = chromium;
    }

    /** A tab in a profile of its own. */
    Page open(Window window, boolean javaScript) {
        return open(new Browser.NewContextOptions()
                .setViewportSize(window.width(), window.height())
                .setJavaScriptEnabled(javaScript));
    }

    /** A tab in a profile of its own, set up as the options say. */
    Page open(Browser.NewContextOptions options) {
        BrowserContext profile = chromium.profile(options);
        profiles.add(profile);
        profile.setDefaultTimeout(PATIENCE);
        Page page = profile.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("script: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(suite.site() + "/") && !request.url().startsWith("data:")) {
                complaints.add("a request to " + request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400 && !response.url().contains("/comments")) {
                complaints.add(response.status() + " for " + response.url());
            }
        });
        return page;
    }

    Response visit(Page page, String path) {
        return page.navigate(suite.site() + path);
    }

    /** Loads a page anew until it has something: what a slow service did not answer in time is missing on it. */
    static void reloadUntilThere(Page page, Locator part) {
        await("%s on %s".formatted(part, page.url())).pollInSameThread().until(() -> {
            page.reload();
            return part.count() > 0;
        });
    }

    /** For a test that makes requests fail: such complaints are none, nor are those that it expected before. */
    void expect(Predicate<String> complaint) {
        expected = expected.or(complaint);
    }

    /** Closes all; nothing may have been complained of. */
    void close() {
        profiles.forEach(BrowserContext::close);
        profiles.clear();
        assertNoComplaints();
    }

    /** Nothing may have been complained of since this was last asked. */
    void assertNoComplaints() {
        List<String> heard = complaints.stream().filter(expected.negate()).toList();
        complaints.clear();
        expected = complaint -> false;
        assertThat(heard).isEmpty();
    }

    /** Nothing sticks out to the right. */
    static void assertFits(Page page) {
        Object tooWide = page.evaluate("""
                () => Math.max(...[document.documentElement, ...document.querySelectorAll('dialog[open]')]
                    .map(each => each.scrollWidth - each.clientWidth))
                """);
        assertThat(((Number) tooWide).intValue())
                .as("pixels too wide: %s", page.url())
                .isLessThanOrEqualTo(0);
    }
}
