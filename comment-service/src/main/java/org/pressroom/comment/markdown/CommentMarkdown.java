package org.pressroom.comment.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.pressroom.common.markup.BareLinks;
import org.pressroom.common.markup.CharacterReferences;
import org.pressroom.common.markup.LinkSchemes;
import org.pressroom.common.markup.ListNumbers;
import org.pressroom.common.markup.MarkdownParser;

/**
 * Renders comments: paragraphs, emphasis, quotes, lists, code between fences and links. Headings, rules and what is
 * indented stay text, images become their description, and HTML is shown as it was typed. What the renderer wrote goes
 * through a sanitiser that knows nothing of Markdown, so that a fault in one of the two harms nobody.
 */
public final class CommentMarkdown {

    /** Quotes, lists and their items inside each other, deeper than anybody nests by hand; what is deeper still is their text. */
    private static final int MAX_DEPTH = 20;

    private static final List<Extension> EXTENSIONS =
            List.of(StrikethroughExtension.builder().requireTwoTildes(true).build());

    private static final MarkdownParser PARSER = new MarkdownParser(
            Parser.builder()
                    .extensions(EXTENSIONS)
                    .maxOpenBlockParsers(MAX_DEPTH)
                    .enabledBlockTypes(
                            Set.<Class<? extends Block>>of(BlockQuote.class, FencedCodeBlock.class, ListBlock.class)),
            BareLinks.ofUrls(),
            LinkSchemes::leadsSomewhere);

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .nodeRendererFactory(ImageAsText::new)
            .attributeProviderFactory(context -> new ListNumbers())
            .escapeHtml(true)
            .softbreak("<br />\n")
            .build();

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final PolicyFactory SANITISER = new HtmlPolicyBuilder()
            .allowElements("p", "br", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a")
            .allowAttributes("href", "title")
            .onElements("a")
            .allowAttributes("start")
            .matching(NUMBER)
            .onElements("ol")
            .allowAttributes("value")
            .matching(NUMBER)
            .onElements("li")
            .allowUrlProtocols(LinkSchemes.harmless())
            .requireRelsOnLinks("nofollow", "ugc", "noopener")
            .toFactory();

    private CommentMarkdown() {}

    /**
     * A rendered comment.
     *
     * @param html safe to put into a page
     * @param reading what the rules of moderation read of it
     */
    public record Rendered(String html, Reading reading) {}

    /**
     * Renders a comment of up to 10,000 characters in at most some milliseconds of computing: not on an event loop.
     *
     * @throws org.pressroom.common.markup.BodyTooComplex for what would cost too much, or come to very much more than was typed
     */
    public static Rendered render(String markdown) {
        Node document = PARSER.parse(markdown);
        Reader reader = new Reader();
        document.accept(reader);
        return new Rendered(
                SANITISER
                        .sanitize(CharacterReferences.mend(RENDERER.render(document)))
                        .strip(),
                reader.reading());
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

    private static final class Reader extends AbstractVisitor {

        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder shown = new StringBuilder();
        private final List<String> links = new ArrayList<>();
        private final List<String> markup = new ArrayList<>();

        Reading reading() {
            return new Reading(mended(plain), mended(shown), links, markup);
        }

        private static String mended(StringBuilder text) {
            return CharacterReferences.mend(text.toString()).strip();
        }

        @Override
        public void visit(Text text) {
            read(text.getLiteral());
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
            readTitle(link.getTitle());
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
        public void visit(OrderedList list) {
            Integer first = list.getMarkerStartNumber();
            int number = first == null ? 1 : first;
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                number = ListNumbers.of(item, number);
                shown.append(number++).append(". ");
                item.accept(this);
            }
        }

        @Override
        public void visit(ListItem item) {
            visitChildren(item);
            read("\n");
        }

        /** Seen where somebody points at the link, so that it may not hide anything from the rules. */
        private void readTitle(@Nullable String title) {
            if (title != null) {
                plain.append(' ').append(title).append(' ');
            }
        }

        private void read(String text) {
            plain.append(text);
            shown.append(text);
        }
    }
}
