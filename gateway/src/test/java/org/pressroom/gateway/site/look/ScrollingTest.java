package org.pressroom.gateway.site.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrollingTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<p>a</p><pre><code>b</code></pre>, <p>a</p><pre tabindex=\"0\"><code>b</code></pre>",
                "<pre class=\"x\">, <pre tabindex=\"0\" class=\"x\">",
                "<table><tr><td>1</td></tr></table>, <table tabindex=\"0\"><tr><td>1</td></tr></table>",
                "<pre tabindex=\"0\">, <pre tabindex=\"0\">",
                "<img alt=\"<pre>\">, <img alt=\"<pre>\">",
                "<img alt='<pre>' title=\"a'<table>\">, <img alt='<pre>' title=\"a'<table>\">",
                "&lt;pre&gt; a < b, &lt;pre&gt; a < b",
                "<predicate>, <predicate>",
                "no tags, no tags",
                "<, <",
                "<pre, <pre tabindex=\"0\"",
            })
    void onlyTagsOfWhatScrollsGainAnAttribute(String html, String focusable) {
        assertThat(Scrolling.focusable(html)).isEqualTo(focusable);
        assertThat(Scrolling.focusable(focusable)).isEqualTo(focusable);
    }
}
