package org.pressroom.article.rendering;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeVisitor;
import org.jsoup.select.QueryParser;

/**
 * Reads a body as one line of plain text. What browsers write of themselves is written out: quotation marks, the numbers
 * of lists; powers stay powers, and a picture in the midst of words is what is said in its place.
 */
final class PlainText implements NodeVisitor {

    private static final Set<String> NOT_READ_ALOUD = Set.of("rt", "rp", "rtc");
    private static final Evaluator FOOTNOTE_MARKS = QueryParser.parse("sup.footnote-ref, a.footnote-backref");
    private static final Evaluator NUMBERED = QueryParser.parse("ol:not(section.footnotes ol)");
    private static final Pattern POWER = Pattern.compile("\\s*[+\u2212-]?[0-9]+\\s*");
    private static final String DIGITS = "0123456789+-\u2212";
    private static final String RAISED =
            "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b";

    private final StringBuilder whole = new StringBuilder();
    private final Deque<ListCounter> lists = new ArrayDeque<>();

    /** The numbers of items in which nothing was said yet, of several where a list stands at the beginning of another. */
    private final StringBuilder numbers = new StringBuilder();

    private final Deque<Integer> numbersBefore = new ArrayDeque<>();
    private int line;
    private boolean words;
    private int quotes;
    private int rubies;
    private int unread;

    String whole() {
        endLine();
        return whole.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text && unread == 0) {
            String said = text.getWholeText();
            append(isPower(text) ? raised(said) : said);
            words |= !text.isBlank();
        } else if (node instanceof Element element) {
            rubies += is(element, "ruby") ? 1 : 0;
            unread += isUnread(element) ? 1 : 0;
            space(element);
            open(element);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            close(element);
            unread -= isUnread(element) ? 1 : 0;
            rubies -= is(element, "ruby") ? 1 : 0;
            space(element);
        }
    }

    private void open(Element element) {
        switch (element.normalName()) {
            case "q" -> append(quotes++ % 2 == 0 ? "\u201c" : "\u2018");
            case "img" -> append(unread == 0 ? element.attr("alt") : "");
            case "ol", "ul" -> lists.addLast(ListCounter.of(element));
            case "li" -> {
                numbersBefore.addLast(numbers.length());
                numbers.append(lists.isEmpty() ? "" : lists.getLast().next(element));
            }
            case "msqrt" -> append("\u221a");
            default -> append(isSecondOf(element, "mfrac") ? "/" : "");
        }
    }

    private static boolean isSecondOf(Element element, String name) {
        Element parent = element.parent();
        return parent != null && is(parent, name) && element.previousElementSibling() != null;
    }

    private void close(Element element) {
        switch (element.normalName()) {
            case "q" -> append(--quotes % 2 == 0 ? "\u201d" : "\u2019");
            case "ol", "ul" -> lists.removeLast();
            case "li" -> numbers.setLength(Math.min(numbers.length(), numbersBefore.removeLast()));
            default -> {}
        }
    }

    private static boolean is(Element element, String name) {
        return element.normalName().equals(name);
    }

    private boolean isUnread(Element element) {
        return (rubies > 0 && NOT_READ_ALOUD.contains(element.normalName())) || element.is(FOOTNOTE_MARKS);
    }

    private static boolean isPower(TextNode text) {
        return text.parentNode() instanceof Element parent
                && (is(parent, "sup") || (is(parent, "mn") && isSecondOf(parent, "msup")))
                && parent.childNodeSize() == 1
                && POWER.matcher(text.getWholeText()).matches();
    }

    private static String raised(String digits) {
        StringBuilder raised = new StringBuilder(digits.length());
        digits.chars()
                .map(character -> {
                    int digit = DIGITS.indexOf(character);
                    return digit < 0 ? character : RAISED.charAt(digit);
                })
                .forEach(character -> raised.append((char) character));
        return raised.toString();
    }

    private void space(Element element) {
        if (BodyTree.isBlock(element) || is(element, "br") || is(element, "mtd")) {
            endLine();
            append(" ");
            line = whole.length();
        }
    }

    /** Pictures that stand by themselves are not read. */
    private void endLine() {
        if (!words) {
            whole.setLength(line);
        }
        words = false;
    }

    private void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!isSpace(character)) {
                if (!numbers.isEmpty()) {
                    whole.append(numbers);
                    numbers.setLength(0);
                }
                whole.append(character);
            } else if (!whole.isEmpty() && whole.charAt(whole.length() - 1) != ' ') {
                whole.append(' ');
            }
        }
    }

    private static boolean isSpace(char character) {
        return character == ' '
                || character == '\t'
                || character == '\n'
                || character == '\r'
                || character == '\f'
                || character == 0xA0;
    }

    /** What stands before the items of a list. */
    private static final class ListCounter {

        private final boolean numbered;
        private final String type;
        private final int step;
        private long number;

        private ListCounter(boolean numbered, String type, int step, long number) {
            this.numbered = numbered;
            this.type = type;
            this.step = step;
            this.number = number;
        }

        static ListCounter of(Element list) {
            boolean reversed = list.hasAttr("reversed");
            long first = reversed ? items(list) : 1;
            return new ListCounter(
                    list.is(NUMBERED), list.attr("type"), reversed ? -1 : 1, number(list, "start", first));
        }

        private static long items(Element list) {
            return list.children().stream().filter(child -> is(child, "li")).count();
        }

        private static long number(Element element, String attribute, long otherwise) {
            try {
                return Long.parseLong(element.attr(attribute));
            } catch (NumberFormatException none) {
                return otherwise;
            }
        }

        String next(Element item) {
            if (!numbered) {
                return "";
            }
            long given = number(item, "value", number);
            number = given + step;
            return (type.equalsIgnoreCase("a") ? lettered(given) : String.valueOf(given)) + ". ";
        }

        private String lettered(long given) {
            if (given < 1 || given > 26) {
                return String.valueOf(given);
            }
            return String.valueOf((char) (type.charAt(0) + given - 1));
        }
    }
}
