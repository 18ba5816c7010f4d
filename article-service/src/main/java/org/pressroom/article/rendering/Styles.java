package org.pressroom.article.rendering;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * What styles say that carries meaning. Word processors, such as Google Docs, say with styles alone what is bold, a power
 * or right-aligned; that becomes elements and attributes, and the rest is left to the page.
 */
final class Styles {

    private static final Map<String, String> ELEMENTS =
            Map.of("bold", "strong", "italic", "em", "line-through", "s", "super", "sup", "sub", "sub");

    /** What some say by their names. */
    private static final Map<String, String> SAID = Map.of(
            "b",
            "bold",
            "strong",
            "bold",
            "i",
            "italic",
            "em",
            "italic",
            "s",
            "line-through",
            "sup",
            "super",
            "sub",
            "sub");

    /** What takes it from them. */
    private static final Map<String, String> TAKEN = Map.of("bold", "normal", "italic", "upright");

    private static final Map<String, String> LIST_TYPES = Map.of(
            "decimal", "1",
            "lower-alpha", "a",
            "lower-latin", "a",
            "upper-alpha", "A",
            "upper-latin", "A",
            "lower-roman", "i",
            "upper-roman", "I");

    /** What nobody was to see: by the standard, and for a word processor's own eyes. */
    private static final String HIDDEN = "hidden";

    private static final Set<String> ALIGNMENTS = Set.of("left", "right", "center");
    private static final Set<String> DIRECTIONS = Set.of("ltr", "rtl");

    /** Elements that may be given more meaning: those of a line. */
    private static final Set<String> IN_LINE =
            Set.of("span", "b", "strong", "i", "em", "u", "s", "a", "del", "ins", "mark", "small", "sub", "sup");

    /** Elements of which more than that they are hidden is of interest. */
    private static final Set<String> STYLED = Set.copyOf(List.of("""
            th td tr p div h1 h2 h3 h4 h5 h6 ol ul li blockquote table
            span a b strong i em u s del ins mark small sub sup
            """.strip().split("\\s+")));

    private static final Pattern HEAVY = Pattern.compile("bold|bolder|[6-9]00|1000");
    private static final Pattern LIGHT = Pattern.compile("normal|lighter|[1-5]00");
    private static final Pattern IMPORTANT = Pattern.compile("!\\s*+important");
    private static final Pattern OF_A_BROWSER = Pattern.compile("-(?:webkit|moz)-");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Styles() {}

    /** The few words that a style comes to, for {@link #apply}; null where it says nothing that matters. */
    static @Nullable String words(String element, String attribute, String style) {
        List<String> words = new ArrayList<>();
        declarations(style).forEach((property, value) -> {
            String word = word(property, value);
            if (word != null) {
                words.add(word);
            }
        });
        if (!STYLED.contains(element)) {
            words.retainAll(Set.of(HIDDEN));
        }
        return words.isEmpty() ? null : String.join(" ", words);
    }

    private static boolean hides(String words) {
        return List.of(SPACES.split(words, -1)).contains(HIDDEN);
    }

    /** Of each property the last. */
    private static Map<String, String> declarations(String style) {
        Map<String, String> declarations = new LinkedHashMap<>();
        for (String declaration : style.toLowerCase(Locale.ROOT).split(";", -1)) {
            int colon = declaration.indexOf(':');
            if (colon > 0) {
                String value =
                        IMPORTANT.matcher(declaration.substring(colon + 1)).replaceAll("");
                declarations.put(declaration.substring(0, colon).strip(), value.strip());
            }
        }
        return declarations;
    }

    private static @Nullable String word(String property, String value) {
        return switch (property) {
            case "text-align" -> known(ALIGNMENTS, OF_A_BROWSER.matcher(value).replaceFirst(""), "align-");
            case "direction" -> known(DIRECTIONS, value, "dir-");
            case "list-style-type" -> known(LIST_TYPES.keySet(), value, "list-");
            case "display" -> value.equals("none") ? HIDDEN : null;
            case "mso-hide" -> value.equals("all") ? HIDDEN : null;
            case "font-weight" ->
                HEAVY.matcher(value).matches() ? "bold" : LIGHT.matcher(value).matches() ? "normal" : null;
            case "font-style" ->
                value.equals("normal") ? "upright" : value.startsWith("normal") ? null : slanted(value);
            case "text-decoration", "text-decoration-line" -> value.contains("line-through") ? "line-through" : null;
            case "vertical-align" -> value.equals("super") || value.equals("sub") ? value : null;
            default -> null;
        };
    }

    private static @Nullable String slanted(String value) {
        return value.equals("italic") || value.startsWith("oblique") ? "italic" : null;
    }

    private static @Nullable String known(Set<String> values, String value, String prefix) {
        return values.contains(value) ? prefix + value : null;
    }

    /** What its style hides, by the words that it came to. */
    static List<Element> hidden(Document document) {
        return document.select("[style]").stream()
                .filter(styled -> hides(styled.attr("style")))
                .toList();
    }

    /** Makes of the words what they mean where they stand, and leaves no style. Alignment by an attribute goes before. */
    static void apply(Document document) {
        for (Element aligned : document.select("[align]")) {
            if (!aligned.attr("style").contains("align-")) {
                aligned.addClass("align-" + aligned.attr("align").toLowerCase(Locale.ROOT));
            }
            aligned.removeAttr("align");
        }
        Set<Element> bare = new HashSet<>();
        for (Element styled : document.select("[style]")) {
            String[] words = SPACES.split(styled.attr("style"), -1);
            styled.removeAttr("style");
            for (String word : words) {
                apply(styled, word);
            }
            if (styled.nameIs("span") && styled.attributesSize() == 0) {
                bare.add(styled);
            }
        }
        Removal.unwrap(bare);
    }

    private static void apply(Element styled, String word) {
        String name = styled.normalName();
        String element = ELEMENTS.get(word);
        String said = SAID.getOrDefault(name, "");
        if (element != null && IN_LINE.contains(name)) {
            if (!word.equals(said)) {
                wrapContent(styled, element);
            }
        } else if (word.equals(TAKEN.get(said))) {
            styled.tagName("span");
        } else if (word.startsWith("align-") && !IN_LINE.contains(name)) {
            styled.addClass(word);
        } else if (word.startsWith("dir-") && !styled.hasAttr("dir")) {
            styled.attr("dir", word.substring("dir-".length()));
        } else if (word.startsWith("list-")) {
            number(name.equals("li") ? styled.parent() : styled, word.substring("list-".length()));
        }
    }

    private static void wrapContent(Element styled, String element) {
        List<Node> content = new ArrayList<>(styled.childNodes());
        styled.empty();
        content.forEach(styled.appendElement(element)::appendChild);
    }

    private static void number(@Nullable Element list, String style) {
        if (list != null && list.nameIs("ol") && !list.hasAttr("type")) {
            list.attr("type", LIST_TYPES.getOrDefault(style, "1"));
        }
    }
}
