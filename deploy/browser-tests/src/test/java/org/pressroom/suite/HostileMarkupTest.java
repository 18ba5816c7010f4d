package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.hostile.HostileMarkup;
import org.pressroom.suite.Chromium.Window;

/** What is hostile in a text runs in no browser, and would not where nothing else held it: no page's rules, no origin. */
@WithSuite
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileMarkupTest {

    /** Writes a text as a page comes, and as a script puts it in one, and does to each element what readers do. */
    private static final String SHOW = """
            async bodies => {
              const ran = [];
              let shown = '';
              window.hostile = () => ran.push(shown);
              addEventListener('click', event => event.preventDefault(), {capture: true});
              addEventListener('submit', event => event.preventDefault(), {capture: true});
              const turn = () => new Promise(done => setTimeout(done, 0));
              for (const body of bodies) {
                shown = body;
                for (const show of [
                  () => new DOMParser().parseFromString(`<div>${body}</div>`, 'text/html').body.firstChild,
                  () => Object.assign(document.createElement('div'), {innerHTML: body}),
                ]) {
                  const element = document.importNode(show(), true);
                  document.body.replaceChildren(element);
                  for (const each of element.querySelectorAll('*')) {
                    for (const kind of ['mouseover', 'mouseenter', 'pointerenter', 'focus', 'click', 'copy', 'toggle', 'error', 'load', 'animationstart']) each.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
                    each.focus?.();
                  }
                  const runs = [...element.querySelectorAll('[href], [src], [action], [formaction], [data]')]
                    .flatMap(each => ['href', 'src', 'action', 'formaction', 'data'].map(name => each[name]))
                    .filter(address => typeof address === 'string' && /^(?:javascript|vbscript|data|blob|file|intent):/.test(address));
                  if (runs.length) ran.push(`${body} leads to ${runs}`);
                  await turn();
                }
              }
              await new Promise(done => setTimeout(done, 500));
              return ran;
            }
            """;

    private final Newsroom newsroom;
    private final Tabs tabs;

    HostileMarkupTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.expect(complaint -> true);
        tabs.close();
    }

    @Test
    void nothingOfItRuns() {
        List<String> rendered = new ArrayList<>();
        for (String body : HostileMarkup.all().toList()) {
            for (String format : List.of("markdown", "html")) {
                Answer preview =
                        newsroom.staff().send(Call.post("/api/previews").json(Map.of("body", body, "format", format)));
                // What is refused as it is, is shown to nobody.
                if (preview.status() != 422) {
                    rendered.add(preview.expect(200).json().path("bodyHtml").asString());
                }
            }
        }
        assertThat(rendered).hasSizeGreaterThan(900);
        Page page = tabs.open(Window.DESK, true);
        // A page of its own without any rule; all that it asks for comes to nothing.
        page.route("**/*", route -> route.abort());
        page.setContent("<!doctype html><title>Any</title><body></body>");
        assertThat((List<?>) page.evaluate(SHOW, List.of("<img src=x onerror=hostile()>")))
                .as("that what does run is noticed")
                .isNotEmpty();
        page.setContent("<!doctype html><title>Any</title><body></body>");
        assertThat((List<?>) page.evaluate(SHOW, rendered)).isEmpty();
    }
}
