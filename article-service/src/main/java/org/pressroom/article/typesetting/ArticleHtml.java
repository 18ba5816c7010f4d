package org.pressroom.article.typesetting;

import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** The HTML that an article may have: what text, pictures, code and tables need; no scripts, styles, forms or frames. */
final class ArticleHtml {

    private static final Pattern LANGUAGE = Pattern.compile("language-[A-Za-z0-9+#._-]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern ALIGNMENT = Pattern.compile("left|right|center");
    private static final Pattern SCOPE = Pattern.compile("row|col|rowgroup|colgroup");
    private static final Pattern LOADING = Pattern.compile("lazy|eager");
    private static final Pattern DIRECTION = Pattern.compile("ltr|rtl|auto");
    private static final Pattern TONGUE = Pattern.compile("[A-Za-z0-9-]{1,35}");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code")
            .allowElements("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "img", "a")
            .allowElements("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
            .allowElements("em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark")
            .allowElements("kbd", "samp", "var", "abbr", "cite", "q", "dfn", "time", "details", "summary")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("href", "title")
            .onElements("a")
            .allowAttributes("src", "alt", "title")
            .onElements("img")
            .allowAttributes("width", "height")
            .matching(NUMBER)
            .onElements("img")
            .allowAttributes("loading")
            .matching(LOADING)
            .onElements("img")
            .allowAttributes("class")
            .matching(LANGUAGE)
            .onElements("code")
            .allowAttributes("start")
            .matching(NUMBER)
            .onElements("ol")
            .allowAttributes("align")
            .matching(ALIGNMENT)
            .onElements("th", "td")
            .allowAttributes("colspan", "rowspan")
            .matching(NUMBER)
            .onElements("th", "td")
            .allowAttributes("scope")
            .matching(SCOPE)
            .onElements("th")
            .allowAttributes("title")
            .onElements("abbr", "dfn")
            .allowAttributes("datetime")
            .matching(Pattern.compile("[0-9TZ:. +-]{1,40}"))
            .onElements("time")
            .allowAttributes("cite")
            .onElements("blockquote", "q")
            .allowAttributes("dir")
            .matching(DIRECTION)
            .globally()
            .allowAttributes("lang")
            .matching(TONGUE)
            .globally()
            .toFactory();

    private ArticleHtml() {}

    static String sanitise(String html) {
        return POLICY.sanitize(html);
    }
}
