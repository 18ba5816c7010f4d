package org.pressroom.article.rendering;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.pressroom.common.markup.BareLinks;
import org.pressroom.common.markup.BodyTooComplex;
import org.pressroom.common.markup.LinkSchemes;
import org.pressroom.common.markup.ListNumbers;
import org.pressroom.common.markup.MarkdownParser;

/**
 * CommonMark with limits. Without them, 300,000 characters of list markers or of a wide and empty table cost the stack, or
 * all memory.
 */
final class Markdown {

    /** Quotes, lists and their items inside each other, deeper than anybody nests by hand. */
    private static final int MAX_DEPTH = 20;

    /** Each row has as many cells as the table's head, however short it is written, and more where it is longer. */
    private static final long MAX_CELLS = 50_000;

    /** In one paragraph: what they cost grows with their square. */
    private static final long MAX_TILDES = 4_000;

    /** What the line under a table's head is written with, at any depth. */
    private static final String DELIMITERS = " \t:|->*+0123456789.)";

    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            StrikethroughExtension.builder().requireTwoTildes(true).build(),
            TaskListItemsExtension.create());

    private static final MarkdownParser PARSER = parser();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .extensions(List.of(FootnotesExtension.create()))
            .attributeProviderFactory(context -> new ListNumbers())
            .build();

    private Markdown() {}

    static String toHtml(String markdown) {
        if (cells(markdown) > MAX_CELLS) {
            throw new BodyTooComplex("has a table that is too large");
        }
        if (tildes(markdown) > MAX_TILDES) {
            throw new BodyTooComplex("strikes out too much in one paragraph");
        }
        Node document = PARSER.parse(markdown);
        Tables.keepAllCells(document, markdown);
        TypedTags.showAsText(document);
        Footnotes.showUnused(document);
        return RENDERER.render(document);
    }

    private static MarkdownParser parser() {
        Parser.Builder parser = Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(MAX_DEPTH);
        Footnotes.extend(parser);
        TypedTags.extend(parser);
        return new MarkdownParser(parser, BareLinks.ofUrlsHostsAndMail(), LinkSchemes::mayLead);
    }

    /** The most tildes without a blank line between them. */
    private static long tildes(String markdown) {
        long most = 0;
        long tildes = 0;
        for (String line : (Iterable<String>) markdown.lines()::iterator) {
            tildes = line.isBlank()
                    ? 0
                    : tildes + line.chars().filter(c -> c == '~').count();
            most = Math.max(most, tildes);
        }
        return most;
    }

    /** At least as many cells as all tables of the body have together. */
    private static long cells(String markdown) {
        long cells = 0;
        long columns = 0;
        for (String line : (Iterable<String>) markdown.lines()::iterator) {
            long typed = line.chars().filter(c -> c == '|').count() + 1;
            if (line.isBlank()) {
                columns = 0;
            } else if (line.chars().allMatch(c -> DELIMITERS.indexOf(c) >= 0)) {
                columns = Math.max(columns, typed);
            }
            cells += columns == 0 ? 0 : Math.max(columns, typed);
        }
        return cells;
    }
}
