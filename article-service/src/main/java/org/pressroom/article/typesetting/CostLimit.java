package org.pressroom.article.typesetting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;
import org.pressroom.common.markup.BodyTooComplex;

/**
 * Refuses what would cost the sanitiser the square of its length: very many attributes of one element, and elements that
 * are opened over and over and never closed, which it opens again in each block that follows.
 */
@SuppressWarnings("try") // It inherits a close() that nobody calls.
final class CostLimit extends HtmlStreamEventReceiverWrapper {

    /** Many times what editors and office programs write. */
    static final int MOST_ATTRIBUTES = 200;

    static final int MOST_OPEN = 64;

    /** Those that have no end, or one that may be left out. */
    private static final Set<String> WITHOUT_END =
            Set.copyOf(List.of("""
            area base br col embed frame hr img input link meta param source track wbr
            body colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr
            """.strip().split("\\s+")));

    private final Map<String, Integer> open = new HashMap<>();
    private int openInAll;

    CostLimit(HtmlStreamEventReceiver next) {
        super(next);
    }

    @Override
    public void openTag(String element, List<String> attributes) {
        if (attributes.size() > 2 * MOST_ATTRIBUTES) {
            throw new BodyTooComplex("has an element with too many attributes");
        }
        if (!WITHOUT_END.contains(element)) {
            open.merge(element, 1, Integer::sum);
            openInAll++;
            if (openInAll > MOST_OPEN) {
                throw new BodyTooComplex("has too many elements inside each other, or that are not closed");
            }
        }
        super.openTag(element, attributes);
    }

    @Override
    public void closeTag(String element) {
        if (open.getOrDefault(element, 0) > 0) {
            open.merge(element, -1, Integer::sum);
            openInAll--;
        }
        super.closeTag(element);
    }
}
