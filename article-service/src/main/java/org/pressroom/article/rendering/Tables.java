package org.pressroom.article.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.pressroom.common.markup.BareLinks;
import org.pressroom.common.markup.LinkSchemes;
import org.pressroom.common.markup.MarkdownParser;

/** Rows with more cells than their table's head. The library leaves out what is too much; here the head grows. */
final class Tables {

    private static final MarkdownParser CELLS = cells();

    private Tables() {}

    private static MarkdownParser cells() {
        Parser.Builder parser = Parser.builder()
                .extensions(List.of(
                        StrikethroughExtension.builder().requireTwoTildes(true).build()))
                .enabledBlockTypes(Set.of());
        Highlights.extend(parser);
        return new MarkdownParser(parser, BareLinks.ofUrlsHostsAndMail(), LinkSchemes::mayLead);
    }

    /** The document must know the lines of its blocks in the text. */
    static void keepAllCells(Node document, String markdown) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomBlock block) {
                if (block instanceof TableBlock table) {
                    keepAllCells(table, markdown);
                } else {
                    visitChildren(block);
                }
            }

            @Override
            public void visit(Paragraph paragraph) {}
        });
    }

    private static void keepAllCells(TableBlock table, String markdown) {
        if (!(table.getFirstChild() instanceof TableHead head && table.getLastChild() instanceof TableBody body)) {
            return;
        }
        int columns = size(head.getFirstChild());
        int widest = columns;
        for (Node row = body.getFirstChild(); row != null; row = row.getNext()) {
            List<String> cells = cells((TableRow) row, markdown);
            for (String cell : cells.subList(Math.min(columns, cells.size()), cells.size())) {
                row.appendChild(cell(cell));
            }
            widest = Math.max(widest, cells.size());
        }
        for (int column = columns; column < widest; column++) {
            head.getFirstChild().appendChild(new TableCell());
        }
    }

    private static int size(Node row) {
        int size = 0;
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            size++;
        }
        return size;
    }

    private static TableCell cell(String markdown) {
        TableCell cell = new TableCell();
        Node parsed = CELLS.parse(markdown);
        if (parsed.getFirstChild() instanceof Paragraph paragraph && paragraph.getNext() == null) {
            Node child = paragraph.getFirstChild();
            while (child != null) {
                Node next = child.getNext();
                cell.appendChild(child);
                child = next;
            }
        } else {
            cell.appendChild(new Text(markdown));
        }
        return cell;
    }

    /** As the library divides a row: at each pipe but those behind a backslash, less the ones around it. */
    private static List<String> cells(TableRow row, String markdown) {
        List<String> cells = new ArrayList<>();
        if (row.getSourceSpans().isEmpty()) {
            return cells;
        }
        SourceSpan span = row.getSourceSpans().get(0);
        String line = markdown.substring(span.getInputIndex(), span.getInputIndex() + span.getLength())
                .strip();
        StringBuilder cell = new StringBuilder();
        for (int i = line.startsWith("|") ? 1 : 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '\\' && i + 1 < line.length() && line.charAt(i + 1) == '|') {
                cell.append('|');
                i++;
            } else if (character == '|') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        if (!cell.isEmpty()) {
            cells.add(cell.toString().strip());
        }
        return cells;
    }
}
