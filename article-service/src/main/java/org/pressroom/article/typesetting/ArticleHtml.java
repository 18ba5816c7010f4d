package org.pressroom.article.typesetting;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.ElementPolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * The HTML that an article may have: whatever carries meaning and no danger, in text, pictures, code and tables; no
 * scripts, styles, forms or frames. Blocks whose names mean nothing here stay blocks.
 */
final class ArticleHtml {

    private static final Pattern LANGUAGE = Pattern.compile("language-[A-Za-z0-9+#._-]{1,40}");
    private static final Pattern FOOTNOTE = Pattern.compile("footnotes|footnote-ref|footnote-backref");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern ORDINAL = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern ALIGNMENT = Pattern.compile("(?i)left|right|center");
    private static final Pattern SCOPE = Pattern.compile("row|col|rowgroup|colgroup");
    private static final Pattern LOADING = Pattern.compile("lazy|eager");
    private static final Pattern DIRECTION = Pattern.compile("(?i)ltr|rtl|auto");
    private static final Pattern TONGUE = Pattern.compile("[A-Za-z0-9-]{1,35}");
    private static final Pattern ID = Pattern.compile("[^\\s\"'<>&]{1,100}");
    private static final Pattern IDS = Pattern.compile("[^\"'<>&]{1,200}");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "br", "wbr", "hr", "blockquote", "pre", "code")
            .allowElements("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "img", "a", "address")
            .allowElements("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td")
            .allowElements("em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark")
            .allowElements("kbd", "samp", "var", "abbr", "cite", "q", "dfn", "time", "data", "details", "summary")
            .allowElements("ruby", "rb", "rt", "rtc", "rp", "bdi", "bdo", "span")
            .allowElements(ArticleHtml::section, "section")
            .allowElements(as("div"), "article", "header", "footer", "main", "aside", "nav", "hgroup", "center")
            .allowElements(as("div"), "form", "fieldset", "legend")
            .allowElements(as("s"), "strike")
            .allowElements(as("code"), "tt")
            .allowElements(as("abbr"), "acronym")
            .allowElements(ArticleHtml::checkbox, "input")
            .allowUrlProtocols("http", "https", "mailto", "tel", "sms", "geo", "xmpp", "sip", "sips", "irc", "ircs")
            .allowUrlProtocols("matrix", "news", "webcal", "magnet", "ftp")
            .allowAttributes("href", "hreflang")
            .onElements("a")
            .allowAttributes("name")
            .matching(ID)
            .onElements("a")
            .allowAttributes("aria-label")
            .matching(Pattern.compile("Back to reference [0-9-]{1,20}"))
            .onElements("a")
            .allowAttributes("src", "alt")
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
            .allowAttributes("class")
            .matching(FOOTNOTE)
            .onElements("section", "sup", "a")
            .allowAttributes("start")
            .matching(ORDINAL)
            .onElements("ol")
            .allowAttributes("reversed")
            .onElements("ol")
            .allowAttributes("type")
            .matching(Pattern.compile("[1aAiI]"))
            .onElements("ol")
            .allowAttributes("value")
            .matching(ORDINAL)
            .onElements("li")
            .allowAttributes("value")
            .onElements("data")
            .allowAttributes("align")
            .matching(ALIGNMENT)
            .onElements("th", "td", "tr", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6")
            .allowAttributes("colspan", "rowspan")
            .matching(NUMBER)
            .onElements("th", "td")
            .allowAttributes("span")
            .matching(NUMBER)
            .onElements("col", "colgroup")
            .allowAttributes("scope")
            .matching(SCOPE)
            .onElements("th")
            .allowAttributes("abbr")
            .onElements("th")
            .allowAttributes("headers")
            .matching(IDS)
            .onElements("th", "td")
            .allowAttributes("datetime")
            .matching(Pattern.compile("[0-9A-Za-z:. +-]{1,40}"))
            .onElements("time", "del", "ins")
            .allowAttributes("cite")
            .onElements("blockquote", "q", "del", "ins")
            .allowAttributes("open")
            .onElements("details")
            .allowAttributes("type", "checked")
            .onElements("input")
            .allowAttributes("id")
            .matching(ID)
            .globally()
            .allowAttributes("title")
            .globally()
            .allowAttributes("dir")
            .matching(DIRECTION)
            .globally()
            .allowAttributes("lang")
            .matching(TONGUE)
            .globally()
            .allowAttributes("translate")
            .matching(Pattern.compile("yes|no"))
            .globally()
            .toFactory();

    private ArticleHtml() {}

    static String sanitise(String html) {
        return POLICY.sanitize(html);
    }

    private static ElementPolicy as(String element) {
        return (name, attributes) -> element;
    }

    /** The one that footnotes stand in; others say no more than that they are blocks. */
    private static String section(String name, List<String> attributes) {
        return attributes.contains("footnotes") ? name : "div";
    }

    /** A task's box. Nobody fills in an article. */
    private static @Nullable String checkbox(String name, List<String> attributes) {
        int type = attributes.indexOf("type");
        if (type < 0 || !attributes.get(type + 1).equalsIgnoreCase("checkbox")) {
            return null;
        }
        boolean checked = attributes.contains("checked");
        attributes.clear();
        attributes.addAll(List.of("type", "checkbox", "disabled", ""));
        if (checked) {
            attributes.addAll(List.of("checked", ""));
        }
        return name;
    }
}
