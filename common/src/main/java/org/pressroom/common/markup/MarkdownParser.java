package org.pressroom.common.markup;

import java.util.Arrays;
import java.util.function.Predicate;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * CommonMark for texts of strangers: costs no more than in proportion to a text's length, links addresses that stand
 * bare, and shows as it was typed what CommonMark would swallow: definitions that nothing refers to, links that can lead
 * nowhere, a first line beside the fence of code, the numbers of lists ({@link ListNumbers} tells renderers).
 */
public final class MarkdownParser {

    /** Steps that the library takes over brackets inside each other, over what the text's length allows. */
    private static final long FREE_STEPS = 10_000;

    private static final long STEPS_PER_CHARACTER = 20;

    /** A link that is typed out is no longer than the text. Only references, which repeat one, come to more. */
    private static final int FREE_LINKED = 20_000;

    private final Parser parser;
    private final BareLinks links;

    /**
     * With the blocks and extensions of a builder, less those that link bare addresses.
     *
     * @param leadsSomewhere whether what stands in the brackets of a link is the address of something; where it is not, the
     *     brackets are text
     */
    public MarkdownParser(Parser.Builder builder, BareLinks links, Predicate<String> leadsSomewhere) {
        this.parser = builder.linkProcessor(UnusedDefinitions.MARKING)
                .linkProcessor(TypedLinks.puttingAside(leadsSomewhere))
                .inlineParserFactory(context -> new MeantDelimiters(new MeantDefinitions(context), links))
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build();
        this.links = links;
    }

    /**
     * Parses a text.
     *
     * @throws BodyTooComplex for brackets inside each other that would cost too much, and for references that come to
     *     very much more than was typed
     */
    public Node parse(String markdown) {
        if (bracketSteps(markdown) > FREE_STEPS + STEPS_PER_CHARACTER * markdown.length()) {
            throw new BodyTooComplex("has too many brackets inside each other");
        }
        Node document = parser.parse(markdown);
        UnusedDefinitions.showAsTyped(document, markdown);
        TypedLinks.showAsTyped(document);
        Fences.keepFirstLines(document, markdown);
        ListNumbers.keep(document, markdown);
        links.link(document);
        Linked linked = new Linked();
        document.accept(linked);
        if (linked.characters > FREE_LINKED + 2L * markdown.length()) {
            throw new BodyTooComplex("refers to long links too often");
        }
        return document;
    }

    /** How long all that links lead to is together. */
    private static final class Linked extends AbstractVisitor {
        private long characters;

        @Override
        public void visit(Link link) {
            add(link.getDestination(), link.getTitle());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            add(image.getDestination(), image.getTitle());
            visitChildren(image);
        }

        private void add(String destination, @Nullable String title) {
            characters += destination.length() + (title == null ? 0 : title.length());
        }
    }

    /**
     * At least as many as the library takes: a bracket that closes reads what stands between it and the one that opened,
     * and looks at all that are open still. Nothing reaches over a blank line.
     */
    private static long bracketSteps(String markdown) {
        int[] open = new int[16];
        int depth = 0;
        long steps = 0;
        boolean blank = true;
        for (int i = 0; i < markdown.length(); i++) {
            char character = markdown.charAt(i);
            if (character == '\n' || character == '\r') {
                depth = blank ? 0 : depth;
                blank = true;
                continue;
            }
            blank &= character == ' ' || character == '\t';
            if (character == '[') {
                if (depth == open.length) {
                    open = Arrays.copyOf(open, depth * 2);
                }
                open[depth++] = i;
            } else if (character == ']' && depth > 0) {
                depth--;
                steps += i - open[depth] + depth;
            }
        }
        return steps;
    }
}
