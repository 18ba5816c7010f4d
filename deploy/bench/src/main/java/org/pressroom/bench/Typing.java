package org.pressroom.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Somebody who types at the desk, in a real browser: how long it is busy with anything else than the next key. */
final class Typing {
    static final int KEYS = 1_000;

    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final int WARM_UP = 100;

    /** As who types fast: 120 words a minute. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** A browser tells only of tasks that take longer than 50 ms: for each of them, when it began and what it took. */
    private static final String WATCH = """
            () => {
                window.tasks = [];
                window.keys = [];
                new PerformanceObserver((list) => {
                    for (const task of list.getEntries()) {
                        window.tasks.push([task.startTime, task.duration]);
                    }
                }).observe({type: 'longtask'});
                document.addEventListener('keydown', (key) => window.keys.push(key.timeStamp), true);
            }""";

    /** Of each key, the longest task between it and the next; 0 for none that took longer than 50 ms. */
    private static final String LONGEST = """
            () => window.keys.map((key, index) => {
                const next = window.keys[index + 1] ?? Infinity;
                return Math.max(0, ...window.tasks
                    .filter(([began, took]) => began < next && began + took > key)
                    .map(([, took]) => took));
            })""";

    private final Site site;
    private final String password;

    Typing(Site site, String password) {
        this.site = site;
        this.password = password;
    }

    static boolean isPossible() {
        return Files.isExecutable(EXECUTABLE) && Typing.class.getResource("/driver") != null;
    }

    /**
     * For each key that is typed in the middle of an article, with its preview beside it, the longest task that it came
     * upon: 0 below 50 ms.
     */
    Latencies measure(String article) throws InterruptedException {
        try (Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(EXECUTABLE)
                            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
            Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900))
                    .newPage();
            page.navigate(site.address("/desk/#/articles/" + article).toString());
            page.getByLabel("Username").fill("admin");
            page.getByLabel("Password").fill(password);
            page.getByLabel("Password").press("Enter");
            page.waitForFunction("() => document.querySelector('#body')?.value.length > 1000");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Preview").setExact(true))
                    .click();
            page.evaluate("""
                    () => {
                        const body = document.querySelector('#body');
                        const middle = body.value.indexOf(' ', body.value.length / 2);
                        body.focus();
                        body.setSelectionRange(middle, middle);
                    }""");
            type(page, WARM_UP);
            page.evaluate(WATCH);
            type(page, KEYS);
            Latencies longest = new Latencies();
            for (Object task : (List<?>) page.evaluate(LONGEST)) {
                longest.add((long) (((Number) task).doubleValue() * 1e6));
            }
            return longest;
        }
    }

    private static void type(Page page, int keys) throws InterruptedException {
        String text = Words.article();
        long next = System.nanoTime();
        for (int key = 0; key < keys; key++) {
            page.keyboard()
                    .press(text.substring(key, key + 1).replace(" ", "Space").replace("\n", "Enter"));
            next += BETWEEN.toNanos();
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }
}
