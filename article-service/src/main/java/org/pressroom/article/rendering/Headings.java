package org.pressroom.article.rendering;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * Gives each heading an id that is made from its words, and makes it lead to itself, so that people can point to a part of
 * an article. The words are the link: a sign beside them would be read out with each heading.
 */
final class Headings {

    /** A link within is the writer's, and one around leads elsewhere. */
    private static final Evaluator HOLDS_LINKS = QueryParser.parse("a, label, input, summary, details");

    private static final Evaluator MAY_NOT_HOLD_LINKS = QueryParser.parse("a, label, summary");

    private static final int LONGEST = 60;
    private static final String WITHOUT_WORDS = "section";
    private static final String APOSTROPHES = "'\u2019";

    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Room room;

    private Headings(Document document, Room room) {
        document.select("[id]").forEach(target -> ids.add(target.id()));
        this.room = room;
    }

    /** The headings of a body in which all ids have their prefix already, as far as there is room. */
    static void link(Document document, Room room) {
        Headings headings = new Headings(document, room);
        Set<String> made = new HashSet<>();
        for (Element heading : document.select("h2, h3, h4, h5, h6")) {
            if (heading.id().isEmpty()) {
                if (!headings.name(heading)) {
                    break;
                }
                made.add(heading.id());
            }
            headings.lead(heading);
        }
        for (Element link : document.select("a[href^=#]")) {
            String target =
                    BodyTree.ID_PREFIX + BodyTree.decoded(link.attr("href").substring(1));
            if (made.contains(target) && room.take(BodyTree.ID_PREFIX.length())) {
                link.attr("href", "#" + target);
            }
        }
    }

    private boolean name(Element heading) {
        PlainText text = new PlainText();
        heading.traverse(text);
        String id = unused(BodyTree.ID_PREFIX + words(text.whole()));
        if (!room.take(Room.bytes(" id=\"" + id + "\""))) {
            return false;
        }
        heading.attr("id", id);
        return true;
    }

    private String unused(String wish) {
        String id = wish;
        while (!ids.add(id)) {
            id = wish + "-" + numbers.merge(wish, 2, (number, two) -> number + 1);
        }
        return id;
    }

    private void lead(Element heading) {
        if (!heading.hasText()
                || heading.selectFirst(HOLDS_LINKS) != null
                || heading.closest(MAY_NOT_HOLD_LINKS) != null) {
            return;
        }
        Element link = new Element("a").addClass("heading-link").attr("href", "#" + heading.id());
        if (room.take(Room.bytes(link.outerHtml()))) {
            List<Node> words = new ArrayList<>(heading.childNodes());
            heading.empty();
            words.forEach(heading.appendChild(link).child(0)::appendChild);
        }
    }

    /** Lower-case words in any script, joined by {@code -}. */
    private static String words(String text) {
        StringBuilder words = new StringBuilder();
        boolean apart = false;
        int[] points = Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .limit(LONGEST)
                .toArray();
        for (int point : points) {
            if (isPartOfAWord(point)) {
                words.append(apart && !words.isEmpty() ? "-" : "").appendCodePoint(point);
                apart = false;
            } else {
                apart |= APOSTROPHES.indexOf(point) < 0;
            }
        }
        return words.isEmpty() ? WITHOUT_WORDS : words.toString();
    }

    private static boolean isPartOfAWord(int point) {
        return Character.isLetterOrDigit(point)
                || switch (Character.getType(point)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.LETTER_NUMBER -> true;
                    default -> false;
                };
    }
}
