package org.pressroom.article.rendering;

import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** {@code ![what it shows](/a.png "Its caption")} alone in a paragraph: a title that everybody sees, not only a mouse. */
final class Captions {

    private Captions() {}

    static void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(Renderer::new);
    }

    /** Makes figures of paragraphs that are a picture with a title. */
    static void show(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Paragraph paragraph) {
                if (paragraph.getFirstChild() instanceof Image image
                        && image.getNext() == null
                        && image.getTitle() != null
                        && !image.getTitle().isBlank()) {
                    Figure figure = new Figure(image.getTitle());
                    image.setTitle(null);
                    figure.appendChild(image);
                    paragraph.insertBefore(figure);
                    paragraph.unlink();
                }
            }
        });
    }

    private static final class Figure extends CustomBlock {
        private final String caption;

        Figure(String caption) {
            this.caption = caption;
        }
    }

    private record Renderer(HtmlNodeRendererContext context) implements NodeRenderer {

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Figure.class);
        }

        @Override
        public void render(Node node) {
            context.getWriter().line();
            context.getWriter().tag("figure");
            context.render(node.getFirstChild());
            context.getWriter().tag("figcaption");
            context.getWriter().text(((Figure) node).caption);
            context.getWriter().tag("/figcaption");
            context.getWriter().tag("/figure");
            context.getWriter().line();
        }
    }
}
