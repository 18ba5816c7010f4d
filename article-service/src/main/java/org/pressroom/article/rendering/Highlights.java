package org.pressroom.article.rendering;

import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/** {@code ==words==}, which readers see as if a pen had gone over them; not {@code a==b || c==d}, which compares. */
final class Highlights {

    private static final int LENGTH = 2;

    private Highlights() {}

    static void extend(Parser.Builder parser) {
        parser.customDelimiterProcessor(new Processor());
    }

    static void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(Renderer::new);
    }

    private static final class Highlight extends CustomNode {}

    private static final class Processor implements DelimiterProcessor {

        @Override
        public char getOpeningCharacter() {
            return '=';
        }

        @Override
        public char getClosingCharacter() {
            return '=';
        }

        @Override
        public int getMinLength() {
            return LENGTH;
        }

        @Override
        public int process(DelimiterRun opening, DelimiterRun closing) {
            if (opening.length() != LENGTH || closing.length() != LENGTH) {
                return 0;
            }
            Text first = opening.getOpeners(LENGTH).iterator().next();
            Text last = closing.getCloser();
            for (Text closer : closing.getClosers(LENGTH)) {
                last = closer;
            }
            if (endsInAWord(first.getPrevious()) || beginsWithAWord(last.getNext())) {
                return 0;
            }
            Highlight highlight = new Highlight();
            for (Node node : Nodes.between(opening.getOpener(), closing.getCloser())) {
                highlight.appendChild(node);
            }
            opening.getOpener().insertAfter(highlight);
            return LENGTH;
        }

        private static boolean endsInAWord(@Nullable Node before) {
            return before instanceof Text text
                    && !text.getLiteral().isEmpty()
                    && isOfAWord(
                            text.getLiteral().codePointBefore(text.getLiteral().length()));
        }

        private static boolean beginsWithAWord(@Nullable Node after) {
            return after instanceof Text text
                    && !text.getLiteral().isEmpty()
                    && isOfAWord(text.getLiteral().codePointAt(0));
        }

        /** Of a script that puts spaces between words. */
        private static boolean isOfAWord(int point) {
            return Character.isLetterOrDigit(point) && !BodyRenderer.standsAlone(point);
        }
    }

    private record Renderer(HtmlNodeRendererContext context) implements NodeRenderer {

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Highlight.class);
        }

        @Override
        public void render(Node node) {
            context.getWriter().tag("mark");
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            context.getWriter().tag("/mark");
        }
    }
}
