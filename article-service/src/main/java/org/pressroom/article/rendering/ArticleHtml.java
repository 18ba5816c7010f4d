package org.pressroom.article.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.ElementPolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.pressroom.common.markup.BodyTooComplex;
import org.pressroom.common.markup.LinkSchemes;
import org.pressroom.common.text.WebAddresses;

/**
 * The HTML that an article may have: whatever carries meaning and no danger, in text, pictures, code and tables; no
 * scripts, styles, forms or frames. Blocks whose names mean nothing here stay blocks.
 */
final class ArticleHtml {

    /** On what stands apart, for {@link BodyTree}: where there is more to it, or nothing. Nobody else can give it. */
    static final String SOURCE = "data-source";

    private static final Pattern LANGUAGE = Pattern.compile("language-[A-Za-z0-9+#._-]{1,40}");
    private static final Pattern FOOTNOTE = Pattern.compile("footnotes|footnote-ref|footnote-backref");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern ORDINAL = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern ALIGNMENT = Pattern.compile("(?i)left|right|center");
    private static final Pattern SCOPE = Pattern.compile("(?i)row|col|rowgroup|colgroup");
    private static final Pattern LOADING = Pattern.compile("(?i)lazy|eager");
    private static final Pattern DIRECTION = Pattern.compile("(?i)ltr|rtl|auto");
    private static final Pattern TONGUE = Pattern.compile("[A-Za-z0-9-]{1,35}");
    private static final Pattern OTHER_SCHEME = Pattern.compile("\\s*(?!https?:)[^/?#:]*:", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("\\S+");

    /** All that may be hidden by its style; said of all elements, the sanitiser would take CSS for what it is. */
    private static final String[] HIDEABLE = """
            h1 h2 h3 h4 h5 h6 p div hr blockquote pre code ul ol li dl dt dd figure figcaption img a address
            table caption colgroup col thead tbody tfoot tr th td em strong b i u s del ins sub sup small mark
            kbd samp var abbr cite q dfn time data details summary ruby rb rt rtc rp bdi bdo span
            section article header footer main aside nav hgroup center dialog search menu dir form fieldset legend
            listing xmp plaintext button select optgroup option textarea marquee canvas video audio object applet noscript
            embed iframe strike tt acronym math
            """.strip().split("\\s+");

    /** MathML Core. With hardly an attribute: what they mean, they mean by their names. */
    private static final String[] MATHS = """
            math mrow mi mn mo ms mtext mspace mfrac msup msub msubsup msqrt mroot mover munder munderover mtable mtr mtd
            mstyle mpadded mphantom merror mmultiscripts mprescripts none semantics annotation annotation-xml
            """.strip().split("\\s+");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .withPreprocessor(ForeignTags::new)
            .withPreprocessor(CostLimit::new)
            .allowElements(
                    "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "br", "wbr", "hr", "blockquote", "pre", "code")
            .allowElements("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "img", "a", "address")
            .allowElements("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td")
            .allowElements("em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark")
            .allowElements("kbd", "samp", "var", "abbr", "cite", "q", "dfn", "time", "data", "details", "summary")
            .allowElements("ruby", "rb", "rt", "rtc", "rp", "bdi", "bdo", "span")
            .allowElements(ArticleHtml::section, "section")
            .allowElements(as("div"), "article", "header", "footer", "main", "aside", "nav", "hgroup")
            .allowElements(ArticleHtml::centre, "center")
            .allowElements(as("div"), "dialog", "search", "menu", "dir", "form", "fieldset", "legend")
            .allowElements(as("pre"), "listing", "xmp", "plaintext")
            .allowElements(
                    ArticleHtml::apart, "button", "select", "optgroup", "option", "textarea", "marquee", "canvas")
            .allowElements(ArticleHtml::apart, "video", "audio", "object", "applet", "noscript")
            .allowElements(ArticleHtml::source, "source", "embed", "frame")
            .allowElements(ArticleHtml::frame, "iframe")
            .allowTextIn("object", "noscript", "textarea", "xmp", "listing", "applet")
            .allowElements(as("s"), "strike")
            .allowElements(as("code"), "tt")
            .allowElements(as("abbr"), "acronym")
            .allowElements(ArticleHtml::checkbox, "input")
            .allowUrlProtocols(LinkSchemes.harmless())
            .allowAttributes("href", "hreflang")
            .onElements("a")
            .allowAttributes("name")
            .matching(ID)
            .onElements("a")
            .allowAttributes("aria-label")
            .matching(Pattern.compile("Back to reference [0-9-]{1,20}"))
            .onElements("a")
            .allowAttributes("src")
            .matching(ArticleHtml::picture)
            .onElements("img")
            .allowAttributes("alt")
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
            .allowAttributes("style")
            .matching(Styles::words)
            .onElements(HIDEABLE)
            .allowAttributes("aria-hidden")
            .matching(Pattern.compile("true"))
            .globally()
            .allowAttributes("hidden")
            .matching(Pattern.compile("(?i)(?!until-found$).*"))
            .globally()
            .allowElements(MATHS)
            .allowAttributes("display")
            .matching(Pattern.compile("(?i)block|inline"))
            .onElements("math")
            .allowAttributes("src")
            .onElements("video", "audio", "iframe", "source", "embed", "frame")
            .allowAttributes("data")
            .onElements("object")
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
            .matching(Pattern.compile("(?i)yes|no|"))
            .globally()
            .toFactory();

    private ArticleHtml() {}

    /**
     * Takes out what is not allowed.
     *
     * @throws BodyTooComplex for what would cost the square of its length
     */
    static String sanitise(String html) {
        return POLICY.sanitize(html);
    }

    private static ElementPolicy as(String element) {
        return (name, attributes) -> element;
    }

    /** Where a picture may come from: a telephone has none. */
    private static @Nullable String picture(String element, String attribute, String source) {
        return OTHER_SCHEME.matcher(source).lookingAt() ? null : source;
    }

    private static String centre(String name, List<String> attributes) {
        attributes.addAll(List.of("align", "center"));
        return "div";
    }

    /** The one that footnotes stand in; others say no more than that they are blocks. */
    private static String section(String name, List<String> attributes) {
        return "footnotes".equals(value(attributes, "class")) ? name : "div";
    }

    /**
     * What stands apart from the text around it, and is not to be used here: its content is kept, and where there is more
     * to it elsewhere, such as a film, the address.
     */
    private static String apart(String name, List<String> attributes) {
        String source = source(attributes);
        keep(attributes, source == null ? "" : source);
        return "span";
    }

    /** The same, where there is no content. */
    private static @Nullable String source(String name, List<String> attributes) {
        String source = source(attributes);
        keep(attributes, source == null ? "" : source);
        return source == null ? null : "wbr";
    }

    /** The same, where what content there is would not be shown: no text may stand in the element that comes out. */
    private static @Nullable String frame(String name, List<String> attributes) {
        return source(name, attributes) == null ? null : "picture";
    }

    private static void keep(List<String> attributes, String source) {
        List<String> kept = new ArrayList<>(List.of(SOURCE, source));
        for (String name : List.of("title", "hidden", "style")) {
            String value = value(attributes, name);
            if (value != null) {
                kept.addAll(List.of(name, value));
            }
        }
        attributes.clear();
        attributes.addAll(kept);
    }

    private static @Nullable String source(List<String> attributes) {
        String given = value(attributes, "src");
        String source = given == null ? value(attributes, "data") : given;
        if (source != null && source.startsWith("//")) {
            source = "https:" + source;
        }
        return source != null && (WebAddresses.isWebAddress(source) || WebAddresses.isPath(source)) ? source : null;
    }

    /** A task's box. Nobody fills in an article. */
    private static @Nullable String checkbox(String name, List<String> attributes) {
        if (!"checkbox".equalsIgnoreCase(value(attributes, "type"))) {
            return null;
        }
        boolean checked = value(attributes, "checked") != null;
        attributes.clear();
        attributes.addAll(List.of("type", "checkbox", "disabled", ""));
        if (checked) {
            attributes.addAll(List.of("checked", ""));
        }
        return name;
    }

    /** Names and values take turns. */
    private static @Nullable String value(List<String> attributes, String name) {
        for (int i = 0; i + 1 < attributes.size(); i += 2) {
            if (attributes.get(i).equals(name)) {
                return attributes.get(i + 1);
            }
        }
        return null;
    }
}
