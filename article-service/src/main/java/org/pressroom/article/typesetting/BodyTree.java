package org.pressroom.article.typesetting;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The elements of a body that was sanitised, fitted into the page that they will stand in. */
final class BodyTree {

    /** The page's own ids never begin so. */
    private static final String ID_PREFIX = "text-";

    /** Besides what the parser takes for blocks. */
    private static final Set<String> BREAKS = Set.of("br", "summary");

    private static final Set<String> NOT_READ_ALOUD = Set.of("rt", "rp", "rtc");
    private static final String FOOTNOTE_MARKS = "sup.footnote-ref, a.footnote-backref";

    private final Document document;

    private BodyTree(Document document) {
        this.document = document;
    }

    /** Takes HTML that needs no further check. */
    static BodyTree of(String sanitised) {
        Document document = Jsoup.parseBodyFragment(sanitised);
        document.outputSettings().prettyPrint(false);
        BodyTree tree = new BodyTree(document);
        tree.rankHeadings();
        tree.keepTargetsApart();
        tree.nameAlignment();
        tree.labelTasks();
        return tree;
    }

    String html() {
        return document.body().html();
    }

    /** Whether there is a picture or a line, which readers see where there are no words. */
    boolean hasMoreThanWords() {
        return document.body().selectFirst("img[src], hr") != null;
    }

    /** What it says, on one line: a space stands where a block or a line ends, and nowhere else. */
    String text() {
        Text text = new Text();
        document.body().traverse(text);
        return text.whole.toString().strip();
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

    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return fragment;
        }
    }

    /** As a class: the attribute is obsolete, and style sheets override it unseen. */
    private void nameAlignment() {
        for (Element aligned : document.select("[align]")) {
            aligned.addClass("align-" + aligned.attr("align").toLowerCase(Locale.ROOT));
            aligned.removeAttr("align");
        }
    }

    /** Each box gets the words beside it as its label, which is how it is read out. */
    private void labelTasks() {
        for (Element box : document.select("input")) {
            Element item = box.parent();
            if (item == null) {
                continue;
            }
            Element next = box.nextElementSibling();
            if (next != null && next.normalName().equals("p") && isBlank(box.nextSibling(), next)) {
                next.prependText(" ");
                next.prependChild(box);
            }
            if (item.normalName().equals("li")) {
                item.addClass("task");
            }
            Element label = new Element("label");
            box.before(label);
            Node sibling = box;
            while (sibling != null && !(sibling instanceof Element element && element.isBlock())) {
                Node following = sibling.nextSibling();
                label.appendChild(sibling);
                sibling = following;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // nodes are compared by their place in the tree
    private static boolean isBlank(@Nullable Node from, Node to) {
        for (Node node = from; node != null && node != to; node = node.nextSibling()) {
            if (!(node instanceof TextNode text && text.isBlank())) {
                return false;
            }
        }
        return true;
    }

    private static final class Text implements NodeVisitor {

        private final StringBuilder whole = new StringBuilder();
        private int unread;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text && unread == 0) {
                append(text.getWholeText());
            } else if (node instanceof Element element) {
                unread += isUnread(element) ? 1 : 0;
                space(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                unread -= isUnread(element) ? 1 : 0;
                space(element);
            }
        }

        private static boolean isUnread(Element element) {
            return NOT_READ_ALOUD.contains(element.normalName()) || element.is(FOOTNOTE_MARKS);
        }

        private void space(Element element) {
            if (element.isBlock() || BREAKS.contains(element.normalName())) {
                append(" ");
            }
        }

        private void append(String text) {
            text.codePoints().forEach(point -> {
                if (!isSpace(point)) {
                    whole.appendCodePoint(point);
                } else if (!whole.isEmpty() && whole.charAt(whole.length() - 1) != ' ') {
                    whole.append(' ');
                }
            });
        }

        private static boolean isSpace(int point) {
            return point == ' ' || point == '\t' || point == '\n' || point == '\r' || point == '\f' || point == 0xA0;
        }
    }
}
