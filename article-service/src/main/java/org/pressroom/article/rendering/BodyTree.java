package org.pressroom.article.rendering;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/** The elements of a body that was sanitised, fitted into the page that they will stand in. */
final class BodyTree {

    /** The page's own ids never begin so. */
    static final String ID_PREFIX = "text-";

    /** What the sanitiser leaves that browsers set apart from what stands beside it. The parser has others for blocks. */
    private static final Set<String> BLOCKS = Set.copyOf(List.of("""
            address blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre
            section summary table tbody td tfoot th thead tr ul
            """.strip().split("\\s+")));

    /** Where blocks stand side by side. */
    private static final Set<String> CONTAINERS =
            Set.of("body", "blockquote", "dd", "details", "div", "figcaption", "figure", "li", "section", "td", "th");

    private static final Evaluator LINK = QueryParser.parse("a");
    private static final Evaluator SEEN = QueryParser.parse("img[src~=\\S], hr");

    private final Document document;

    /** Links in the place of frames of services that we know. */
    private final Map<Element, Embed> framed = new HashMap<>();

    private BodyTree(Document document) {
        this.document = document;
    }

    /** Takes HTML that needs no further check. */
    static BodyTree of(String sanitised) {
        Document document = Jsoup.parseBodyFragment(sanitised);
        document.outputSettings().prettyPrint(false);
        BodyTree tree = new BodyTree(document);
        tree.leaveOutHidden();
        tree.setApart();
        tree.rankHeadings();
        tree.keepTargetsApart();
        Styles.apply(document);
        tree.leaveOutSources();
        tree.labelTasks();
        return tree;
    }

    /** Adds what is there for readers' comfort alone, as far as there is room. */
    void furnish(Map<UUID, LibraryPicture> pictures, Room room) {
        LibraryPictures.furnish(document, pictures, room);
        Embeds.place(document, framed, room);
        Headings.link(document, room);
        CodeBlocks.highlight(document, room);
    }

    String html() {
        return document.body().html();
    }

    /** Whether there is a picture or a line, which readers see where there are no words. */
    boolean hasMoreThanWords() {
        return document.body().selectFirst(SEEN) != null;
    }

    /** What it says, on one line: a space stands where a block or a line ends, and nowhere else. */
    String text() {
        PlainText text = new PlainText();
        document.body().traverse(text);
        return text.whole();
    }

    /** What nobody sees where it was copied, nobody is to see here. */
    private void leaveOutHidden() {
        Set<Element> hidden = new HashSet<>(document.select("[hidden]"));
        hidden.addAll(Styles.hidden(document));
        Elements silent = document.select("[aria-hidden]");
        silent.stream().filter(BodyTree::isFormulaDrawn).forEach(hidden::add);
        silent.removeAttr("aria-hidden");
        Removal.of(hidden);
    }

    /** KaTeX says each formula twice, for those who listen and drawn. */
    private static boolean isFormulaDrawn(Element silent) {
        Element before = silent.previousElementSibling();
        if (before == null) {
            return false;
        }
        return before.nameIs("math")
                || (before.childrenSize() == 1 && before.child(0).nameIs("math"));
    }

    /** What stands apart becomes a block, or stands between spaces in a line; a link leads to what is not shown here. */
    private void setApart() {
        Set<Element> linked = new HashSet<>();
        Elements all = document.select("[" + ArticleHtml.SOURCE + "]");
        for (Element apart : all) {
            Element parent = apart.parent();
            String source = apart.attr(ArticleHtml.SOURCE);
            // A player may be given several sources, of which any will do.
            boolean within = parent != null
                    && parent.hasAttr(ArticleHtml.SOURCE)
                    && !apart.normalName().equals("span");
            if (!source.isEmpty() && (!within || linked.add(parent))) {
                linked.add(apart);
                Element link = link(apart, source);
                apart.prependChild(link);
                link.after(new TextNode(" "));
            }
            apart.removeAttr("title");
            if (parent != null && !within && CONTAINERS.contains(parent.normalName())) {
                apart.tagName("div");
            } else {
                apart.tagName("span").prependText(" ").appendText(" ");
            }
        }
        all.removeAttr(ArticleHtml.SOURCE);
    }

