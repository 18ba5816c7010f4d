package org.pressroom.common.markup;

import java.util.function.Predicate;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;

/**
 * What has the form of a link and can lead nowhere was not meant as one, such as {@code arr[i](j)} and
 * {@code vector<std::string>}.
 */
final class TypedLinks {

    private TypedLinks() {}

    /** Stands in the place of a link, until what is in it is taken out. */
    private static final class NoLink extends CustomNode {}

    /** Puts those in brackets aside that do not lead somewhere, and leaves others to others. */
    static LinkProcessor puttingAside(Predicate<String> leadsSomewhere) {
        return (link, scanner, context) ->
                link.destination() == null || link.marker() != null || leadsSomewhere.test(link.destination())
                        ? LinkResult.none()
                        : LinkResult.wrapTextIn(new NoLink(), link.afterTextBracket());
    }

    static void showAsTyped(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                visitChildren(node);
                if (node instanceof NoLink) {
                    replace(node, "[", "]");
                }
            }

            /** Those in brackets were put aside, so that it is one in angle brackets. */
            @Override
            public void visit(Link link) {
                if (!LinkSchemes.mayLead(link.getDestination())) {
                    replace(link, "<", ">");
                }
            }
        });
    }

    private static void replace(Node link, String opening, String closing) {
        link.insertBefore(new Text(opening));
        Node child = link.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            link.insertBefore(child);
            child = next;
        }
        link.insertBefore(new Text(closing));
        link.unlink();
    }
}
