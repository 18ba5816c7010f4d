package org.pressroom.article.rendering;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.internal.FootnoteBlockParser;
import org.commonmark.internal.util.Escaping;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Image;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;

/**
 * {@code [^1]} and {@code [^1]: …}. The library's own extension renders them; its parsing of references is built for an
 * older core, and it shows nothing of a note that nothing refers to.
 */
final class Footnotes {

    private Footnotes() {}

    static void extend(Parser.Builder parser) {
        parser.customBlockParserFactory(new FootnoteBlockParser.Factory()).linkProcessor(Footnotes::reference);
    }

    private static LinkResult reference(LinkInfo link, Scanner scanner, InlineParserContext context) {
        if (link.destination() != null) {
            return LinkResult.none();
        }
        String text = link.text(scanner);
        String label = link.label();
        if (!text.startsWith("^")
                || context.getDefinition(FootnoteDefinition.class, text.substring(1)) == null
                || (label != null && context.getDefinition(LinkReferenceDefinition.class, label) != null)) {
            return LinkResult.none();
        }
        return LinkResult.replaceWith(new FootnoteReference(text.substring(1)), link.afterTextBracket());
    }

    /** Puts notes that the text does not lead to where they were typed, as they were typed. */
    static void showUnused(Node document) {
        document.accept(new InPictures());
        Map<String, FootnoteDefinition> definitions = new HashMap<>();
        List<FootnoteDefinition> all = new ArrayList<>();
        Deque<String> referred = new ArrayDeque<>();
        document.accept(new Walk(
                definition -> {
                    all.add(definition);
                    definitions.putIfAbsent(normalised(definition.getLabel()), definition);
                },
                referred::add,
                0));
        Set<FootnoteDefinition> used = new HashSet<>();
        follow(referred, definitions, used);
        for (FootnoteDefinition definition : all) {
            if (!used.contains(definition)) {
                definition.accept(new Walk(inner -> {}, referred::add, -1));
                follow(referred, definitions, used);
                typeOut(definition);
            }
        }
    }

    private static void follow(
            Deque<String> referred, Map<String, FootnoteDefinition> definitions, Set<FootnoteDefinition> used) {
        while (!referred.isEmpty()) {
            FootnoteDefinition definition = definitions.get(normalised(referred.remove()));
            if (definition != null && used.add(definition)) {
                definition.accept(new Walk(inner -> {}, referred::add, -1));
            }
        }
    }

    private static void typeOut(FootnoteDefinition definition) {
        Text label = new Text("[^" + definition.getLabel() + "]: ");
        Node first = definition.getFirstChild();
        if (first instanceof Paragraph) {
            first.prependChild(label);
        } else {
            Paragraph alone = new Paragraph();
            alone.appendChild(label);
            definition.insertBefore(alone);
        }
        while (first != null) {
            Node next = first.getNext();
            definition.insertBefore(first);
            first = next;
        }
        definition.unlink();
    }

    private static String normalised(String label) {
        return Escaping.normalizeLabelContent(label);
    }

    /** What describes a picture is plain text, and leads nowhere. */
    private static final class InPictures extends AbstractVisitor {
        private int pictures;

        @Override
        public void visit(Image image) {
            pictures++;
            visitChildren(image);
            pictures--;
        }

        @Override
        public void visit(CustomNode node) {
            if (pictures > 0 && node instanceof FootnoteReference reference) {
                node.insertBefore(new Text("[^" + reference.getLabel() + "]"));
                node.unlink();
            } else {
                visitChildren(node);
            }
        }
    }

    /** Tells of all definitions, and of the references that stand in none. */
    private static final class Walk extends AbstractVisitor {
        private final Consumer<FootnoteDefinition> definitions;
        private final Consumer<String> references;
        private int depth;

        /** With depth -1 a definition is looked into as if it were none. */
        Walk(Consumer<FootnoteDefinition> definitions, Consumer<String> references, int depth) {
            this.definitions = definitions;
            this.references = references;
            this.depth = depth;
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof FootnoteDefinition definition) {
                definitions.accept(definition);
                depth++;
                visitChildren(block);
                depth--;
            } else {
                visitChildren(block);
            }
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof FootnoteReference reference && depth == 0) {
                references.accept(reference.getLabel());
            }
            visitChildren(node);
        }
    }
}
