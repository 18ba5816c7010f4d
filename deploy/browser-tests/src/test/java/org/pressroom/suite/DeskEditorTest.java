package org.pressroom.suite;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.suite.DeskHand.button;
import static org.pressroom.suite.DeskHand.fulfil;
import static org.pressroom.suite.DeskHand.inDialog;
import static org.pressroom.suite.Tabs.assertFits;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pressroom.client.Call;
import org.pressroom.suite.Chromium.Window;

/** Writing itself: what stands beside the text, the buttons and keys over it, and what is pasted into it. */
@WithChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskEditorTest {
    private final Newsroom newsroom;
    private final Tabs tabs;
    private final DeskHand desk;

    DeskEditorTest(Suite suite, Chromium chromium) {
        this.newsroom = Newsroom.of(suite);
        this.tabs = new Tabs(suite, chromium);
        this.desk = new DeskHand(suite, tabs);
    }

    /** What is pasted is parsed into a document that runs and applies nothing: Chromium tells of what it would have. */
    @BeforeEach
    void whatIsPastedIsComplainedOf() {
        tabs.expect(complaint ->
                complaint.contains("Applying inline style") || complaint.contains("Executing inline event handler"));
    }

    @AfterEach
    void nothingToComplainOf() {
        tabs.close();
    }

    private Page editing(Window window, String body) {
        return editing(window, body, "markdown");
    }

    private Page editing(Window window, String body, String format) {
        Map<String, Object> manuscript = Newsroom.manuscript("Written " + Newsroom.unique(), body);
        manuscript.put("format", format);
        String id = newsroom.staff()
                .send(Call.post("/api/articles").json(manuscript))
                .expect(201)
                .json()
                .path("id")
                .asString();
        Page page = desk.tab(window);
        desk.open(page, "#/articles/" + id);
        assertThat(page.locator("#body")).hasValue(body);
        return page;
    }

    /** With something selected in the text. */
    private static Locator selected(Page page, int from, int to) {
        Locator body = page.locator("#body");
        body.evaluate("(area, [from, to]) => { area.focus(); area.setSelectionRange(from, to); }", List.of(from, to));
        return body;
    }

    private static String paragraphs(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "Paragraph " + number + " says what no other says, at some length. ".repeat(4))
                .collect(Collectors.joining("\n\n"));
    }

    // ---- beside the text ----

    @ParameterizedTest
    @EnumSource
    void aTextIsShownAsItIsTypedAndNotSavedForThat(Window window) {
        Page page = editing(window, "Some *words*.\n\n<img src=\"/none.png\" onerror=\"window.ran = true\">");
        tabs.expect(complaint -> complaint.contains("none.png") || complaint.contains("404"));
        List<String> saved = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("PUT") && !request.url().contains("/editing")) {
                saved.add(request.url());
            }
        });
        button(page, "Preview").click();
        Locator prose = page.locator(".preview .prose");
        assertThat(prose.locator("em")).hasText("words");
        assertThat(button(page, "Preview")).hasAttribute("aria-pressed", "true");
        assertFits(page);
        if (window == Window.PHONE) {
            assertThat(page.locator("#body")).isHidden();
            button(page, "Write").click();
            page.locator("#body").fill("Some **other** words.");
            button(page, "Preview").click();
        } else {
            page.locator("#body").fill("Some **other** words.");
        }
        assertThat(prose.locator("strong")).hasText("other");
        page.locator("#title").fill("Called so");
        assertThat(page.locator(".preview .preview-title")).hasText("Called so");
        assertThat(page.evaluate("() => window.ran")).isNull();
        assertThat(saved).isEmpty();
    }

    @Test
    void onePreviewIsAskedForAtATimeAndTheNewestTextWins() {
        Page page = editing(Window.DESK, "First");
        List<Route> waiting = new CopyOnWriteArrayList<>();
        page.route("**/api/previews", waiting::add);
        page.waitForRequest("**/api/previews", () -> button(page, "Preview").click());
        for (String text : List.of("Second", "Third", "Fourth")) {
            page.locator("#body").fill(text);
        }
        assertThat(page.locator(".word-count")).containsText("1 word");
        assertThat(waiting).hasSize(1);
        page.waitForRequest("**/api/previews", () -> waiting.get(0).resume());
        assertThat(page.locator(".preview .prose")).hasText("First");
        waiting.get(1).resume();
        assertThat(page.locator(".preview .prose")).hasText("Fourth");
        assertThat(waiting).hasSize(2);
    }

    @Test
    void whatStayedTheSameIsNotDrawnAgain() {
        Page page = editing(Window.DESK, "One\n\nTwo\n\n![A mark](/favicon.svg)\n\nThree");
        button(page, "Preview").click();
        Locator parts = page.locator(".preview .prose > *");
        assertThat(parts).hasCount(4);
        parts.evaluateAll("parts => parts.forEach((part, index) => { part.number = index; })");
        page.locator("#body").fill("One\n\nNew\n\nTwo, changed\n\n![A mark](/favicon.svg)\n\nThree");
        assertThat(parts).hasText(new String[] {"One", "New", "Two, changed", "", "Three"});
        assertThat(parts.evaluateAll("parts => parts.map(part => part.number ?? -1).join()"))
                .isEqualTo("0,1,-1,2,3");
        page.locator("#body").fill("");
        assertThat(parts).hasCount(0);
    }

    @Test
    void whoTypesInABlockLeavesTheRestOfItAsItIs() {
        String code = "```\n" + "a wide line ".repeat(40) + "\n";
        Page page = editing(Window.DESK, code + "```\n\n- ![A mark](/favicon.svg)\n- One");
        button(page, "Preview").click();
        Locator block = page.locator(".preview pre");
        Locator picture = page.locator(".preview li img");
        assertThat(block).hasAttribute("tabindex", "0");
        block.evaluate("block => { block.scrollLeft = 300; }");
        picture.evaluate("picture => { picture.seen = true; }");
        page.locator("#body").fill(code + "and more\n```\n\n- ![A mark](/favicon.svg)\n- One\n- Two");
        assertThat(page.locator(".preview li")).hasCount(3);
        assertThat(block).containsText("and more");
        assertThat(block).hasAttribute("tabindex", "0");
        assertThat(block.evaluate("block => block.scrollLeft")).isEqualTo(300);
        assertThat(picture.evaluate("picture => picture.seen")).isEqualTo(true);
    }

    @Test
    void whateverIsMadeOfATextItsPreviewIsAsOneOpenedThen() {
        List<String> texts = List.of(
                "",
                "One paragraph.",
                "One *paragraph*, longer.",
                "# A heading\n\nOne paragraph.",
                "# Another heading\n\nOne [link](https://a.example/) here.",
                "# Another heading\n\nOne [link](#another-heading) here.",
                "> Said so\n\n- a\n- b\n  - c\n\n| a | b |\n|---|--:|\n| 1 | 2 |",
                "> Said so, too\n\n- a\n- [x] b\n  - c\n  - d\n\n| a | b |\n|:--|---|\n| 1 | 2 |\n| 3 | 4 |",
                "```java\nint a = 1;\n```\n\nA note[^1].\n\n[^1]: Here.",
                "```java\nlong a = 1;\nint b;\n```\n\nA note[^1] and[^2].\n\n[^1]: Here.\n[^2]: There.",
                "![One](/favicon.svg)\n\n![Two](/favicon.svg \"Called so\")\n\nעברית",
                "![One](/favicon.svg \"Called\")\n\n**![Two](/favicon.svg)**\n\n日本語",
                "<figure><p>a</p></figure>\n\n---\n\none  \ntwo",
                "---\n\none\n\n---\n\none\n\n---");
        Page page = editing(Window.DESK, "Begun.");
        button(page, "Preview").click();
        for (int step : List.of(1, 3, 5)) {
            for (int at = 0; at < texts.size(); at++) {
                String text = texts.get(at * step % texts.size());
                page.locator("#body").fill(text);
                Object wanted = page.evaluate("""
                        async text => {
                            const {requestUnasked} = await import(document.querySelector('[href$="/desk/api.js"]').href);
                            const {answer} = await requestUnasked('POST', '/api/previews', {body: {body: text, format: 'markdown'}});
                            return answer.bodyHtml;
                        }""", text);
                page.waitForFunction("""
                        wanted => {
                            const plain = html => {
                                const place = document.createElement('template');
                                place.innerHTML = html;
                                for (const each of place.content.querySelectorAll('*')) {
                                    for (const own of ['tabindex', 'target', 'rel', 'loading']) each.removeAttribute(own);
                                }
                                return place.innerHTML;
                            };
                            const prose = document.querySelector('.preview-page').shadowRoot.querySelector('.prose');
                            return plain(prose.innerHTML) === plain(wanted);
                        }""", wanted);
            }
        }
        page.locator("#body").fill("[a](https://a.example/) [b](#b)");
        assertThat(page.locator(".preview a").first()).hasAttribute("target", "_blank");
        page.locator("#body").fill("[a](#a) [b](https://b.example/)");
        assertThat(page.locator(".preview a").last()).hasAttribute("target", "_blank");
        assertThat(page.locator(".preview a[target]")).hasCount(1);
    }

    @Test
    void aPreviewThatDoesNotComeSaysSoAndComesLater() {
        Page page = editing(Window.DESK, "Some *words*.");
        tabs.expect(complaint -> complaint.contains("503") || complaint.contains("422"));
        AtomicInteger tries = new AtomicInteger();
        page.route("**/api/previews", route -> {
            if (tries.getAndIncrement() == 0) {
                fulfil(route, 503, Map.of("title", "Service Unavailable"));
            } else {
                route.resume();
            }
        });
        button(page, "Preview").click();
        assertThat(page.locator(".preview-said")).containsText("A part of the site is away");
        assertThat(page.locator(".preview .prose em")).hasText("words");
        assertThat(page.locator(".preview-said")).isEmpty();
        page.locator("#body").fill("![".repeat(20_000) + "a" + "](u)".repeat(20_000));
        assertThat(page.locator(".preview-said")).containsText("This cannot be shown: the text");
        assertThat(page.locator(".preview .prose em")).hasText("words");
    }

    @Test
    void thePreviewFollowsTheTextAndStaysOpen() {
        Page page = editing(Window.DESK, paragraphs(80));
        button(page, "Preview").click();
        assertThat(page.locator(".preview .prose > p")).hasCount(80);
        page.evaluate(
                "() => { const place = document.getElementById('desk-scroll'); place.scrollTop = place.scrollHeight / 2; }");
        page.waitForFunction("""
                () => {
                  const middle = innerHeight / 2;
                  const at = document.caretPositionFromPoint(document.getElementById('body').getBoundingClientRect().left + 5, middle).offset;
                  const typed = /Paragraph \\d+/.exec(document.getElementById('body').value.slice(at - 250, at + 250))[0];
                  const shown = document.querySelector('.preview-page').shadowRoot.querySelectorAll('.prose > p');
                  return [...shown].some(part => part.textContent.startsWith(typed + ' ') && part.getBoundingClientRect().top < innerHeight && part.getBoundingClientRect().bottom > 0);
                }
                """);
        page.reload();
        assertThat(page.locator(".preview .prose > p")).hasCount(80);
        button(page, "Preview").click();
        assertThat(page.locator(".preview")).isHidden();
        assertThat(page.locator("#summary")).isVisible();
    }

    @Test
    void aFieldThatIsWrongIsShownWhateverStandsInItsPlace() {
        Page page = editing(Window.DESK, "Words");
        tabs.expect(complaint -> complaint.contains("422"));
        page.locator("#tags").fill("\"");
        page.locator("#category").fill("x".repeat(61));
        button(page, "Outline").click();
        assertThat(page.locator("#category")).isHidden();
        button(page, "Save").click();
        assertThat(page.locator("#category")).isFocused();
        assertThat(page.locator("#category-wrong")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void headingsAreAListThatLeadsToThem(Window window) {
        String body = "Opening\n\n## Ink\n\n" + paragraphs(60)
                + "\n\n```\n## No heading\n```\n\n### Black\n\nMore\n\nPaper\n---\n\nEnd";
        Page page = editing(window, body);
        button(page, "Outline").press("Enter");
        Locator lines = page.locator(".outline-line");
        assertThat(lines).hasText(new String[] {"Ink", "Black", "Paper"});
        assertFits(page);
        lines.first().focus();
        page.keyboard().press("ArrowDown");
        assertThat(lines.nth(1)).isFocused();
        page.keyboard().press("Enter");
        Locator text = page.locator("#body");
        assertThat(text).isFocused();
        assertThat(text.evaluate("area => area.value.slice(area.selectionStart, area.selectionStart + 9)"))
                .isEqualTo("### Black");
        assertThat((Boolean) text.evaluate("""
                area => {
                  const box = area.getBoundingClientRect();
                  const from = Math.max(box.top, 0);
                  const shown = [from + 5, Math.min(box.bottom, innerHeight) - 5].map(y => document.caretPositionFromPoint(box.left + 5, y)?.offset);
                  return area.selectionStart >= (shown[0] ?? 0) && (!(shown[1] > shown[0]) || area.selectionStart <= shown[1]);
                }
                """)).isTrue();
        if (window == Window.DESK) {
            assertThat(lines.nth(1)).hasAttribute("aria-current", "true");
            text.evaluate("area => area.setSelectionRange(12, 12)");
            assertThat(lines.first()).hasAttribute("aria-current", "true");
            assertThat(lines.nth(1)).not().hasAttribute("aria-current", "true");
        }
    }

    @Test
    void wordsAreCountedInAnyScript() {
        Page page = editing(Window.DESK, "Three words here, and a [link](https://example.org/not/counted).");
        Locator count = page.locator(".word-count");
        assertThat(count).hasText("6 words, 1 min to read");
        page.locator("#body").fill("ภาษาไทยไม่มีช่องว่าง");
        assertThat(count).hasText(Pattern.compile("^[4-8] words, 1 min to read$"));
        page.locator("#body").fill("كلمتان اثنتان");
        assertThat(count).hasText("2 words, 1 min to read");
        page.locator("#body").fill("word ".repeat(2_300));
        assertThat(count).hasText(Pattern.compile("^2.?300 words, 11 min to read$"));
        page.locator("#body").fill("");
        assertThat(count).hasText("0 words");
    }

    // ---- buttons and keys ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "Control+b → one **two**",
                "Control+i → one *two*",
                "Control+Shift+X → one ~~two~~",
                "Control+e → one `two`",
                "Control+k → one [two](https://)",
                "Control+Alt+2 → ## one two",
                "Control+Alt+4 → #### one two",
                "Control+Shift+Digit8 → - one two",
                "Control+Shift+Digit7 → 1. one two",
                "Control+Shift+Digit9 → > one two",
                "Control+Alt+f → one two[^1]¶¶[^1]: ",
                "Meta+b → one **two**"
            })
    void keysMarkWhatIsSelectedAndUndoTakesItBack(String keys, String wanted) {
        Page page = editing(Window.DESK, "one two");
        Locator body = selected(page, 4, 7);
        body.press(keys);
        assertThat(body).hasValue(Pattern.compile("^" + quoted(wanted.replace('¶', '\n')) + " ?$"));
        assertThat(body).isFocused();
        for (int step = 0; step < 2; step++) {
            body.press("Control+z");
        }
        assertThat(body).hasValue("one two");
    }

    @Test
    void aButtonPressedAgainTakesItsMarksAway() {
        Page page = editing(Window.DESK, "one two");
        Locator body = selected(page, 4, 7);
        for (String name : List.of("Bold", "Heading", "List")) {
            button(page, name).click();
            assertThat(body).not().hasValue("one two");
            button(page, name).click();
            assertThat(body).hasValue("one two");
        }
        button(page, "Table").click();
        assertThat(body).hasValue(Pattern.compile("one two\n\n\\| Head \\| Head \\|[\\s\\S]*"));
        button(page, "Block of code").click();
        assertThat(body).hasValue(Pattern.compile("[\\s\\S]*```\n\\| Head[\\s\\S]*"));
    }

    @Test
    void enterGoesOnWithAListAndTabLeavesTheText() {
        Page page = editing(Window.DESK, "- one");
        Locator body = selected(page, 5, 5);
        page.keyboard().press("Enter");
        page.keyboard().type("two");
        page.keyboard().press("Control+]");
        assertThat(body).hasValue("- one\n    - two");
        page.keyboard().press("Control+[");
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        page.keyboard().type("after");
        assertThat(body).hasValue("- one\n- two\n\nafter");
        page.keyboard().press("Tab");
        assertThat(body).not().isFocused();
        assertThat(body).hasValue("- one\n- two\n\nafter");
        body.fill("8. a\n9. [ ] b");
        selected(page, 13, 13);
        page.keyboard().press("Enter");
        assertThat(body).hasValue("8. a\n9. [ ] b\n10. [ ] ");
        body.fill("```\n- code");
        selected(page, 10, 10);
        page.keyboard().press("Enter");
        assertThat(body).hasValue("```\n- code\n");
    }

    @ParameterizedTest
    @EnumSource
    void theKeysAreToldWhereSomebodyAsks(Window window) {
        Page page = editing(window, "Words");
        button(page, "Bold").focus();
        page.keyboard().press("End");
        assertThat(button(page, "Keys")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Strike out");
        assertFits(page);
        inDialog(page, "Close").press("Enter");
        assertThat(button(page, "Keys")).isFocused();
    }

    @Test
    void aTextInHtmlGetsHtml() {
        Page page = editing(Window.DESK, "one two", "html");
        Locator body = selected(page, 4, 7);
        body.press("Control+b");
        assertThat(body).hasValue("one <strong>two</strong>");
        assertThat(button(page, "Footnote")).isHidden();
        body.fill("<ul><li>a");
        selected(page, 9, 9);
        paste(body, "<p>An <b>old</b> press</p><p onclick='x()'>And ink</p>", "An old press And ink");
        assertThat(body).hasValue("<ul><li>a<p>An <strong>old</strong> press</p>\n<p>And ink</p>");
        button(page, "Preview").click();
        assertThat(page.locator(".preview .prose strong")).hasText("old");
    }

    // ---- pasting ----

    private static void paste(Locator body, String html, String plain) {
        body.evaluate("""
                (area, [html, plain]) => {
                  const data = new DataTransfer();
                  if (html) data.setData('text/html', html);
                  data.setData('text/plain', plain);
                  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
                  // Nobody took it: the browser pastes the plain text, which it does not do for an event that is made up.
                  if (area.dispatchEvent(event)) document.execCommand('insertText', false, plain);
                }
                """, List.of(html, plain));
    }

    private static final String OF_WORD = """
            <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin: 0}</style>
            <!--[if gte mso 9]><xml><o:OfficeDocumentSettings></o:OfficeDocumentSettings></xml><![endif]--></head>
            <body><!--StartFragment--><h1>First <b>part</b><o:p></o:p></h1>
            <p class=MsoNormal style='mso-margin-top-alt:auto'>Some <b>bold </b>and <i>italic</i>&nbsp;words<a
            style='mso-footnote-id:ftn1' href="#_ftn1"><span>[1]</span></a>.<o:p></o:p></p>
            <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
            style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>One</p>
            <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Within</p>
            <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two</p>
            <table><tr><td><p>Name</p></td><td><p>a | b</p></td></tr><tr><td>x</td><td>y</td></tr></table>
            <div style='mso-element:footnote' id=ftn1><p><a style='mso-footnote-id:ftn1' href="#_ftnref1">[1]</a> The note.</p></div>
            <!--EndFragment--></body></html>
            """;

    private static final String OF_GOOGLE = """
            <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
            style="font-weight:400">A heading</span></h2><p><span style="font-weight:700">Bold</span><span
            style="font-weight:400"> and </span><a href="https://www.google.com/url?q=https://example.org/a?utm_source%3Dx%26b%3D1&amp;sa=D"><span
            style="text-decoration:underline">a link</span></a></p><ul><li aria-level="1"><p><span>One</span></p></li><ul><li><p><span>Deep</span></p></li></ul></ul></b>
            """;

    private static final String OF_A_PAGE = """
            <article><h3>Title<a aria-hidden="true" href="#x">#</a></h3><p onclick="window.ran = 1">Read
            <a href="https://example.org/?fbclid=1&amp;id=2">on</a>, *so* <code>x</code><script>window.ran = 1</script>
            <img src="x" onerror="window.ran = 1"><a href="javascript:window.ran=1">there</a></p>
            <pre><code class="language-js">a
            b</code></pre><blockquote><p>Said</p></blockquote><img src="https://elsewhere.example/a.png" alt="A door"><img
            src="https://count.example/p.gif" width="1" height="1"><iframe src="https://elsewhere.example/"></iframe></article>
            """;

    @Test
    void whatWordProcessorsAndPagesCopyIsPastedAsCleanMarkdown() {
        Page page = editing(Window.DESK, "Before");
        Locator body = page.locator("#body");
        body.fill("");
        paste(body, OF_WORD, "never");
        assertThat(body).hasValue("""
                # First part

                Some **bold** and *italic*\u00a0words[^1].

                - One
                  1. Within
                - Two

                | Name | a \\| b |
                | --- | --- |
                | x | y |

                [^1]: The note.""");
        body.press("Control+z");
        assertThat(body).hasValue("");
        paste(body, OF_GOOGLE, "never");
        assertThat(body).hasValue("""
                ## A heading

                **Bold** and [a link](https://example.org/a?b=1)

                - One
                  - Deep""");
        body.fill("");
        paste(body, OF_A_PAGE, "never");
        assertThat(body).hasValue("""
                ### Title

                Read [on](https://example.org/?id=2), \\*so\\* `x` there

                ```js
                a
                b
                ```

                > Said

                ![A door](https://elsewhere.example/a.png)""");
        assertThat(page.getByText("A picture was left out")).isVisible();
        assertThat(page.evaluate("() => window.ran")).isNull();
    }

    @Test
    void whatIsPlainOrGoesIntoCodeStaysAsItIs() {
        Page page = editing(Window.DESK, "Before");
        Locator body = page.locator("#body");
        body.fill("");
        paste(
                body,
                "<div style='font-family: monospace'><div><span>let *a*</span></div><div>b</div></div>",
                "let *a*\nb");
        assertThat(body).hasValue("let *a*\nb");
        body.fill("```\n");
        paste(body, "<p>An <b>old</b> press</p>", "An old press");
        assertThat(body).hasValue("```\nAn old press");
        body.fill("the press");
        selected(page, 4, 9);
        paste(body, "", "https://example.org/press");
        assertThat(body).hasValue("the [press](https://example.org/press)");
    }

    @Test
    void aLongTextIsPastedAtOnceAndTakenBackAtOnce() {
        Page page = editing(Window.DESK, "Before");
        Locator body = selected(page, 6, 6);
        paste(body, "<h2>Head</h2>" + "<p>A <b>bold</b> &lt;word&gt;.</p>".repeat(2_000), "never");
        assertThat(body).hasValue(Pattern.compile("^Before\n\n## Head\n\nA \\*\\*bold\\*\\* \\\\<word>\\.[\\s\\S]*"));
        body.press("Control+z");
        assertThat(body).hasValue("Before");
    }

    /** As a regular expression of browsers, which know no {@link Pattern#quote}. */
    private static String quoted(String text) {
        return text.replaceAll("[\\\\^$.|?*+()\\[\\]{}/]", "\\\\$0");
    }
}
