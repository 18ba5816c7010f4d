package org.pressroom.common.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Keeps the numbers of lists as they were typed. CommonMark counts on from the first, which is right where they all are 1,
 * or where somebody inserted an item; numbers of which no two are the same are meant. A list of numbers alone, such as
 * {@code 1986.}, is no list but a text. As a provider of attributes it gives items their number where it is not the next.
 */
public final class ListNumbers implements AttributeProvider {

    /** Stands inside of an item; renderers do not look there. */
    private static final class Typed extends CustomNode {
        private final int number;

        Typed(int number) {
            this.number = number;
        }
    }

    @Override
    public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
        if (node instanceof ListItem && node.getFirstChild() instanceof Typed typed) {
            attributes.put("value", String.valueOf(typed.number));
        }
    }

    /** The number of an item that would have the next one. */
    public static int of(Node item, int next) {
        return item.getFirstChild() instanceof Typed typed ? typed.number : next;
    }

    /** The document must know the lines of its blocks in the text. */
    static void keep(Node document, String markdown) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(OrderedList list) {
                visitChildren(list);
                keep(list, markdown);
            }

            @Override
            public void visit(Paragraph paragraph) {}

            @Override
            public void visit(Heading heading) {}
        });
    }

    private static void keep(OrderedList list, String markdown) {
        List<ListItem> items = new ArrayList<>();
        List<String> typed = new ArrayList<>();
        boolean empty = true;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (!(item instanceof ListItem listItem) || item.getSourceSpans().isEmpty()) {
                return;
            }
            SourceSpan line = item.getSourceSpans().get(0);
            items.add(listItem);
            typed.add(markdown.substring(line.getInputIndex(), line.getInputIndex() + line.getLength())
                    .strip());
            empty &= item.getFirstChild() == null;
        }
        if (empty) {
            showAsText(list, typed);
        } else {
            number(items, typed.stream().map(ListNumbers::number).toList());
        }
    }

    private static void showAsText(OrderedList list, List<String> lines) {
        Paragraph paragraph = new Paragraph();
        for (String line : lines) {
            if (paragraph.getFirstChild() != null) {
                paragraph.appendChild(new SoftLineBreak());
            }
            paragraph.appendChild(new Text(line));
        }
        list.insertBefore(paragraph);
        list.unlink();
    }

    private static void number(List<ListItem> items, List<Integer> numbers) {
        boolean meant = Set.copyOf(numbers).size() == numbers.size();
        for (int i = 1; i < numbers.size() && meant; i++) {
            if (numbers.get(i) != numbers.get(i - 1) + 1) {
                items.get(i).prependChild(new Typed(numbers.get(i)));
            }
        }
    }

    /** An item begins with at most nine digits. */
    private static int number(String line) {
        int end = 0;
        while (end < line.length() && end < 9 && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(line.substring(0, end));
    }
}
