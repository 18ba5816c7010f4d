package org.pressroom.comment.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.autolink.AutolinkType;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Renders comments: paragraphs, emphasis, quotes, lists, code and links. Headings and rules stay text, images become
 * their description, and HTML is shown as it was typed. What the renderer wrote goes through a sanitiser that knows
 * nothing of Markdown, so that a fault in one of the two harms nobody.
 */
public final class CommentMarkdown {

    /** Deeper than anybody nests by hand; renderers recurse. */
    private static final int MAX_NESTING = 40;

    /** More than a comment can hold that types each link out. Only references, which repeat one, come to more. */
    private static final int MAX_LINKED = 20_000;

    private static final Pattern DEEP_LINE =
            Pattern.compile("(?m)^(?:[ \\t]*+(?:>|[-+*](?=[ \\t]|$)|\\d{1,9}[.)](?=[ \\t]|$))){" + MAX_NESTING + "}");

    private static final List<Extension> EXTENSIONS =
            List.of(AutolinkExtension.builder().linkTypes(AutolinkType.URL).build(), StrikethroughExtension.create());

    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .enabledBlockTypes(Set.<Class<? extends Block>>of(
                    BlockQuote.class, FencedCodeBlock.class, IndentedCodeBlock.class, ListBlock.class))
            .build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .nodeRendererFactory(ImageAsText::new)
            .escapeHtml(true)
            .softbreak("<br />\n")
            .build();

    private static final PolicyFactory SANITISER = new HtmlPolicyBuilder()
            .allowElements("p", "br", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a")
            .allowAttributes("href")
            .onElements("a")
            .allowUrlProtocols("http", "https")
            .requireRelsOnLinks("nofollow", "ugc", "noopener")
            .toFactory();

    private CommentMarkdown() {}

    /**
     * A comment's text in the forms that others need.
     *
     * @param html safe to put into a page
     * @param plain what is left when markup and code are taken away
     * @param shown all that a reader sees: code and typed HTML too
     * @param links where its links lead, in order, each as often as it stands there
     * @param markup the HTML that was typed outside of code
     */
    public record Rendered(String html, String plain, String shown, List<String> links, List<String> markup) {}

    /** Renders a comment. Never fails, whatever the text. */
    public static Rendered render(String markdown) {
        Node document = nestsDeeply(markdown) ? asTyped(markdown) : PARSER.parse(markdown);
        if (isNestedDeeply(document) || isDefinitionsOnly(document)) {
            document = asTyped(markdown);
        }
        Reading reading = Reading.of(document);
        if (reading.linked() > MAX_LINKED) {
            document = asTyped(markdown);
            reading = Reading.of(document);
        }
        return new Rendered(
                SANITISER.sanitize(RENDERER.render(document)).strip(),
                reading.plain.toString().strip(),
                reading.shown.toString().strip(),
                List.copyOf(reading.links),
                List.copyOf(reading.markup));
    }

    /** Whether a line opens so many quotes and lists at once that the parser itself would recurse too deeply. */
    private static boolean nestsDeeply(String markdown) {
        return DEEP_LINE.matcher(markdown).find();
    }

    /** Definitions of links show nothing. */
    private static boolean isDefinitionsOnly(Node document) {
        for (Node child = document.getFirstChild(); child != null; child = child.getNext()) {
            if (!(child instanceof LinkReferenceDefinition)) {
                return false;
            }
        }
        return true;
    }

    /** Walks without recursion, for what is too deep to recurse into. */
    private static boolean isNestedDeeply(Node document) {
        int depth = 0;
        Node node = document;
        while (true) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                if (++depth > MAX_NESTING) {
                    return true;
                }
                continue;
            }
            while (node.getNext() == null) {
                if (node.getParent() == null || node == document) {
                    return false;
                }
                node = node.getParent();
                depth--;
            }
            node = node.getNext();
        }
    }

    private static Node asTyped(String text) {
        Node document = new org.commonmark.node.Document();
        Node paragraph = new Paragraph();
        document.appendChild(paragraph);
        for (String line : text.lines().toList()) {
            if (paragraph.getFirstChild() != null) {
                paragraph.appendChild(new SoftLineBreak());
            }
            paragraph.appendChild(new Text(line));
        }
        return document;
    }

    private static final class ImageAsText implements NodeRenderer {

        private final HtmlNodeRendererContext context;

        ImageAsText(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Image.class);
        }

        @Override
        public void render(Node image) {
            for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }
    }

    private static final class Reading extends AbstractVisitor {

        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder shown = new StringBuilder();
        private final List<String> links = new ArrayList<>();
        private final List<String> markup = new ArrayList<>();

        static Reading of(Node document) {
            Reading reading = new Reading();
            document.accept(reading);
            return reading;
        }

        int linked() {
            return links.stream().mapToInt(String::length).sum();
        }

        @Override
        public void visit(Text text) {
            read(text.getLiteral());
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
            visitChildren(image);
        }

        @Override
        public void visit(HtmlInline html) {
            markup.add(html.getLiteral());
            shown.append(html.getLiteral());
        }

        @Override
        public void visit(Code code) {
            plain.append(' ');
            shown.append(code.getLiteral());
        }

        @Override
        public void visit(FencedCodeBlock code) {
            shown.append(code.getLiteral()).append('\n');
        }

        @Override
        public void visit(IndentedCodeBlock code) {
            shown.append(code.getLiteral()).append('\n');
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            read("\n");
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            read("\n");
        }

        @Override
        public void visit(Paragraph paragraph) {
            visitChildren(paragraph);
            read("\n");
        }

        @Override
        public void visit(ListItem item) {
            visitChildren(item);
            read("\n");
        }

        private void read(String text) {
            plain.append(text);
            shown.append(text);
        }
    }
}
