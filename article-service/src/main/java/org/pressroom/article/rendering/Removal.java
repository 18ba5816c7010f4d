package org.pressroom.article.rendering;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Takes elements out of their parents all at once, since to take out one costs as much as it has siblings. */
final class Removal {

    private Removal() {}

    /** Takes them out with all that is in them. */
    static void of(Set<Element> unwanted) {
        for (Element parent : parents(unwanted)) {
            takeChildren(parent).stream()
                    .filter(child -> !unwanted.contains(child))
                    .forEach(parent::appendChild);
        }
    }

    /** Takes them out and leaves what is in them in their places. */
    static void unwrap(Set<Element> bare) {
        for (Element parent : parents(bare)) {
            if (!bare.contains(parent)) {
                append(parent, takeChildren(parent), bare);
            }
        }
    }

    private static void append(Element parent, List<Node> nodes, Set<Element> bare) {
        for (Node node : nodes) {
            if (node instanceof Element element && bare.contains(element)) {
                append(parent, takeChildren(element), bare);
            } else {
                parent.appendChild(node);
            }
        }
    }

    private static Set<Element> parents(Set<Element> elements) {
        Set<Element> parents = new LinkedHashSet<>();
        for (Element element : elements) {
            parents.add(element.parent());
        }
        return parents;
    }

    private static List<Node> takeChildren(Element parent) {
        List<Node> children = new ArrayList<>(parent.childNodes());
        parent.empty();
        return children;
    }
}
