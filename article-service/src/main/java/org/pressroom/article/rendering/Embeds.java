package org.pressroom.article.rendering;

import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * Makes placeholders of addresses of films, sounds and posts that stand alone in a paragraph. Nothing of them is asked of
 * the service: what stands there is its name and a link, out of which the site's pages make a button.
 */
final class Embeds {

    /** In an article. */
    private static final int MOST = 100;

    /** So many empty texts may stand beside a link that stands alone. */
    private static final int MOST_BLANKS = 3;

    private static final Evaluator WHERE_NONE_STAND =
            QueryParser.parse("summary, figcaption, caption, label, h2, h3, h4, h5, h6");

    private final Room room;
    private int placed;

    private Embeds(Room room) {
        this.room = room;
    }

    /** @param framed what was a frame of a service, and is a link now */
    static void place(Document document, Map<Element, Embed> framed, Room room) {
        Embeds embeds = new Embeds(room);
        for (Element link : document.select("a[href]")) {
            Embed embed = framed.containsKey(link)
                    ? framed.get(link)
                    : isBare(link) ? Embed.at(link.attr("href")).orElse(null) : null;
            Element block = embed == null ? null : blockOf(link);
            if (embed != null && block != null) {
                embeds.place(block, link, embed);
            }
        }
        for (Element block : document.select("p, div")) {
            if (block.childNodeSize() == 1
                    && block.childNode(0) instanceof TextNode text
                    && text.getWholeText().contains("://")) {
                Optional<Embed> embed = Embed.at(text.text().strip());
                embed.ifPresent(found -> embeds.place(
                        block, new Element("a").attr("href", found.page()).text(found.page()), found));
            }
        }
    }

    private static boolean isBare(Element link) {
        return link.childNodeSize() == 1
                && link.childNode(0) instanceof TextNode text
                && (text.getWholeText().equals(link.attr("href"))
                        || ("http://" + text.getWholeText()).equals(link.attr("href")));
    }

    /** The paragraph that has nothing but the link; null where there is none. */
    private static @Nullable Element blockOf(Element link) {
        Element alone = link;
        while (isAlone(alone)) {
            Element parent = alone.parent();
            if (parent == null || parent.nameIs("p") || parent.nameIs("div")) {
                return parent;
            } else if (!parent.nameIs("span")) {
                return null;
            }
            alone = parent;
        }
        return null;
    }

    private static boolean isAlone(Node node) {
        Node before = node.previousSibling();
        for (int i = 0; i < MOST_BLANKS && before instanceof TextNode text && text.isBlank(); i++) {
            before = before.previousSibling();
        }
        Node after = node.nextSibling();
        for (int i = 0; i < MOST_BLANKS && after instanceof TextNode text && text.isBlank(); i++) {
            after = after.nextSibling();
        }
        return before == null && after == null;
    }

    private void place(Element block, Element link, Embed embed) {
        if (placed == MOST || block.closest(WHERE_NONE_STAND) != null) {
            return;
        }
        Element line = new Element("p");
        line.appendElement("span")
                .addClass("embed-service")
                .text(embed.service().title());
        line.appendText(" ").appendChild(link.clone());
        Element figure = new Element("figure")
                .addClass("embed")
                .attr("data-embed", embed.service().key())
                .attr("data-id", embed.id());
        if (!room.take(Room.bytes(figure.outerHtml()) + Room.bytes(line.outerHtml()))) {
            return;
        }
        placed++;
        Element around = block.parent();
        if (around != null && around.nameIs("figure") && isAllOf(around, block)) {
            around.attributes().addAll(figure.attributes());
            block.replaceWith(line);
        } else {
            figure.appendChild(line);
            block.replaceWith(figure);
        }
    }

    /** But for a caption. */
    private static boolean isAllOf(Element figure, Element block) {
        return !figure.hasClass("embed")
                && (figure.childrenSize() == 1
                        || (figure.childrenSize() == 2
                                && figure.children().stream()
                                        .allMatch(child -> child.equals(block) || child.nameIs("figcaption"))));
    }
}
