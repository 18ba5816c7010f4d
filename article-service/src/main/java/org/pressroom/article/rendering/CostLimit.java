package org.pressroom.article.rendering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;
import org.pressroom.common.markup.BodyTooComplex;

/**
 * Spares the sanitiser what would cost it the square of its length: attributes that an element was given before, of which
 * the first counts as HTML says, and elements that are opened over and over and never closed, which it would open again
 * in each block that follows. Those are refused.
 */
@SuppressWarnings("try") // It inherits a close() that nobody calls.
final class CostLimit extends HtmlStreamEventReceiverWrapper {

    private static final int MOST_OPEN = 64;

    /** Those that have no end, or one that may be left out. */
    static final Set<String> WITHOUT_END = Set.copyOf(List.of("""
            area base br col embed frame hr img input link meta param source track wbr
            body colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr
            """.strip().split("\\s+")));

    private static final Set<String> OF_TABLES =
            Set.of("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr");

    /** What they are outside of a table, so that their texts stay apart. */
    private static final String BLOCK = "div";

    private final Map<String, Integer> stray = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private int openInAll;

    CostLimit(HtmlStreamEventReceiver next) {
        super(next);
    }

    @Override
    public void openTag(String element, List<String> attributes) {
        if (isStray(element)) {
            stray.merge(element, 1, Integer::sum);
            open(BLOCK, new ArrayList<>());
        } else {
            open(element, attributes);
        }
    }

    private void open(String element, List<String> attributes) {
        if (!WITHOUT_END.contains(element)) {
            open.merge(element, 1, Integer::sum);
            openInAll++;
            if (openInAll > MOST_OPEN) {
                throw new BodyTooComplex("has too many elements inside each other, or that are not closed");
            }
        }
        super.openTag(element, attributes.size() > 2 ? firstOfEach(attributes) : attributes);
    }

    /** Names and values take turns. */
    private static List<String> firstOfEach(List<String> attributes) {
        Set<String> names = new HashSet<>();
        List<String> first = new ArrayList<>(attributes.size());
        for (Iterator<String> rest = attributes.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            String value = rest.next();
            if (names.add(name)) {
                first.add(name);
                first.add(value);
            }
        }
        return first;
    }

    /** A part of a table outside of any: browsers know none there, and the sanitiser would begin a table for each. */
    private boolean isStray(String element) {
        return OF_TABLES.contains(element) && open.getOrDefault("table", 0) == 0;
    }

    @Override
    public void closeTag(String element) {
        if (!isStray(element)) {
            close(element);
        } else if (stray.getOrDefault(element, 0) > 0) {
            stray.merge(element, -1, Integer::sum);
            close(BLOCK);
        }
    }

    private void close(String element) {
        if (open.getOrDefault(element, 0) > 0) {
            open.merge(element, -1, Integer::sum);
            openInAll--;
        }
        super.closeTag(element);
    }
}