    private Element link(Element embedded, String source) {
        Optional<Embed> embed = embedded.nameIs("picture") ? Embed.at(source) : Optional.empty();
        String address = embed.map(Embed::page).orElse(source);
        String title = embedded.attr("title").strip();
        Element link = new Element(embedded.closest(LINK) == null ? "a" : "span");
        if (link.normalName().equals("a")) {
            link.attr("href", address);
            embed.ifPresent(known -> framed.put(link, known));
        }
        return link.text(title.isEmpty() ? address : title);
    }

    /**
     * The page's title is its only h1, and each heading stands one rank below the one that it belongs to: whoever goes by
     * headings looks for what is missing where a rank is left out.
     */
    private void rankHeadings() {
        Deque<Integer> written = new ArrayDeque<>();
        for (Element heading : document.select("h1, h2, h3, h4, h5, h6")) {
            int rank = heading.normalName().charAt(1) - '0';
            while (!written.isEmpty() && written.getLast() >= rank) {
                written.removeLast();
            }
            written.addLast(rank);
            heading.tagName("h" + Math.min(written.size() + 1, 6));
        }
    }

    /** Targets get a prefix, so that none is taken for one of the page's own, and what leads to them does too. */
    private void keepTargetsApart() {
        Set<String> ids = new HashSet<>();
        for (Element anchor : document.select("a[name]")) {
            if (!anchor.hasAttr("id")) {
                anchor.attr("id", anchor.attr("name"));
            }
            anchor.removeAttr("name");
        }
        for (Element target : document.select("[id]")) {
            String id = target.id();
            if (ids.add(id)) {
                target.attr("id", ID_PREFIX + id);
            } else {
                target.removeAttr("id");
            }
        }
        for (Element link : document.select("a[href^=#]")) {
            String target = link.attr("href").substring(1);
            if (ids.contains(target) || ids.contains(decoded(target))) {
                link.attr("href", "#" + ID_PREFIX + target);
            }
        }
        for (Element cell : document.select("[headers]")) {
            cell.attr(
                    "headers",
                    Stream.of(cell.attr("headers").strip().split("\\s+"))
                            .map(id -> ID_PREFIX + id)
                            .collect(Collectors.joining(" ")));
        }
    }

    static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return fragment;
        }
    }

    /** What a formula was typed as stands in it once more, for machines. What stands apart was left there by mistake. */
    private void leaveOutSources() {
        Set<Element> sources = new HashSet<>();
        Set<Element> misplaced = new HashSet<>();
        for (Element source : document.select("math annotation, math annotation-xml")) {
            (source.stream().anyMatch(BodyTree::isBlock) ? misplaced : sources).add(source);
        }
        Removal.unwrap(misplaced);
        Removal.of(sources);
    }

    /** Each box gets the words beside it as its label, up to the next one, which is how it is read out. */
    private void labelTasks() {
        Set<Element> parents = new LinkedHashSet<>();
        for (Element box : document.select("input")) {
            parents.add(box.parent());
        }
        for (Element parent : parents) {
            if (parent.normalName().equals("li")) {
                parent.addClass("task");
            }
            List<Node> children = new ArrayList<>(parent.childNodes());
            parent.empty();
            Element label = null;
            for (int i = 0; i < children.size(); i++) {
                Node child = children.get(i);
                boolean box = child.nameIs("input");
                Element paragraph = box ? paragraphAfter(children, i) : null;
                if (paragraph != null) {
                    label = labelled(paragraph, child);
                } else if (box) {
                    label = parent.appendElement("label");
                    label.appendChild(child);
                } else if (label != null && !(child instanceof Element element && isBlock(element))) {
                    label.appendChild(child);
                } else {
                    label = null;
                    parent.appendChild(child);
                }
            }
        }
    }

    /** The paragraph that the words beside a box stand in. */
    private static @Nullable Element paragraphAfter(List<Node> children, int box) {
        int next = box + 1;
        while (next < children.size() && children.get(next) instanceof TextNode text && text.isBlank()) {
            next++;
        }
        return next < children.size() && children.get(next) instanceof Element element && element.nameIs("p")
                ? element
                : null;
    }

    /** Puts the box into the paragraph, with the words that it begins with. What stands between them needs no place. */
    private static @Nullable Element labelled(Element paragraph, Node box) {
        List<Node> words = new ArrayList<>(paragraph.childNodes());
        paragraph.empty();
        Element label = paragraph.appendElement("label");
        label.appendChild(box);
        label.appendText(" ");
        words.forEach(label::appendChild);
        return null;
    }

    static boolean isBlock(Element element) {
        return BLOCKS.contains(element.normalName());
    }
}
