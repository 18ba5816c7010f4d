package org.pressroom.article.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.hostile.HostileMarkup;

/** What would run in a reader's browser does not stand in an article, however it is written. */
class HostileMarkupTest {

    private static final Pattern SCHEME = Pattern.compile("^[\\s\\p{Cntrl}]*([^/?#:]*):", Pattern.DOTALL);
    private static final Set<String> HARMLESS = Set.of("http", "https", "mailto", "tel");
    private static final Set<String> ADDRESSES = Set.of(
            "href",
            "src",
            "srcset",
            "cite",
            "action",
            "formaction",
            "data",
            "poster",
            "xlink:href",
            "background",
            "ping");
    private static final Set<String> RUNNING = Set.of(
            "script",
            "style",
            "link",
            "meta",
            "base",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "form",
            "button",
            "select",
            "textarea",
            "svg",
            "animate",
            "set",
            "use",
            "foreignobject",
            "template",
            "noscript",
            "portal",
            "video",
            "audio",
            "source",
            "track",
            "title",
            "xmp",
            "plaintext",
            "noembed",
            "noframes");
    private static final Set<String> OWN_IDS = Set.of("h2", "h3", "h4", "h5", "h6", "li", "sup", "a");

    static Stream<String> cases() {
        return HostileMarkup.all();
    }

    @Test
    void thereAreManyOfThem() {
        assertThat(HostileMarkup.all().count()).isGreaterThan(400);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingOfItRuns(String body) {
        for (String html : List.of(
                BodyRenderer.markdown(body).html(), BodyRenderer.html(body).html())) {
            assertThat(faults(html)).as(html).isEmpty();
            // A page reads it as it was written, and so does whoever takes it from there.
            String read = Jsoup.parseBodyFragment(html).body().html();
            assertThat(faults(read)).as(read).isEmpty();
        }
    }

    private static List<String> faults(String html) {
        List<String> faults = new ArrayList<>();
        for (Element element : Jsoup.parseBodyFragment(html).body().getAllElements()) {
            String name = element.normalName();
            if (RUNNING.contains(name) || (name.contains("-") && !name.equals("annotation-xml"))) {
                faults.add("<" + name + ">");
            }
            for (Attribute attribute : element.attributes()) {
                fault(name, attribute.getKey().toLowerCase(Locale.ROOT), attribute.getValue(), faults);
            }
        }
        return faults;
    }

    private static void fault(String element, String attribute, String value, List<String> faults) {
        boolean runs = attribute.startsWith("on")
                || attribute.equals("style")
                || attribute.equals("srcdoc")
                || attribute.equals("nonce")
                || attribute.equals("is")
                || attribute.equals("slot")
                || attribute.equals("autofocus")
                || attribute.equals("contenteditable");
        // What a writer names stands apart from what the page names, which its scripts go by.
        boolean passes = (attribute.equals("id") || attribute.equals("name"))
                && !value.startsWith("text-")
                && !OWN_IDS.contains(element);
        boolean leads = ADDRESSES.contains(attribute) && !isHarmless(value);
        if (runs || passes || leads) {
            faults.add(element + " " + attribute + "=" + value);
        }
    }

    private static boolean isHarmless(String address) {
        var scheme = SCHEME.matcher(address);
        return !scheme.find() || HARMLESS.contains(scheme.group(1).toLowerCase(Locale.ROOT));
    }
}
