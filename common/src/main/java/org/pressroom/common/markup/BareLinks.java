package org.pressroom.common.markup;

import java.util.EnumSet;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/**
 * Makes links of addresses that stand bare in a text. A link ends where a reader would end it: at a space, a quotation
 * mark, a closing bracket that was not opened inside, or the punctuation of any script; letters of any script belong to
 * it.
 */
public final class BareLinks {

    /** Punctuation that also stands inside words, such as those of an address of Wikipedia: between letters it stays. */
    private static final String INSIDE_WORDS = "\u2019\u00B7\u2027\u30FB\uFF65\u0F0B\u0F0C\u05F3\u05F4\u2010\u2011";

    private final LinkExtractor extractor;

    private BareLinks(Set<LinkType> types) {
        extractor = LinkExtractor.builder().linkTypes(types).build();
    }

    /** Links {@code scheme://…}. */
    public static BareLinks ofUrls() {
        return new BareLinks(EnumSet.of(LinkType.URL));
    }

    /** Links {@code scheme://…}, {@code www.…} and addresses of e-mail. */
    public static BareLinks ofUrlsHostsAndMail() {
        return new BareLinks(EnumSet.allOf(LinkType.class));
    }

    void link(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {}

            @Override
            public void visit(Image image) {}

            @Override
            public void visit(Text text) {
                link(text);
            }
        });
    }

    private void link(Text text) {
        String literal = text.getLiteral();
        int shown = 0;
        int start = 0;
        while (start < literal.length()) {
            int end = endOfLinks(literal, start);
            for (LinkSpan span : extractor.extractLinks(literal.substring(start, end))) {
                int from = start + span.getBeginIndex();
                int to = start + span.getEndIndex();
                if (from > shown) {
                    text.insertBefore(new Text(literal.substring(shown, from)));
                }
                String address = literal.substring(from, to);
                Link link = new Link(destination(span.getType(), address), null);
                link.appendChild(new Text(address));
                text.insertBefore(link);
                shown = to;
            }
            start = end == literal.length() ? end : end + Character.charCount(literal.codePointAt(end));
        }
        if (shown == literal.length() && shown > 0) {
            text.unlink();
        } else if (shown > 0) {
            text.setLiteral(literal.substring(shown));
        }
    }

    private static String destination(LinkType type, String address) {
        return switch (type) {
            case EMAIL -> "mailto:" + address;
            case WWW -> "http://" + address;
            case URL -> address;
        };
    }

    /** Where the next character stands that no bare link goes over. What ASCII has of them the extractor knows. */
    private static int endOfLinks(String text, int start) {
        int i = start;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point > 0x7F && endsLinks(point) && !standsInsideWord(text, i, point)) {
                return i;
            }
            i += Character.charCount(point);
        }
        return i;
    }

    private static boolean endsLinks(int point) {
        return switch (Character.getType(point)) {
            case Character.OTHER_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL -> true;
            // Joiners stand inside the words of many scripts; marks of direction and other invisible ones do not.
            case Character.FORMAT -> point != 0x200C && point != 0x200D;
            // full-width forms of < > | ~ and the like
            case Character.MATH_SYMBOL -> point >= 0xFF01 && point <= 0xFF5E;
            default -> false;
        };
    }

    private static boolean standsInsideWord(String text, int index, int point) {
        int after = index + Character.charCount(point);
        return INSIDE_WORDS.indexOf(point) >= 0
                && index > 0
                && after < text.length()
                && isLetter(text.codePointBefore(index))
                && isLetter(text.codePointAt(after))
                // an apostrophe, which Chinese and Japanese have not: there it closes a quotation
                && (point != 0x2019 || !Character.isIdeographic(text.codePointAt(after)));
    }

    private static boolean isLetter(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
