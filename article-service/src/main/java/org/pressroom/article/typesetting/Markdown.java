package org.pressroom.article.typesetting;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLines;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark with limits. Without them, 300,000 characters of brackets, of list markers, or of a wide and empty table
 * cost minutes, the stack, or all memory.
 */
final class Markdown {

    /** Quotes and lists inside each other. */
    private static final int MAX_DEPTH = 100;

    /** Characters of one paragraph, heading or cell that may open something; with more it is shown as plain text. */
    private static final int MAX_MARKS = 1_000;

    private static final String MARKS = "*_[]<!~&`";

    /** Each row has as many cells as the table's head, however short it is written. */
    private static final long MAX_CELLS = 50_000;

    /** What the line under a table's head is written with, at any depth. */
    private static final String DELIMITERS = " \t:|->*+0123456789.)";

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(MAX_DEPTH)
            .inlineParserFactory(LimitedInlineParser::new)
            .build();

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private Markdown() {}

    static String toHtml(String markdown) {
        if (cells(markdown) > MAX_CELLS) {
            throw new Unsettable("has a table that is too large");
        }
        return RENDERER.render(PARSER.parse(markdown));
    }

    /** At least as many cells as all tables of the body have together. */
    private static long cells(String markdown) {
        long cells = 0;
        long columns = 0;
        for (String line : (Iterable<String>) markdown.lines()::iterator) {
            if (line.isBlank()) {
                columns = 0;
            } else if (line.chars().allMatch(c -> DELIMITERS.indexOf(c) >= 0)) {
                columns = Math.max(columns, line.chars().filter(c -> c == '|').count() + 1);
            }
            cells += columns;
        }
        return cells;
    }

    /** The library's own parser, where there is not too much for it to look at. */
    private static final class LimitedInlineParser implements InlineParser {
        private final InlineParser parser;

        LimitedInlineParser(InlineParserContext context) {
            parser = new InlineParserImpl(context);
        }

        @Override
        public void parse(SourceLines lines, Node block) {
            String content = lines.getContent();
            if (content.chars().filter(c -> MARKS.indexOf(c) >= 0).count() > MAX_MARKS) {
                block.appendChild(new Text(content));
            } else {
                parser.parse(lines, block);
            }
        }
    }
}
