package org.pressroom.article.rendering;

import java.util.List;
import java.util.Set;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;

/**
 * Tells the sanitiser, which knows HTML alone, what in formulas and drawings it would read otherwise: elements that have
 * no content, and the title of a drawing, which is said in its place.
 */
@SuppressWarnings("try") // It inherits a close() that nobody calls.
final class ForeignTags extends HtmlStreamEventReceiverWrapper {

    private static final Set<String> EMPTY = Set.of("mprescripts", "mspace", "none");

    private boolean inDrawing;

    ForeignTags(HtmlStreamEventReceiver next) {
        super(next);
    }

    @Override
    public void openTag(String element, List<String> attributes) {
        inDrawing |= element.equals("svg");
        super.openTag(isTitle(element) ? "span" : element, attributes);
        if (EMPTY.contains(element)) {
            super.closeTag(element);
        }
    }

    @Override
    public void closeTag(String element) {
        if (isTitle(element)) {
            super.closeTag("span");
            super.text(" ");
        } else if (!EMPTY.contains(element)) {
            super.closeTag(element);
        }
        inDrawing &= !element.equals("svg");
    }

    private boolean isTitle(String element) {
        return inDrawing && element.equals("title");
    }
}
