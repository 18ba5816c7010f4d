package org.pressroom.common.markup;

import java.util.List;
import org.commonmark.node.CustomNode;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.jspecify.annotations.Nullable;

/**
 * {@code [Ann]: Yes} defines a link and shows nothing. Where nothing refers to it, or what it leads to can be no address,
 * somebody meant what they typed.
 */
final class UnusedDefinitions {

    /** Sees each reference before it becomes a link, and leaves that to others. */
    static final LinkProcessor MARKING = (link, scanner, context) -> {
        if (link.destination() == null) {
            String label = link.label();
            LinkReferenceDefinition definition = context.getDefinition(
                    LinkReferenceDefinition.class, label == null || label.isEmpty() ? link.text(scanner) : label);
            if (definition != null && definition.getFirstChild() == null) {
                definition.appendChild(new Used());
            }
        }
        return LinkResult.none();
    };

    private UnusedDefinitions() {}

    /** Whether links may lead where it says. A label such as {@code [^1]} is that of a note. */
    static boolean leadsSomewhere(LinkReferenceDefinition definition) {
        return !definition.getLabel().startsWith("^") && LinkSchemes.leadsSomewhere(definition.getDestination());
    }

    /** Stands inside of a definition that something refers to; renderers do not look there. */
    private static final class Used extends CustomNode {}

    /** The document must know the lines of its blocks in the text. */
    static void showAsTyped(Node document, String markdown) {
        Paragraph shown = null;
        Node node = document.getFirstChild();
        while (node != null) {
            Node next = following(node, document);
            if (node instanceof LinkReferenceDefinition definition && definition.getFirstChild() == null) {
                shown = asTyped(definition, shown, markdown);
            } else if (node instanceof Paragraph paragraph
                    && shown != null
                    && shown.getNext() == paragraph
                    && continues(paragraph, shown)) {
                next = paragraph.getFirstChild();
                takeOver(paragraph, shown);
            }
            node = next;
        }
    }

    /** In the order of the text, without recursion. */
    private static @Nullable Node following(Node node, Node document) {
        Node child = node.getFirstChild();
        if (child != null) {
            return child;
        }
        Node ancestor = node;
        while (ancestor != null && ancestor != document) {
            Node next = ancestor.getNext();
            if (next != null) {
                return next;
            }
            ancestor = ancestor.getParent();
        }
        return null;
    }

    /** In a paragraph of its own, or in the one of the definition that stands on the line before. */
    private static Paragraph asTyped(LinkReferenceDefinition definition, @Nullable Paragraph before, String markdown) {
        Paragraph paragraph;
        if (before != null && before.getNext() == definition && continues(definition, before)) {
            paragraph = before;
        } else {
            paragraph = new Paragraph();
            definition.insertBefore(paragraph);
        }
        for (SourceSpan line : definition.getSourceSpans()) {
            if (paragraph.getFirstChild() != null) {
                paragraph.appendChild(new SoftLineBreak());
            }
            paragraph.appendChild(
                    new Text(markdown.substring(line.getInputIndex(), line.getInputIndex() + line.getLength())
                            .strip()));
            paragraph.addSourceSpan(line);
        }
        definition.unlink();
        return paragraph;
    }

    private static void takeOver(Paragraph paragraph, Paragraph shown) {
        shown.appendChild(new SoftLineBreak());
        Node child = paragraph.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            shown.appendChild(child);
            child = next;
        }
        paragraph.getSourceSpans().forEach(shown::addSourceSpan);
        paragraph.unlink();
    }

    private static boolean continues(Node block, Node before) {
        List<SourceSpan> first = before.getSourceSpans();
        List<SourceSpan> second = block.getSourceSpans();
        return !first.isEmpty()
                && !second.isEmpty()
                && first.get(first.size() - 1).getLineIndex() + 1
                        == second.get(0).getLineIndex();
    }
}
