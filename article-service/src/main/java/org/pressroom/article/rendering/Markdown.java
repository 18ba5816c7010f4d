package org.pressroom.article.rendering;

import java.util.List;
import java.util.regex.Pattern;
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

    /** In one paragraph: more than code without an empty line compares, which is no paragraph. */
    private static final long MAX_HIGHLIGHTS = 10_000;

    private static final String TILDE = "~";
    private static final Pattern TILDES = Pattern.compile(TILDE);
    private static final String HIGHLIGHT = "==";
    private static final Pattern HIGHLIGHTS = Pattern.compile("(?<!=)==(?!=)");

    /** What the line under a table's head is written with, at any depth. */
    private static final String DELIMITERS = " \t:|->*+0123456789.)";

    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            StrikethroughExtension.builder().requireTwoTildes(true).build(),
            TaskListItemsExtension.create());

    private static final MarkdownParser PARSER = parser();

    private static final HtmlRenderer RENDERER = renderer();

    private Markdown() {}

    static String toHtml(String markdown) {
        if (cells(markdown) > MAX_CELLS) {
            throw new BodyTooComplex("has a table that is too large");
        }
        if (markdown.contains(TILDE) && mostInAParagraph(TILDES, markdown) > MAX_TILDES) {
            throw new BodyTooComplex("strikes out too much in one paragraph");
        }
        if (markdown.contains(HIGHLIGHT) && mostInAParagraph(HIGHLIGHTS, markdown) > MAX_HIGHLIGHTS) {
            throw new BodyTooComplex("highlights too much in one paragraph");
        }
        Node document = PARSER.parse(markdown);
        Tables.keepAllCells(document, markdown);
        TypedTags.showAsText(document);
        Footnotes.showUnused(document);
        Captions.show(document);
        return RENDERER.render(document);
    }

    private static MarkdownParser parser() {
        Parser.Builder parser = Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(MAX_DEPTH);
        Footnotes.extend(parser);
        TypedTags.extend(parser);
        Highlights.extend(parser);
        return new MarkdownParser(parser, BareLinks.ofUrlsHostsAndMail(), LinkSchemes::mayLead);
    }

    private static HtmlRenderer renderer() {
        HtmlRenderer.Builder renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .extensions(List.of(FootnotesExtension.create()))
                .attributeProviderFactory(context -> new ListNumbers());
        Highlights.extend(renderer);
        Captions.extend(renderer);
        return renderer.build();
    }

    /** The most matches of it without a blank line between them. */
    private static long mostInAParagraph(Pattern delimiter, String markdown) {
        long most = 0;
        long found = 0;
        for (String line : (Iterable<String>) markdown.lines()::iterator) {
            found = line.isBlank()
                    ? 0
                    : found + delimiter.matcher(line).results().count();
            most = Math.max(most, found);
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
